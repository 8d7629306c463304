// What a meeting page works out by itself: the line of an action, the time now, which minutes step comes next.
import type { Commands } from "../../bindings/Commands";
import type { IssuedPackInfo } from "../../bindings/IssuedPackInfo";
import type { MeetingPage } from "../../bindings/MeetingPage";

export interface ActionLine {
  what: string;
  owner: string;
  due: string;
}

/** `Write to the university; Ann Archer; 12/06/2026`: what, who and by when; `null` when a part is missing. */
export function actionLine(text: string): ActionLine | null {
  const [what = "", owner = "", due = "", ...more] = text.split(";").map((part) => part.trim());
  return what && owner && due && more.length === 0 ? { what, owner, due } : null;
}

/** The time of day as a meeting writes it, `09:05`. */
export function clock(now: Date): string {
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${two(now.getHours())}:${two(now.getMinutes())}`;
}

/** Saves a record; false when it was refused, which was said. */
export type SaveRecord = (kind: string, record: string | null, fields: Commands["save"]["request"]["fields"]) => Promise<boolean>;

/** What the chair may rule about an interest, the usual first. */
export const rulings = ["left", "stayed_silent", "noted"] as const;

/** The item under discussion, and the one after it; before the first, the first. */
export function nowAndNext<Item extends { started: boolean; finished: boolean }>(items: Item[]): { now: Item | null; next: Item | null } {
  const at = items.map((i) => i.started && !i.finished).lastIndexOf(true);
  return { now: items[at] ?? null, next: items.slice(at + 1).find((i) => !i.started) ?? null };
}

/** Whole minutes from one time of day to a later one; none when it is not later. */
export function minutesBetween(from: string, to: string): number {
  const of = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5));
  return from ? Math.max(0, of(to) - of(from)) : 0;
}

/** Where an arrow key, Home or End leads in a table of buttons; `null` for another key. */
export function inTable(key: string, [row, column]: [number, number], rows: number, columns: number): [number, number] | null {
  const held = (n: number, most: number): number => Math.min(Math.max(n, 0), most - 1);
  const steps: Record<string, [number, number]> = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], Home: [-rows, 0], End: [rows, 0] };
  const step = steps[key];
  return step ? [held(row + step[0], rows), held(column + step[1], columns)] : null;
}

export type Mode = "prepare" | "run" | "close";

/** A meeting to come is prepared, on its day it is run, after it it is closed. */
export function modeOf(page: Pick<MeetingPage, "state" | "day">, today: string): Mode {
  if (page.day === today) return "run";
  return page.state === "planned" && page.day > today ? "prepare" : "close";
}

export type Step = "draft" | "check" | "approve" | "publish";

/** The step that minutes take next; `null` once they are published. */
export function nextStep(state: string): Step | null {
  const steps: Record<string, Step> = { "": "draft", draft: "check", checked: "approve", approved: "publish" };
  return steps[state] ?? null;
}

/** The place of an item that is added at the end. */
export function nextPlace(items: { place: number }[]): number {
  return Math.max(0, ...items.map((i) => i.place)) + 1;
}

/** The minute with the proposed sentences, each once. */
export function withDrafted(minute: string, drafted: string[]): string {
  const missing = drafted.filter((sentence) => !minute.includes(sentence));
  return [minute.trim(), ...missing].filter(Boolean).join("\n");
}

export type MeetingPack = "board" | "minutes";
export type CopyLine = readonly [value: string, label: string, text: string];

export interface CopyWords {
  members: [string, string];
  public: [string, string];
  closed: [string, string];
  member: (name: string) => string;
  kept: string;
  without: (titles: string) => string;
}

/** The copies of a version that went out: those that there were then. */
export function copiesOfIssued(version: Pick<IssuedPackInfo, "closed_session" | "own_copies">, words: CopyWords): CopyLine[] {
  const lines: CopyLine[] = [["members", ...words.members], ["public", ...words.public]];
  if (version.closed_session) lines.push(["closed", ...words.closed]);
  return [...lines, ...version.own_copies.map((name): CopyLine => [`member:${name}`, words.member(name), words.kept])];
}

/** The copies that a pack of a meeting comes in. A copy of one's own only where papers are kept from somebody. */
export function copiesOf(page: Pick<MeetingPage, "items" | "withheld">, pack: MeetingPack, words: CopyWords): CopyLine[] {
  const lines: CopyLine[] = [["members", ...words.members], ["public", ...words.public]];
  if (page.items.some((item) => item.confidentiality === "closed_session")) lines.push(["closed", ...words.closed]);
  const own = pack === "board" ? page.withheld : [];
  return [...lines, ...own.map((one): CopyLine => [`member:${one.person}`, words.member(one.name), words.without(one.titles.join("; "))])];
}

/** This financial year and those before it: its first day, and its name. */
export function yearsBack(today: string, count = 6): [day: string, name: string][] {
  const [year = 0, month = 0] = today.split("-").map(Number);
  const first = month < 4 ? year - 1 : year;
  return Array.from({ length: count }, (_, back) => [`${first - back}-04-01`, `${first - back}-${String(first - back + 1).slice(-2)}`]);
}
