// Things with two versions to settle: which are shown, which comes next, and a text put together from two. It knows no screen.
import type { CellText } from "../../bindings/CellText";
import type { FieldVersion } from "../../bindings/FieldVersion";
import type { ParagraphPair } from "../../bindings/ParagraphPair";
import type { Settle } from "../../bindings/Settle";
import type { SettlePage } from "../../bindings/SettlePage";
import type { ToSettle } from "../../bindings/ToSettle";
import { words } from "../words";
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
  return words.settling.what[what] ?? what;
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

/** What stands between two paragraphs in this text: a blank line, unless the text itself has single line ends. */
export function between(pairs: ParagraphPair[], side: "first" | "second", text: string): string {
  const own = pairs.map((p) => plain(p[side])).filter((t) => t !== "");
  const same = (gap: string): boolean => own.join(gap).trim() === text.trim();
  return !same("\n\n") && same("\n") ? "\n" : "\n\n";
}

/** At first the paragraphs of the version that lists show; what only the other one has is taken along, so that nothing is lost unseen. */
export function firstTaken(pairs: ParagraphPair[]): Taken[] {
  return pairs.map((p) => (p.first.length === 0 ? "second" : "first"));
}

/** The text of the paragraphs taken. */
export function composed(pairs: ParagraphPair[], taken: Taken[], gap: string): string {
  return pairs.flatMap((pair, i) => {
    const [a, b] = [plain(pair.first), plain(pair.second)];
    if (pair.same) return [a];
    switch (taken[i]) {
      case "second": return [b];
      case "both": return [a, b];
      case "neither": return [];
      default: return [a];
    }
  }).filter((text) => text !== "").join(gap);
}

/** What a person may answer, and the version meant where one is kept. */
export type Answer = { choice: "keep"; token: string } | { choice: "both" } | { choice: "write"; value: Kept } | { choice: "joined"; value: string };

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

/** Two versions of one person are told apart by their laptops. */
export function heading(version: FieldVersion, all: FieldVersion[]): string {
  const twins = all.filter((v) => v.person === version.person).length > 1;
  return words.settling.versionOf(version.person) + (twins ? ` (${version.laptop})` : "");
}

/** A value as the cell that forms read. */
export function cellOf(version: FieldVersion): CellText {
  const { value, text } = version;
  if (typeof value === "boolean") return { value: Number(value), text, state: "known" };
  if (typeof value === "string" || typeof value === "number") return { value, text, state: "known" };
  return { value: null, text: "", state: "missing" };
}
