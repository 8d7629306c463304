// Addresses inside the window. The whole place is in the address, so that Back, Forward and "show the rows" just work.
import type { Filter } from "../../bindings/Filter";
import type { SortBy } from "../../bindings/SortBy";
import { isArea, type AreaSlug } from "./areas";

/** What a person set on a list. */
export interface ListView {
  filter: Filter | null;
  sort: SortBy[];
  search: string;
  /** The field by which rows are put into groups; empty = none. */
  group: string;
}

export type Route =
  | { page: "home" }
  | { page: "area"; area: AreaSlug }
  | { page: "list"; kind: string; view: ListView }
  | { page: "rows"; set: string; params: Record<string, string>; title: string; view: ListView }
  | { page: "record"; kind: string; id: string }
  | { page: "erase"; kind: string; id: string }
  | { page: "merge"; kind: string; id: string }
  | { page: "close"; kind: string; id: string }
  | { page: "passport"; kind: string; id: string }
  | { page: "duplicates"; kind: string }
  | { page: "stakeholder-map" }
  | { page: "erasures" }
  | { page: "mail" }
  | { page: "new"; kind: string; fill: Record<string, string> }
  | { page: "import"; mapping: string }
  | { page: "board"; id: string }
  | { page: "meeting"; id: string }
  | { page: "interests" }
  | { page: "boards" }
  | { page: "declare"; person: string }
  | { page: "returns" }
  | { page: "return"; id: string; number: string }
  | { page: "edits" }
  | { page: "search"; text: string }
  | { page: "packs" }
  | { page: "sharing" }
  | { page: "send"; invitation: string }
  | { page: "bring-in" }
  | { page: "copies" }
  | { page: "copy"; id: string }
  | { page: "send-copy"; kind: string; id: string; view: ListView }
  | { page: "to-settle"; record: string; kind: string; what: string }
  | { page: "settle"; id: string; record: string; kind: string; what: string }
  | { page: "settings" }
  | { page: "about" }
  | { page: "accessibility" }
  | { page: "switch-hub" }
  | { page: "welcome" }
  | { page: "help"; topic: string; at: string }
  | { page: "missing"; address: string };

/** Pages without anything after their name. */
const plain = ["home", "interests", "boards", "returns", "edits", "packs", "sharing", "bring-in", "copies", "erasures", "stakeholder-map", "mail", "settings", "switch-hub", "welcome", "about", "accessibility"] as const;
/** Pages about one record. */
const ofRecord = ["record", "erase", "merge", "close", "passport"] as const;

const part = encodeURIComponent;

function query(entries: [string, string][]): string {
  const kept = entries.filter(([, value]) => value !== "");
  return kept.length ? `?${kept.map(([key, value]) => `${key}=${part(value)}`).join("&")}` : "";
}

function viewEntries(view: ListView): [string, string][] {
  return [
    ["q", view.search],
    ["sort", view.sort.map((s) => (s.descending ? "-" : "") + s.path).join(",")],
    ["filter", view.filter ? JSON.stringify(view.filter) : ""],
    ["group", view.group],
  ];
}

function settleEntries(route: { record: string; kind: string; what: string }): [string, string][] {
  return [["record", route.record], ["type", route.kind], ["what", route.what]];
}

/** The address of a place, `#/list/practice?q=park`. */
export function address(route: Route): string {
  switch (route.page) {
    case "area": return `#/area/${route.area}`;
    case "list": return `#/list/${part(route.kind)}${query(viewEntries(route.view))}`;
    case "rows": return `#/rows/${part(route.set)}${query([
      ["title", route.title], ["params", JSON.stringify(route.params)], ...viewEntries(route.view)])}`;
    case "record":
    case "erase":
    case "merge":
    case "close":
    case "passport": return `#/${route.page}/${part(route.kind)}/${part(route.id)}`;
    case "new": return `#/new/${part(route.kind)}${query(Object.entries(route.fill))}`;
    case "help": return `#/help${route.topic ? `/${part(route.topic)}` : ""}${query([["at", route.at]])}`;
    case "import": return `#/import${route.mapping ? `/${part(route.mapping)}` : ""}`;
    case "return": return `#/return/${part(route.id)}${route.number ? `/${part(route.number)}` : ""}`;
    case "send": return `#/send${route.invitation ? `/${part(route.invitation)}` : ""}`;
    case "duplicates": return `#/duplicates/${part(route.kind)}`;
    case "board":
    case "meeting":
    case "copy": return `#/${route.page}/${part(route.id)}`;
    case "declare": return `#/declare${route.person ? `/${part(route.person)}` : ""}`;
    case "send-copy": return `#/send-copy/${part(route.kind)}${route.id ? `/${part(route.id)}` : query(viewEntries(route.view))}`;
    case "to-settle": return `#/to-settle${query(settleEntries(route))}`;
    case "settle": return `#/to-settle/${part(route.id)}${query(settleEntries(route))}`;
    case "search": return `#/search${query([["q", route.text]])}`;
    case "missing": return route.address;
    default: return `#/${route.page}`;
  }
}

