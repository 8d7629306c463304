// Which rows of a long list are drawn, how wide its columns are, and where a key takes the focus.
import type { ViewColumn } from "../../bindings/ViewColumn";
import type { SortBy } from "../../bindings/SortBy";
import type { Density } from "./look";

/** How close rows stand, as heights in CSS pixels; targets never get under 24 (WCAG 2.5.8). */
export const DENSITIES: Record<Density, number> = { comfortable: 40, standard: 32, compact: 28 };
/** Height of a row unless a person chose another. */
export const ROW_HEIGHT = DENSITIES.standard;
/** Rows drawn above and below the ones in sight. */
export const SPARE = 8;

export interface Span {
  first: number;
  /** One past the last. */
  end: number;
}

export function drawn(scrollTop: number, height: number, total: number, row: number = ROW_HEIGHT, spare: number = SPARE): Span {
  const first = Math.max(0, Math.floor(scrollTop / row) - spare);
  const end = Math.min(total, Math.ceil((scrollTop + height) / row) + spare);
  return { first: Math.min(first, Math.max(0, end)), end: Math.max(0, end) };
}

/** Figures stand right. */
export function standsRight(column: ViewColumn): boolean {
  return ["integer", "hundredths", "money"].includes(column.type.is);
}

export interface Cell {
  /** -1 is the row of headings. */
  row: number;
  /** -1 is the box to tick. */
  column: number;
}

/** Where a key leads; `null` when the key is not the grid's. */
export function step(key: string, ctrl: boolean, at: Cell, size: { rows: number; columns: number; page: number; ticks?: boolean }): Cell | null {
  const row = (r: number): number => Math.min(Math.max(r, -1), size.rows - 1);
  const column = (c: number): number => Math.min(Math.max(c, size.ticks ? -1 : 0), size.columns - 1);
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

/** A click on a heading: up, then down, then as the list comes. With Shift, beside the headings that decide before it. */
export function nextSort(sort: SortBy[], path: string, beside = false): SortBy[] {
  const at = sort.findIndex((key) => key.path === path);
  const now = sort[at];
  if (beside) {
    if (!now) return [...sort, { path, descending: false }];
    return now.descending ? sort.filter((_, i) => i !== at) : sort.map((key, i) => (i === at ? { path, descending: true } : key));
  }
  if (!now || at > 0 || sort.length > 1) return [{ path, descending: false }];
  return now.descending ? [] : [{ path, descending: true }];
}

/** The place of a heading among those that sort, from 1; 0 when it does not. */
export function sortPlace(sort: SortBy[], path: string): number {
  return sort.findIndex((key) => key.path === path) + 1;
}

export function ariaSort(sort: SortBy[], path: string): "ascending" | "descending" | "none" {
  const key = sort[0];
  if (!key || key.path !== path) return "none";
  return key.descending ? "descending" : "ascending";
}

/** How far to scroll so that a row is in sight; `null` when it already is. */
export function scrollTo(row: number, scrollTop: number, height: number, each: number = ROW_HEIGHT): number | null {
  const top = row * each;
  if (top < scrollTop) return top;
  if (top + each > scrollTop + height) return top + each - height;
  return null;
}
