// From what a person does to a block of cells to edits of rows: pasted, filled down, set or cleared.
import type { CellText } from "../../../bindings/CellText";
import { inList, type Kept as Value } from "../fields";
import type { Attempt, KeptCell } from "./kept";

export interface Row {
  id: string | null;
  key: string;
  title: string;
  cells: CellText[];
  typed?: Record<string, KeptCell> | undefined;
}

/** A column that is written to, and its place in the list. */
export interface Target {
  path: string;
  at: number;
  /** A person may change it; others are passed over where they hold the same anyway. */
  mayEdit: (row: Row) => boolean;
}

export interface Edits {
  attempts: Attempt[];
  /** Cells written to. */
  cells: number;
}

type Written = { typed: string; value: Value } | null;

/** One attempt for each row that something is written to. */
function edits(rows: Row[], targets: Target[], written: (row: Row, down: number, target: Target, across: number) => Written): Edits {
  const attempts: Attempt[] = [];
  let cells = 0;
  rows.forEach((row, down) => {
    const typed: Record<string, string> = {};
    const values: Record<string, Value> = {};
    // What stands in a new row goes with what is written to it now.
    for (const [path, cell] of Object.entries(row.typed ?? {})) if (cell.typed) typed[path] = values[path] = cell.typed;
    let any = false;
    targets.forEach((target, across) => {
      const here = written(row, down, target, across);
      if (!here || (row.id === null && here.typed === "" && !row.typed?.[target.path])) return;
      if (!target.mayEdit(row) && here.typed === shownIn(row, target)) return;
      typed[target.path] = here.typed;
      values[target.path] = here.value;
      any = true;
      cells++;
    });
    if (any) attempts.push({ id: row.id, key: row.key, title: row.title, typed, values });
  });
  return { attempts, cells };
}

function shownIn(row: Row, target: Target): string {
  const cell = row.cells[target.at];
  return cell ? inList(cell) : "";
}

/** A block laid over rows; where it is smaller it is repeated. */
export function pasted(rows: Row[], targets: Target[], block: string[][]): Edits {
  const width = Math.max(...block.map((line) => line.length), 1);
  return edits(rows, targets, (_, down, __, across) => {
    // A shorter line of the block says nothing about the cells beyond its end.
    const text = block[down % block.length]?.[across % width]?.trim();
    return text === undefined ? null : { typed: text, value: text };
  });
}

/** The same text in every cell; empty clears. Cells that may not be changed are left alone. */
export function set(rows: Row[], targets: Target[], text: string, value: Value = text): Edits {
  return edits(rows, targets, (row, _, target) => (target.mayEdit(row) ? { typed: text, value } : null));
}

/** The first row's cells in all rows below it. A reference is filled down as itself, not as a name. */
export function filledDown(rows: Row[], targets: Target[]): Edits {
  const [first, ...rest] = rows;
  if (!first) return { attempts: [], cells: 0 };
  return edits(rest, targets, (row, _, target) => {
    if (!target.mayEdit(row)) return null;
    const typed = first.typed?.[target.path]?.typed;
    const cell = first.cells[target.at];
    return typed === undefined ? { typed: shownIn(first, target), value: cell?.value ?? null } : { typed, value: typed };
  });
}