function parsed<T>(json: string | null, fallback: T, fits: (value: unknown) => value is T): T {
  if (!json) return fallback;
  try {
    const value: unknown = JSON.parse(json);
    return fits(value) ? value : fallback;
  } catch {
    return fallback;
  }
}

function isFilter(value: unknown): value is Filter {
  if (typeof value !== "object" || value === null) return false;
  const [[name, inner] = ["", null], more] = Object.entries(value);
  if (more !== undefined) return false;
  if (name === "and" || name === "or") return Array.isArray(inner) && inner.every(isFilter);
  if (name === "not") return isFilter(inner);
  return (name === "field" || name === "exists") && typeof inner === "object" && inner !== null;
}

function isTexts(value: unknown): value is Record<string, string> {
  return typeof value === "object" && value !== null && Object.values(value).every((v) => typeof v === "string");
}

function viewOf(q: URLSearchParams): ListView {
  const sort = (q.get("sort") ?? "").split(",").filter(Boolean)
    .map((s) => ({ path: s.replace(/^-/, ""), descending: s.startsWith("-") }));
  return {
    filter: parsed<Filter | null>(q.get("filter"), null, (v): v is Filter => isFilter(v)),
    sort,
    search: q.get("q") ?? "",
    group: q.get("group") ?? "",
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The place an address names; an address that names none is `missing`, never an error. */
export function route(hash: string): Route {
  const [path = "", search = ""] = hash.replace(/^#\/?/, "").split("?", 2);
  const [page = "", a = "", b = ""] = path.split("/").map(decoded);
  const q = new URLSearchParams(search);
  const simple = plain.find((name) => name === (page || "home"));
  if (simple) return { page: simple };
  if (page === "area" && isArea(a)) return a === "home" ? { page: "home" } : { page: "area", area: a };
  if (page === "list" && a) return { page: "list", kind: a, view: viewOf(q) };
  if (page === "rows" && a) {
    return { page: "rows", set: a, params: parsed(q.get("params"), {}, isTexts), title: q.get("title") ?? "", view: viewOf(q) };
  }
  const about = ofRecord.find((name) => name === page);
  if (about && a && b) return { page: about, kind: a, id: b };
  if (page === "new" && a) return { page: "new", kind: a, fill: Object.fromEntries(q) };
  if (page === "help") return { page: "help", topic: a, at: q.get("at") ?? "" };
  if (page === "import") return { page: "import", mapping: a };
  if (page === "return" && a) return { page: "return", id: a, number: b };
  if (page === "send") return { page: "send", invitation: a };
  if ((page === "board" || page === "meeting" || page === "copy") && a) return { page, id: a };
  if (page === "declare") return { page: "declare", person: a };
  if (page === "duplicates" && a) return { page: "duplicates", kind: a };
  if (page === "send-copy" && a) return { page: "send-copy", kind: a, id: b, view: viewOf(q) };
  if (page === "to-settle") {
    const some = { record: q.get("record") ?? "", kind: q.get("type") ?? "", what: q.get("what") ?? "" };
    return a ? { page: "settle", id: a, ...some } : { page: "to-settle", ...some };
  }
  if (page === "search") return { page: "search", text: q.get("q") ?? "" };
  return { page: "missing", address: hash };
}

/** Where a record is looked at: returns, boards and meetings have pages of their own. */
export function placeOf(kind: string, id: string): Route {
  if (kind === "board" || kind === "meeting") return { page: kind, id };
  return kind === "return" ? { page: "return", id, number: "" } : { page: "record", kind, id };
}
