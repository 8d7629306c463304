// Things with two versions to settle: which are shown, which comes next, and a text put together from two. It knows no screen.
import type { CellText } from "../../bindings/CellText";
import type { FieldVersion } from "../../bindings/FieldVersion";
import type { ParagraphPair } from "../../bindings/ParagraphPair";
import type { Settle } from "../../bindings/Settle";
import type { SettlePage } from "../../bindings/SettlePage";
import type { ToSettle } from "../../bindings/ToSettle";
import { words } from "../words";
import { settling as t } from "../words/settling";
import type { Kept } from "./fields";

export interface Choosing {
  kind: string;
  what: string;
}

export function shown(items: ToSettle[], by: Choosing): ToSettle[] {
  return items.filter((i) => (by.kind === "" || i.kind === by.kind) && (by.what === "" || i.what === by.what));
}

export interface Option {
  value: string;
  label: string;
  count: number;
}

function options(items: ToSettle[], valueOf: (i: ToSettle) => string, labelOf: (i: ToSettle) => string): Option[] {
  const found = new Map<string, Option>();
  for (const i of items) {
    const option = found.get(valueOf(i)) ?? { value: valueOf(i), label: labelOf(i), count: 0 };
    option.count++;
    found.set(option.value, option);
  }
  return [...found.values()].sort((a, b) => b.count - a.count || a.label.localeCompare(b.label));
}

export const kindsIn = (items: ToSettle[]): Option[] => options(items, (i) => i.kind, (i) => i.kind_label);
export const whatsIn = (items: ToSettle[]): Option[] => options(items, (i) => i.what, (i) => whatLabel(i.what));

export function whatLabel(what: string): string {
  return words.versions.what[what] ?? what;
}

/** Who wrote versions of the chosen things, and of how many. */
export function writers(items: ToSettle[]): Option[] {
  return options(items.flatMap((i) => i.people.map((person) => ({ ...i, people: [person] }))), (i) => i.people[0] ?? "", (i) => i.people[0] ?? "")
    .filter((o) => o.value !== "");
}

/** A choice for many: `newest`, `shown`, or `person:Sam Okafor`. */
export function bulkOf(how: string): { choice: string; person: string | null } {
  return how.startsWith("person:") ? { choice: "person", person: how.slice("person:".length) } : { choice: how, person: null };
}

/** Where an item stands in the list, and the one after it; from the last, the first one is next. */
export function around(items: ToSettle[], id: string): { index: number; next: ToSettle | undefined } {
  const index = items.findIndex((i) => i.id === id);
  const others = items.filter((i) => i.id !== id);
  return { index, next: index < 0 ? others[0] : (items[index + 1] ?? others[0]) };
}

export type Taken = "first" | "second" | "both" | "neither";

const plain = (pieces: { text: string }[]): string => pieces.map((p) => p.text).join("");

/** At first the paragraphs of the version that lists show; what only the other one has is taken along, so that nothing is lost unseen. */
export function firstTaken(pairs: ParagraphPair[]): Taken[] {
  return pairs.map((p) => (p.first.length === 0 ? "second" : "first"));
}

/** A paragraph of one side, with the line ends around it in the text it comes from. */
interface Placed {
  text: string;
  before: string;
  after: string;
}

/** Where the paragraphs of one side stand in its text. */
function placed(pairs: ParagraphPair[], side: "first" | "second", text: string): (Placed | null)[] {
  let at = 0;
  const ends = (from: number): string => /^\s*\n/.exec(text.slice(from))?.[0] ?? "";
  return pairs.map((pair) => {
    const own = plain(pair[side]);
    if (own === "") return null;
    const found = text.indexOf(own, at);
    if (found < 0) return { text: own, before: "", after: "" };
    const before = text.slice(at, found);
    at = found + own.length;
    return { text: own, before, after: ends(at) };
  });
}

/** The text of the paragraphs taken, parted as in the texts they come from: a list stays a list. */
export function composed(pairs: ParagraphPair[], taken: Taken[], texts: [string, string]): string {
  const [first, second] = [placed(pairs, "first", texts[0]), placed(pairs, "second", texts[1])];
  let side: "first" | "second" = "first";
  const pieces = pairs.flatMap((pair, i): (Placed | null | undefined)[] => {
    // What both say alike follows the side taken last.
    if (pair.same) return [side === "first" ? first[i] : second[i]];
    switch (taken[i]) {
      case "second": side = "second"; return [second[i]];
      case "both": return [first[i], second[i]];
      case "neither": return [];
      default: side = "first"; return [first[i]];
    }
  }).filter((piece) => piece !== null && piece !== undefined);
  return pieces.reduce((text, piece, i) => {
    const last = pieces[i - 1];
    return text + (last ? last.after || piece.before || "\n\n" : "") + piece.text;
  }, "");
}

/** The versions that have a text: two of them stand side by side. */
export function withText(versions: FieldVersion[]): (FieldVersion & { value: string })[] {
  return versions.filter((v): v is FieldVersion & { value: string } => typeof v.value === "string");
}

/** What a person may answer, and the version meant where one is kept. */
export type Answer = { choice: "keep"; token: string | null } | { choice: "both" } | { choice: "write"; value: Kept } | { choice: "joined"; value: string };

export function settleOf(page: SettlePage, answer: Answer, reason: string): Settle {
  return {
    id: page.item.id,
    seen: page.versions.map((v) => v.token),
    choice: answer.choice === "joined" ? "write" : answer.choice,
    token: answer.choice === "keep" ? answer.token : null,
    value: answer.choice === "write" || answer.choice === "joined" ? answer.value : null,
    reason: reason.trim() || null,
  };
}

/** Two versions of one person are told apart by their laptops; one of nobody known has its number. */
export function heading(version: FieldVersion, all: FieldVersion[]): string {
  if (!version.person) return t.versionNumber(all.indexOf(version) + 1);
  const twins = all.filter((v) => v.person === version.person).length > 1;
  return t.versionOf(version.person) + (twins && version.laptop ? ` (${version.laptop})` : "");
}

/** A value as the cell that forms read. */
export function cellOf(version: FieldVersion): CellText {
  const { value, text } = version;
  if (typeof value === "boolean") return { value: Number(value), text, state: "known" };
  if (typeof value === "string" || typeof value === "number") return { value, text, state: "known" };
  return { value: null, text: "", state: "missing" };
}
