// The places of the window: eight areas, then four pages below a line. `design.md` fixes names and order.
import type { KindInfo } from "../../bindings/KindInfo";
import { words } from "../words";
import type { Route } from "./router";

export type AreaSlug =
  | "home" | "our-area" | "contacts" | "boards-and-meetings" | "placements"
  | "workforce-and-training" | "kpis-and-maturity" | "plans-risks-and-money";

export interface Area {
  slug: AreaSlug;
  label: string;
  /** The figure of Alt+1 to Alt+8. */
  key: number;
  route: Route;
}

export interface Entry {
  label: string;
  route: Route;
}

const slugs: AreaSlug[] = [
  "home", "our-area", "contacts", "boards-and-meetings", "placements",
  "workforce-and-training", "kpis-and-maturity", "plans-risks-and-money",
];

export const areas: Area[] = slugs.map((slug, i) => ({
  slug,
  label: words.areas[slug].name,
  key: i + 1,
  route: slug === "home" ? { page: "home" } : { page: "area", area: slug },
}));

export const pagesBelow: Entry[] = [
  { label: words.below.packs, route: { page: "packs" } },
  { label: words.below.sharing, route: { page: "sharing" } },
  { label: words.below.import, route: { page: "import", mapping: "" } },
  { label: words.below.settings, route: { page: "settings" } },
];

export function isArea(text: string): text is AreaSlug {
  return (slugs as string[]).includes(text);
}

/** The first word settles it, so that `kpis` and `kpis-and-maturity` are the same place. */
const firstWord = (text: string): string => text.split("-")[0] ?? text;

export function areaOfKind(kind: KindInfo | undefined): AreaSlug | null {
  if (!kind) return null;
  return slugs.find((slug) => firstWord(slug) === firstWord(kind.area)) ?? null;
}

/** Kinds that have a page of their own, or are shown only with the record they belong to. */
const notListed = new Set([
  "return", "return_revision", "answer", "sign_off", "stakeholder_mapping", "engagement_party", "engagement_objective", "engagement_audience",
  "group_minutes", "survey_question", "survey_answer",
  "board_seat", "agenda_item", "item_subject", "attendance", "minutes", "release_permission", "interest_doubt", "item_ruling",
]);

/** What people come for in boards and meetings, first. */
const boards = ["meeting", "board", "board_action", "decision"];

/** The lists of an area: only those that exist. */
export function entriesOf(area: AreaSlug, kinds: KindInfo[]): Entry[] {
  const entries: Entry[] = [];
  const own = kinds.filter((k) => areaOfKind(k) === area && !notListed.has(k.name));
  if (area === "kpis-and-maturity" && kinds.some((k) => k.name === "return")) {
    entries.push({ label: words.returnPages.title, route: { page: "returns" } });
  }
  if (area === "boards-and-meetings") {
    const rank = (k: KindInfo): number => (boards.indexOf(k.name) + 1) || boards.length + 1;
    own.sort((a, b) => rank(a) - rank(b));
    const first = own.filter((k) => boards.includes(k.name)).length;
    // Boards have a page with more than the list; the list is a link there.
    const entry = (k: KindInfo): Entry => (k.name === "board" ? { label: words.boardsAndGroups, route: { page: "boards" } } : { label: k.many, route: listOf(k.name) });
    entries.push(...own.splice(0, first).map(entry));
    if (kinds.some((k) => k.name === "declaration")) entries.push({ label: words.interests, route: { page: "interests" } });
  }
  if (area === "contacts" && kinds.some((k) => k.name === "stakeholder_mapping")) {
    entries.push({ label: words.area.map, route: { page: "stakeholder-map" } }, { label: words.area.duplicates, route: { page: "duplicates", kind: "person" } });
  }
  for (const k of own) entries.push({ label: k.many, route: listOf(k.name) });
  return entries;
}

export function listOf(kind: string): Route {
  return { page: "list", kind, view: { filter: null, sort: [], search: "", group: "" } };
}

/** The area that is marked as the current one while a page is shown. */
export function areaOfRoute(route: Route, kinds: KindInfo[]): AreaSlug | null {
  switch (route.page) {
    case "home": return "home";
    case "area": return route.area;
    case "board": case "boards": case "meeting": case "interests": case "declare": return "boards-and-meetings";
    case "stakeholder-map": case "duplicates": return "contacts";
    case "returns": case "return": return "kpis-and-maturity";
    case "list": case "record": case "new": return areaOfKind(kinds.find((k) => k.name === route.kind));
    case "rows": return "kpis-and-maturity";
    default: return null;
  }
}
