// What the box of Ctrl+K offers: every page, list and action, narrowed down by the first letters of words.
import type { KindInfo } from "../../bindings/KindInfo";
import type { OpenHub } from "../../bindings/OpenHub";
import type { SearchHit } from "../../bindings/SearchHit";
import { palette as t } from "../words/palette";
import { areas, areaOfKind, entriesOf, pagesBelow } from "./areas";
import { inSentence } from "./fields";
import { placeOf, type Route } from "./router";

/** What a choice does: goes somewhere, or asks for something that is not a place. */
export type Deed = { go: Route } | { act: "undo" | "redo" | "keys" | "help" | "someone-else" };

export interface Choice {
  id: string;
  label: string;
  /** What sort of choice it is, in a word. */
  sort: string;
  /** The words to find it by, where the label says more. */
  find?: string;
  /** Keys that do the same. */
  keys?: string;
  does: Deed;
}

/** What is always there. */
const offered: Choice[] = [
  { id: "keys", label: t.keys, sort: t.action, keys: "Ctrl + /", does: { act: "keys" } },
  { id: "help", label: t.help, sort: t.action, keys: "F1", does: { act: "help" } },
];

/** Everything that can be gone to or done now. Read-only hub files offer no edits. */
export function choices(kinds: KindInfo[], hub: OpenHub | null): Choice[] {
  // Before a hub is open there is nothing to go to but the guide.
  if (!hub) return offered;
  const may = !hub.read_only;
  const found: Choice[] = areas.map((a) => ({ id: `area-${a.slug}`, label: a.label, sort: t.page, keys: `Alt + ${a.key}`, does: { go: a.route } }));
  for (const area of areas) {
    for (const entry of entriesOf(area.slug, kinds)) {
      found.push({ id: `list-${found.length}`, label: entry.label, sort: `${t.list} · ${area.label}`, does: { go: entry.route } });
    }
  }
  found.push(...pagesBelow.map((p): Choice => ({ id: `page-${p.route.page}`, label: p.label, sort: t.page, does: { go: p.route } })));
  const act = (id: string, label: string, does: Deed, keys?: string, find?: string): void => void found.push({ id, label, sort: t.action, keys, find, does });
  if (may) {
    for (const k of kinds.filter((k) => k.editable && areaOfKind(k) !== null)) {
      act(`new-${k.name}`, t.add(inSentence(k.one)), { go: { page: "new", kind: k.name, fill: {} } });
    }
    // Not found by what was edited: somebody who types a name wants to go there.
    if (hub.undo) act("undo", t.undo(hub.undo), { act: "undo" }, "Ctrl + Z", t.undo(""));
    if (hub.redo) act("redo", t.redo(hub.redo), { act: "redo" }, "Ctrl + Y", t.redo(""));
    act("send", t.send, { go: { page: "send", invitation: "" } });
    act("bring-in", t.bringIn, { go: { page: "bring-in" } });
  }
  act("edits", t.edits, { go: { page: "edits" } });
  act("switch", t.switchHub, { go: { page: "switch-hub" } });
  act("someone-else", t.someoneElse, { act: "someone-else" });
  return [...found, ...offered];
}

export function ofHits(hits: SearchHit[], kinds: KindInfo[]): Choice[] {
  return hits.map((h) => ({ id: `hit-${h.id}`, label: h.title, sort: kinds.find((k) => k.name === h.kind)?.one ?? "", does: { go: placeOf(h.kind, h.id) } }));
}

const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const wordsOf = (text: string): string[] => plain(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

/** How well a text fits what was typed: every typed word begins some word of it. Smaller is better; null is no fit. */
export function fit(text: string, typed: string): number | null {
  const [has, asked] = [wordsOf(text), wordsOf(typed)];
  if (!asked.every((a) => has.some((h) => h.startsWith(a)))) return null;
  if (has.join(" ").startsWith(asked.join(" "))) return has.length === asked.length ? 0 : 1;
  return 2;
}

/** The choices that fit, best first, else in their own order. */
export function narrow(all: Choice[], typed: string): Choice[] {
  const fitting = all.flatMap((choice) => {
    const by = fit(choice.find ?? choice.label, typed);
    return by === null ? [] : [{ choice, by }];
  });
  return fitting.sort((a, b) => a.by - b.by).map((f) => f.choice);
}
