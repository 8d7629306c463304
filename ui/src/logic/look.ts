// Light or dark, and how close together: kept on this laptop, put onto the page before anything is painted.
export type Theme = "system" | "light" | "dark";
export type Density = "comfortable" | "standard" | "compact";
export const themes: Theme[] = ["system", "light", "dark"];
export const densities: Density[] = ["comfortable", "standard", "compact"];

export interface Look {
  theme: Theme;
  density: Density;
}

const KEY = "look";
export const usual: Look = { theme: "system", density: "standard" };

/** What was kept; anything unknown is the usual. */
export function readLook(text: string | null): Look {
  try {
    const kept = JSON.parse(text ?? "{}") as Partial<Look>;
    return { theme: themes.find((t) => t === kept.theme) ?? usual.theme, density: densities.find((d) => d === kept.density) ?? usual.density };
  } catch {
    return usual;
  }
}

/** Rules for dark that were changed, with what they said. */
const said = new Map<MediaList, string>();
const DARK = /prefers-color-scheme:\s*dark/;

/** The rules for a dark computer hold always or never where somebody chose. */
function applyTheme(page: Document, theme: Theme): void {
  for (const sheet of page.styleSheets) {
    for (const rule of sheet.cssRules) {
      if (!("media" in rule)) continue;
      const media = rule.media as MediaList;
      if (!said.has(media) && DARK.test(media.mediaText)) said.set(media, media.mediaText);
    }
  }
  for (const [media, own] of said) media.mediaText = theme === "system" ? own : theme === "dark" ? "all" : "not all";
  page.documentElement.style.colorScheme = theme === "system" ? "" : theme;
}

export function applyLook(page: Document, look: Look): void {
  page.documentElement.dataset.density = look.density;
  page.documentElement.dataset.theme = look.theme;
  applyTheme(page, look.theme);
}

export function keptLook(): Look {
  return readLook(localStorage.getItem(KEY));
}

export function keepLook(look: Look): void {
  localStorage.setItem(KEY, JSON.stringify(look));
  applyLook(document, look);
}
