// The edits of a record, put together by action: one action, one entry, its fields below.
import type { HistoryEntry } from "../../bindings/HistoryEntry";

export interface Edit {
  action: string;
  at: number;
  who: string;
  laptop: string;
  label: string;
  reason: string;
  fields: HistoryEntry[];
}

/** Newest first, as the core gives them. */
export function byAction(entries: HistoryEntry[]): Edit[] {
  const edits = new Map<string, Edit>();
  for (const entry of entries) {
    const { action, at, who, laptop, label, reason } = entry;
    const edit = edits.get(action) ?? { action, at, who, laptop, label, reason, fields: [] };
    edit.reason ||= reason;
    edit.fields.push(entry);
    edits.set(action, edit);
  }
  return [...edits.values()];
}
