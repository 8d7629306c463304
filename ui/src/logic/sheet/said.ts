// What an edit of many cells did, in words: for the line at the foot of the window and for those who listen.
import type { KindInfo } from "../../../bindings/KindInfo";
import type { SavedMany } from "../../../bindings/SavedMany";
import { words } from "../../words";
import { inSentence, severalOf } from "../fields";

export interface Said {
  text: string;
  lines: string[];
  bad: boolean;
}

export function said(done: SavedMany, pasted: boolean, cut: number, kind: KindInfo | undefined): Said {
  const t = words.grid;
  const [one, many] = [inSentence(kind?.one ?? ""), kind ? severalOf(kind) : ""];
  const parts: string[] = [];
  if (pasted) parts.push(done.added > 0 ? t.pastedAdded(done.edited, done.added, one, many) : t.pasted(done.edited));
  else if (done.added > 0) parts.push(t.added(done.added, one, many));
  else if (done.edited > 0) parts.push(t.saved(done.edited));
  const refused = done.refused.length;
  if (refused > 0) parts.push(t.refused(refused));
  const lines: string[] = [];
  if (cut > 0) lines.push(t.cut(cut));
  if (refused > 0) lines.push(refused === 1 ? (done.refused[0]?.message ?? "") : t.refusedHint);
  return { text: parts.length > 0 ? parts.join(", ") : t.same, lines, bad: refused > 0 };
}
