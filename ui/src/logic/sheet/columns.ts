// The columns of a list as a person set them up: which, in what order, how wide, and how many stay in sight.
import type { KindInfo } from "../../../bindings/KindInfo";
import type { OwnColumnInfo } from "../../../bindings/OwnColumnInfo";
import type { ViewColumn } from "../../../bindings/ViewColumn";
import type { ViewRow } from "../../../bindings/ViewRow";
import { standsRight } from "../grid";

export interface ColumnSetup {
  path: string;
  /** In CSS pixels; `null` = as wide as it needs. */
  width: number | null;
}

export interface Setup {
  columns: ColumnSetup[];
  /** Columns at the left that stay in sight. */
  frozen: number;
}

export const NARROWEST = 48;
export const WIDEST = 900;
/** Width of a letter of the list's font and the space around a cell's words, in CSS pixels. */
const LETTER = 8;
const AROUND = 26;
/** Share of their width that columns of words may give up. */
const GIVES = 0.08;

export function usualSetup(kind: KindInfo | undefined): Setup {
  return { columns: (kind?.columns ?? []).map((path) => ({ path, width: null })), frozen: 1 };
}

/** Every column that a list of this kind can show. */
export function choices(kind: KindInfo, own: OwnColumnInfo[] = []): string[] {
  const all = [...kind.columns, ...kind.fields.filter((f) => f.type.is !== "moment").map((f) => f.name), ...own.map((c) => c.path)];
  return [...new Set(all)];
}

export function labelOf(kind: KindInfo, path: string, shown: ViewColumn[], own: OwnColumnInfo[] = []): string {
  return kind.fields.find((f) => f.name === path)?.label ?? shown.find((c) => c.path === path)?.label
    ?? own.find((c) => c.path === path)?.name ?? path.replace(/_/g, " ");
}

export function withShown(setup: Setup, path: string, shown: boolean): Setup {
  const columns = setup.columns.filter((c) => c.path !== path);
  if (shown) columns.push({ path, width: null });
  // A list without columns shows nothing that could bring them back.
  return columns.length === 0 ? setup : { ...setup, columns };
}

export function withMoved(setup: Setup, path: string, by: number): Setup {
  const from = setup.columns.findIndex((c) => c.path === path);
  const to = Math.min(Math.max(from + by, 0), setup.columns.length - 1);
  const columns = [...setup.columns];
  const [column] = columns.splice(from, 1);
  if (!column) return setup;
  columns.splice(to, 0, column);
  return { ...setup, columns };
}

export function withWidth(setup: Setup, path: string, width: number | null): Setup {
  const fitting = width === null ? null : Math.round(Math.min(Math.max(width, NARROWEST), WIDEST));
  return { ...setup, columns: setup.columns.map((c) => (c.path === path ? { ...c, width: fitting } : c)) };
}

/** What a column needs: room for its heading with the sort mark, and for nineteen cells of twenty. */
function needs(column: ViewColumn, index: number, rows: ViewRow[]): number {
  const lengths = rows.map((row) => row.cells[index]?.text.length ?? 0).sort((a, b) => a - b);
  const usual = lengths[Math.floor((lengths.length - 1) * 0.95)] ?? 0;
  // Days need their room also where most rows have none: ten letters, `31/03/2024`.
  const least = { date: 10, moment: 16 }[column.type.is as string] ?? 4;
  const most = column.type.is === "text" || column.type.is === "ref" ? 40 : 24;
  return Math.min(Math.max(column.label.length + 3, usual, least), most) * LETTER + AROUND;
}

/** Mostly figures, such as telephone numbers: with the last of them cut off they say nothing. */
function figures(index: number, rows: ViewRow[]): boolean {
  const texts = rows.map((row) => row.cells[index]?.text ?? "").filter(Boolean);
  return texts.filter((text) => /\d/.test(text) && !/[a-z]{2}/i.test(text)).length * 2 > texts.length;
}

/** Widths in pixels. What is left over goes to the columns of words, in proportion. */
export function widths(setup: Setup, columns: ViewColumn[], rows: ViewRow[], room: number): number[] {
  const fixed = columns.map((c) => setup.columns.find((s) => s.path === c.path)?.width ?? null);
  const natural = columns.map((c, i) => fixed[i] ?? needs(c, i, rows));
  const grows = columns.map((c, i) => fixed[i] === null && !standsRight(c) && !["date", "moment", "yes_no"].includes(c.type.is));
  const spare = room - natural.reduce((sum, w) => sum + w, 0);
  const shares = grows.map((grow, i) => grow && !(spare < 0 && figures(i, rows)));
  const growing = natural.reduce((sum, w, i) => sum + (shares[i] ? w : 0), 0);
  // A few pixels too many are taken from words rather than made a reason to scroll sideways.
  if (spare <= -growing * GIVES || spare === 0 || growing === 0) return natural;
  return natural.map((w, i) => (shares[i] ? Math.floor(w + (spare * w) / growing) : w));
}

/** Distance of each frozen column from the left edge. Columns that would take most of the room are not held. */
export function held(frozen: number, px: number[], room: number): number[] {
  const lefts: number[] = [];
  let left = 0;
  for (const width of px.slice(0, frozen)) {
    if (left + width > room * 0.6) break;
    lefts.push(left);
    left += width;
  }
  return lefts;
}

/** `name:240, role`: how a saved view keeps its columns. */
export function columnsToText(setup: Setup): string {
  return setup.columns.map((c) => (c.width === null ? c.path : `${c.path}:${c.width}`)).join(", ");
}

export function columnsFromText(text: string): ColumnSetup[] {
  return text.split(",").map((part) => part.trim()).filter(Boolean).map((part) => {
    const [path = "", width] = part.split(":");
    const px = Number(width);
    return { path, width: width !== undefined && Number.isFinite(px) && px > 0 ? Math.min(Math.max(px, NARROWEST), WIDEST) : null };
  });
}
