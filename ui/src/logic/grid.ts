// Which rows of a long list are drawn, how wide its columns are, and where a key takes the focus.
import type { ViewColumn } from "../../bindings/ViewColumn";
import type { ViewRow } from "../../bindings/ViewRow";
import type { SortBy } from "../../bindings/SortBy";

/** Height of a row in CSS pixels; the style sheet says the same. */
export const ROW_HEIGHT = 32;
/** Rows drawn above and below the ones in sight. */
const SPARE = 8;

export interface Span {
  first: number;
  /** One past the last. */
  end: number;
}

export function drawn(scrollTop: number, height: number, total: number): Span {
  const first = Math.max(0, Math.floor(scrollTop / ROW_HEIGHT) - SPARE);
  const end = Math.min(total, Math.ceil((scrollTop + height) / ROW_HEIGHT) + SPARE);
  return { first: Math.min(first, Math.max(0, end)), end: Math.max(0, end) };
}

/** Figures stand right. */
export function standsRight(column: ViewColumn): boolean {
  return ["integer", "hundredths", "money"].includes(column.type.is);
}

function letters(column: ViewColumn, index: number, rows: ViewRow[]): number {
  const lengths = rows.map((row) => row.cells[index]?.text.length ?? 0).sort((a, b) => a - b);
  const usual = lengths[Math.floor((lengths.length - 1) * 0.95)] ?? 0;
  // The heading needs room for its sort mark too.
  return Math.max(column.label.length + 4, usual + 4, leastLetters[column.type.is] ?? 7);
}

/** Days need their room also where most rows have none: ten letters (`31/03/2024`) and the space around them. */
const leastLetters: Record<string, number> = { date: 14, moment: 18 };

/** Widths as grid tracks: figures and days take what they need, names share what is left. */
export function tracks(columns: ViewColumn[], rows: ViewRow[]): string {
  return columns
    .map((column, index) => {
      const wanted = letters(column, index, rows);
      const free = column.type.is === "text" || column.type.is === "ref";
      const ch = Math.min(wanted, free ? 44 : 26);
      return `minmax(${Math.min(ch, free ? 20 : ch)}ch, ${ch}fr)`;
    })
    .join(" ");
}

export interface Cell {
  /** -1 is the row of headings. */
  row: number;
  column: number;
}

/** Where a key leads; `null` when the key is not the grid's. */
export function step(key: string, ctrl: boolean, at: Cell, size: { rows: number; columns: number; page: number }): Cell | null {
  const row = (r: number): number => Math.min(Math.max(r, -1), size.rows - 1);
  const column = (c: number): number => Math.min(Math.max(c, 0), size.columns - 1);
  switch (key) {
    case "ArrowDown": return { ...at, row: ctrl ? row(size.rows) : row(at.row + 1) };
    case "ArrowUp": return { ...at, row: ctrl ? row(Math.min(0, at.row - 1)) : row(at.row - 1) };
    case "ArrowRight": return { ...at, column: ctrl ? column(size.columns) : column(at.column + 1) };
    case "ArrowLeft": return { ...at, column: ctrl ? 0 : column(at.column - 1) };
    case "Home": return ctrl ? { row: row(0), column: 0 } : { ...at, column: 0 };
    case "End": return ctrl ? { row: row(size.rows), column: column(size.columns) } : { ...at, column: column(size.columns) };
    case "PageDown": return { ...at, row: row(at.row + size.page) };
    case "PageUp": return { ...at, row: row(Math.max(Math.min(0, at.row), at.row - size.page)) };
    default: return null;
  }
}

/** A click on a heading: up, then down, then as the list comes. */
export function nextSort(sort: SortBy[], path: string): SortBy[] {
  const now = sort[0]?.path === path ? sort[0] : undefined;
  if (!now) return [{ path, descending: false }];
  return now.descending ? [] : [{ path, descending: true }];
}

export function ariaSort(sort: SortBy[], path: string): "ascending" | "descending" | "none" {
  const key = sort[0];
  if (!key || key.path !== path) return "none";
  return key.descending ? "descending" : "ascending";
}

/** How far to scroll so that a row is in sight; `null` when it already is. */
export function scrollTo(row: number, scrollTop: number, height: number): number | null {
  const top = row * ROW_HEIGHT;
  if (top < scrollTop) return top;
  if (top + ROW_HEIGHT > scrollTop + height) return top + ROW_HEIGHT - height;
  return null;
}
