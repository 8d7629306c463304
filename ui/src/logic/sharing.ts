// Laptops and files for colleagues, as a person reads about them. It knows no screen.
import type { Fault } from "../../bindings/Fault";
import type { FolderDone } from "../../bindings/FolderDone";
import type { IncomingRecord } from "../../bindings/IncomingRecord";
import type { Share } from "../../bindings/Share";
import type { SharingPage } from "../../bindings/SharingPage";
import type { TeamLaptop } from "../../bindings/TeamLaptop";
import { words } from "../words";
import type { Route } from "./router";

export type Tone = "bad" | "warn" | "good" | "note" | "quiet";

/** A check code or a secret as single words, however it was written: spaces, hyphens, line breaks, capitals, or numbered as they were saved. */
export function wordsIn(text: string): string[] {
  return text.toLowerCase().replace(/(^|\s)\d+\.\s/g, " ").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** What a person typed, as the core wants it; none when nothing was typed. */
export function typedWords(text: string): string | null {
  return wordsIn(text).join(" ") || null;
}

/** `240 kB`, `1.2 MB`: decimal units, as file managers of today show them. */
export function sizeInText(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`;
  if (bytes < 999_500) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1_000_000).toFixed(1).replace(/\.0$/, "")} MB`;
}

export function nameOf(laptop: TeamLaptop): string {
  return laptop.person ?? laptop.name;
}

/** What can be taken back of what going through the shared folder brought in. */
export function arrivalsOf(done: FolderDone): number[] {
  return done.brought_in.flatMap((one) => one.arrival ?? []);
}

export interface Matter {
  what: "settle" | "laptops" | "files" | "here" | "unsent";
  text: string;
  action: string;
  to: Route;
}

/** Edits that may gather before Home reminds of sending: about two days of work of one person (40 saves a day). */
const MANY_UNSENT = 50;
/** Days without a file for colleagues after which Home reminds of sending. */
const LONG_UNSENT = 3;
const DAY = 86_400_000;

/** What waits between colleagues, the most pressing first. `now` is UTC milliseconds. */
export function matters(page: SharingPage, now: number): Matter[] {
  const t = words.team;
  const found: Matter[] = [];
  const settle: Route = { page: "to-settle", record: "", kind: "", what: "" };
  const sharing: Route = { page: "sharing" };
  const waiting = page.others.filter((l) => l.state === "waiting").length;
  const files = page.folder?.new_files ?? 0;
  if (page.this.state === "waiting") found.push({ what: "here", text: t.waitingHere, action: t.see, to: sharing });
  if (page.to_settle > 0) found.push({ what: "settle", text: t.toSettleLong(page.to_settle), action: t.settle, to: settle });
  if (waiting > 0) found.push({ what: "laptops", text: t.laptops(waiting), action: t.compare, to: sharing });
  if (files > 0) found.push({ what: "files", text: t.filesWaitingLong(files), action: t.bringIn, to: { page: "bring-in" } });
  const late = page.last_sent === null || now - page.last_sent > LONG_UNSENT * DAY;
  if (page.others.length > 0 && (page.unsent >= MANY_UNSENT || (page.unsent > 0 && late))) {
    found.push({ what: "unsent", text: t.unsent(page.unsent), action: t.send, to: { page: "send", invitation: "" } });
  }
  return found;
}

/** What a file is made of, from what the person chose. The file that carries an invitation holds everything, and the words of
 * the invitation protect it. */
export function shareOf(choice: { everything: boolean; protection: string; words: string; withoutFiles: boolean; part: number; invitation: string }): Share {
  const { invitation } = choice;
  const protection = invitation ? "words" : choice.protection;
  return {
    everything: choice.everything || invitation !== "",
    protection,
    words: protection === "words" ? typedWords(choice.words) : null,
    without_files: choice.withoutFiles,
    part: choice.part,
    invitation: invitation || null,
  };
}

/** Refusals in sentences; the reader always learns that nothing was altered. */
export function refusal(fault: Fault): string[] {
  const said = `${fault.message} ${fault.hint}`;
  const calm = /nothing was|not changed|not altered|was not touched|unchanged/i.test(said) ? "" : words.team.unchanged;
  return [[fault.message, calm].filter(Boolean).join(" "), fault.hint, ...(fault.fields ?? []).map((f) => f.message)].filter(Boolean);
}

export function asksForWords(fault: Fault): boolean {
  return fault.code === "words_needed" || fault.code === "words_wrong";
}

/** What needs a decision comes first; new records last, since there may be hundreds. */
const order = ["two_versions", "removed", "changed", "added"];

export function recordsByWhat(records: IncomingRecord[]): { what: string; records: IncomingRecord[] }[] {
  const rest = records.map((r) => r.what).filter((what) => !order.includes(what));
  return [...order, ...new Set(rest)]
    .map((what) => ({ what, records: records.filter((r) => r.what === what) }))
    .filter((group) => group.records.length > 0);
}

/** Pages that show what is known of colleagues' laptops and files. */
export function showsTeam(where: Route): boolean {
  return ["home", "sharing", "send", "bring-in"].includes(where.page);
}

/** A file for colleagues by its name. */
export function isForColleagues(name: string): boolean {
  return /\.hubx$/i.test(name);
}
