// What an import would do, in the order in which a person wants to read it.
import type { ImportChange } from "../../bindings/ImportChange";
import type { ImportCount } from "../../bindings/ImportCount";
import type { LeftOut } from "../../bindings/LeftOut";

/** What surprises comes first; new records last, since there may be hundreds. */
const order = ["renamed", "closed", "moved", "changed", "added"];

export interface ChangeGroup {
  what: string;
  changes: ImportChange[];
}

export function byWhat(changes: ImportChange[]): ChangeGroup[] {
  const names = [...order, ...new Set(changes.map((c) => c.what).filter((what) => !order.includes(what)))];
  return names
    .map((what) => ({ what, changes: changes.filter((c) => c.what === what) }))
    .filter((group) => group.changes.length > 0);
}

export function rowsLeftOut(leftOut: LeftOut[]): number {
  return leftOut.reduce((sum, line) => sum + line.rows, 0);
}

/** Kinds the file says something about. */
export function counted(counts: ImportCount[]): ImportCount[] {
  return counts.filter((c) => c.found + c.added + c.changed + c.unchanged > 0);
}

/** How far, between 0 and 1; `null` while the total is not known. */
export function share(done: number, total: number): number | null {
  return total > 0 ? Math.min(1, Math.max(0, done / total)) : null;
}
