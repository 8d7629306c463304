// How large everything is: by the keys and the wheel of a browser, from 50% to 400%, kept on this laptop.
const STEPS = [0.5, 0.67, 0.75, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4] as const;
const KEY = "zoom";

/** The next size up or down; `0` is the usual one. */
export function zoomed(now: number, by: 1 | -1 | 0): number {
  if (by === 0) return 1;
  const next = by > 0 ? STEPS.find((step) => step > now + 0.001) : STEPS.filter((step) => step < now - 0.001).at(-1);
  return next ?? now;
}

/** What was kept; anything odd is the usual size. */
export function readZoom(text: string | null): number {
  const kept = Number(text);
  return text !== null && kept >= STEPS[0] && kept <= 4 ? kept : 1;
}

export const keptZoom = (): number => readZoom(localStorage.getItem(KEY));
export const keepZoom = (zoom: number): void => localStorage.setItem(KEY, String(zoom));

/** What a key asks for; `null` when it is no key of size. Many keyboards have plus on the key of the equals sign. */
export function zoomKey(press: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">): 1 | -1 | 0 | null {
  if (!(press.ctrlKey || press.metaKey) || press.altKey) return null;
  switch (press.key) {
    case "+":
    case "=": return 1;
    case "-":
    case "_": return -1;
    case "0": return 0;
    default: return null;
  }
}
