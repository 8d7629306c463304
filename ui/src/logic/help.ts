// The guide on this laptop: which page of it belongs to a screen, and how it is searched.
import type { GuidePage } from "../../bindings/GuidePage";
import type { GuideSection } from "../../bindings/GuideSection";
import type { Route } from "./router";

const pagesOfSharing = new Set(["sharing", "send", "bring-in", "copies", "copy", "send-copy", "to-settle", "settle", "merge", "erase", "erasures"]);

/** The page of the guide that F1 opens on a screen. */
export function topicOf(route: Route): { topic: string; at: string } {
  if (pagesOfSharing.has(route.page)) return { topic: "sharing", at: "" };
  switch (route.page) {
    case "returns":
    case "return":
    case "packs": return { topic: "first-return", at: "" };
    case "import": return route.mapping ? { topic: "first-return", at: "2-bring-in-the-national-files" } : { topic: "any-spreadsheet", at: "" };
    case "list":
    case "rows": return { topic: "lists", at: "" };
    case "record":
    case "new": return { topic: "finding-your-way", at: "add-and-edit" };
    case "home": return { topic: "finding-your-way", at: "home" };
    case "board": return { topic: "boards", at: "start-a-board" };
    case "meeting": return { topic: "boards", at: "a-meeting" };
    case "interests":
    case "declare": return { topic: "boards", at: "interests" };
    case "passport": return { topic: "packs", at: "practice-passport" };
    case "close": return { topic: "finding-your-way", at: "a-practice-or-network-closes-or-merges" };
    case "stakeholder-map": return { topic: "stakeholders", at: "the-map" };
    case "duplicates": return { topic: "stakeholders", at: "duplicates" };
    case "mail": return { topic: "finding-your-way", at: "prepare-an-e-mail" };
    case "edits": return { topic: "finding-your-way", at: "undo" };
    default: return { topic: "finding-your-way", at: "" };
  }
}

export interface Found {
  topic: GuidePage;
  section: GuideSection;
}

/** Sections that hold every typed word, those with all of them in their heading first. */
export function searchGuide(topics: GuidePage[], typed: string): Found[] {
  const asked = typed.toLowerCase().split(/\s+/).filter(Boolean);
  if (asked.length === 0) return [];
  const all = topics.flatMap((topic) => topic.sections.map((section) => ({ topic, section })));
  const holds = (text: string): boolean => asked.every((word) => text.toLowerCase().includes(word));
  const found = all.filter(({ section }) => holds(`${section.title} ${section.text}`));
  const inHeading = (f: Found): number => (holds(f.section.title) ? 0 : 1);
  return found.sort((a, b) => inHeading(a) - inHeading(b));
}

const AROUND = 90;

/** The words around the first hit. */
export function excerpt(section: GuideSection, typed: string): string {
  const first = typed.toLowerCase().split(/\s+/).find(Boolean) ?? "";
  const at = Math.max(0, section.text.toLowerCase().indexOf(first));
  const [from, to] = [Math.max(0, at - AROUND), Math.min(section.text.length, at + AROUND)];
  return `${from > 0 ? "…" : ""}${section.text.slice(from, to).trim()}${to < section.text.length ? "…" : ""}`;
}
