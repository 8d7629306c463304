// What a person typed into a list and Hubfolio could not keep: cells with their reason, and whole new rows. They stay as
// typed until mended or dropped, and survive a restart.
import type { CellRefused } from "../../../bindings/CellRefused";
import type { LookupHit } from "../../../bindings/LookupHit";
import type { Kept as Value } from "../fields";

export interface KeptCell {
  typed: string;
  /** Why it was not kept; empty while it is being saved or, in a new row, while the row is being filled in. */
  reason: string;
  candidates: LookupHit[];
}

/** A row that is no record yet: its cells by field. The field "" holds what is wrong with the row as a whole. */
export interface NewRow {
  key: string;
  cells: Record<string, KeptCell>;
}

export interface Kept {
  /** By record, then by field. */
  cells: Record<string, Record<string, KeptCell>>;
  titles: Record<string, string>;
  rows: NewRow[];
}

export const nothingKept: Kept = { cells: {}, titles: {}, rows: [] };

/** What was asked to be saved: the record or the new row, and what was typed. */
export interface Attempt {
  id: string | null;
  key: string;
  title: string;
  typed: Record<string, string>;
  /** What is sent: as typed, or where it is known what is meant, the value itself. */
  values: Record<string, Value>;
}

const cellOf = (typed: string, refused?: CellRefused): KeptCell =>
  ({ typed, reason: refused?.message ?? "", candidates: refused?.candidates ?? [] });

/** Takes in what the core said to a number of attempts. */
export function settled(kept: Kept, attempts: Attempt[], ids: (string | null)[], refused: CellRefused[]): Kept {
  const cells = { ...kept.cells };
  const titles = { ...kept.titles };
  const fresh = new Map(kept.rows.map((row) => [row.key, row]));
  const byRow = new Map<number, CellRefused[]>();
  for (const one of refused) byRow.set(one.row, [...(byRow.get(one.row) ?? []), one]);
  attempts.forEach((attempt, at) => {
    const said = byRow.get(at) ?? [];
    const id = attempt.id ?? ids[at] ?? null;
    if (id === null) {
      const row: NewRow = { key: attempt.key, cells: {} };
      for (const [field, typed] of Object.entries(attempt.typed)) row.cells[field] = cellOf(typed, said.find((s) => s.field === field));
      // A field that must be filled in and was not, and what concerns the row as a whole.
      for (const s of said) row.cells[s.field] ??= cellOf("", s);
      fresh.set(attempt.key, row);
      return;
    }
    fresh.delete(attempt.key);
    const of = { ...cells[id] };
    for (const [field, typed] of Object.entries(attempt.typed)) {
      const no = said.find((s) => s.field === field || s.field === "");
      if (no) of[field] = cellOf(typed, no);
      else delete of[field];
    }
    if (Object.keys(of).length > 0) {
      cells[id] = of;
      if (attempt.title) titles[id] = attempt.title;
    } else {
      delete cells[id];
      delete titles[id];
    }
  });
  return { cells, titles, rows: [...fresh.values()] };
}

export function dropCell(kept: Kept, id: string, field: string): Kept {
  const of = { ...kept.cells[id] };
  delete of[field];
  const cells = { ...kept.cells, [id]: of };
  if (Object.keys(of).length === 0) delete cells[id];
  return { ...kept, cells };
}

export function dropRow(kept: Kept, key: string): Kept {
  return { ...kept, rows: kept.rows.filter((row) => row.key !== key) };
}

/** What was undone leaves nothing to mend: its refused cells go, unless somebody typed something else since. */
export function takenBack(kept: Kept, attempts: Attempt[], ids: (string | null)[], refused: CellRefused[]): Kept {
  return refused.reduce((left, { row, field }) => {
    const attempt = attempts[row];
    const id = attempt?.id ?? ids[row];
    if (!attempt) return left;
    if (id) return left.cells[id]?.[field]?.typed === attempt.typed[field] ? dropCell(left, id, field) : left;
    const fresh = left.rows.find((r) => r.key === attempt.key);
    const same = fresh && Object.entries(fresh.cells).every(([path, cell]) => cell.typed === (attempt.typed[path] ?? ""));
    return same ? dropRow(left, attempt.key) : left;
  }, kept);
}

/** Types into a row that is no record yet. An empty cell is forgotten. */
export function typeInto(kept: Kept, key: string, field: string, typed: string): Kept {
  const rows = kept.rows.map((row) => {
    if (row.key !== key) return row;
    const { [field]: _, ...rest } = row.cells;
    return { key, cells: typed.trim() === "" ? rest : { ...rest, [field]: cellOf(typed) } };
  });
  return { ...kept, rows };
}

/** Cells and rows with a reason: what still has to be mended. */
export function unsettled(kept: Kept): number {
  const cells = Object.values(kept.cells).reduce((sum, of) => sum + Object.values(of).filter((c) => c.reason).length, 0);
  return cells + kept.rows.filter((row) => Object.values(row.cells).some((c) => c.reason)).length;
}

/** What was kept over a restart; anything odd is passed over. */
export function readKept(body: Record<string, unknown> | undefined): Kept {
  const isCell = (c: unknown): boolean => typeof c === "object" && c !== null && "typed" in c && "reason" in c && "candidates" in c;
  const allCells = (o: unknown): boolean => typeof o === "object" && o !== null && Object.values(o).every(isCell);
  const kept = body as Partial<Kept> | undefined;
  if (!kept || typeof kept.cells !== "object" || !Array.isArray(kept.rows)) return nothingKept;
  const sound = Object.values(kept.cells ?? {}).every(allCells) && kept.rows.every((r) => typeof r.key === "string" && allCells(r.cells));
  return sound ? { cells: kept.cells ?? {}, titles: kept.titles ?? {}, rows: kept.rows } : nothingKept;
}
