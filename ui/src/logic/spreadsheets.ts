// What a person has chosen about a spreadsheet, and what is still open.
import type { BadCells } from "../../bindings/BadCells";
import type { ColumnMatch } from "../../bindings/ColumnMatch";
import type { FieldInfo } from "../../bindings/FieldInfo";
import type { KindInfo } from "../../bindings/KindInfo";
import type { RowAnswer } from "../../bindings/RowAnswer";
import type { RowQuestion } from "../../bindings/RowQuestion";
import type { SheetImport } from "../../bindings/SheetImport";
import type { SheetInfo } from "../../bindings/SheetInfo";
import type { SheetLook } from "../../bindings/SheetLook";
import type { SheetPreview } from "../../bindings/SheetPreview";

/** Nothing chosen yet: everything is proposed. */
export function fresh(file: string): SheetImport {
  return { file, sheet: null, header: null, kind: null, matching: null, day_first: null, bad_cells: "leave_row_out", answers: [] };
}

/** With what was proposed taken as chosen, so that a later step reads the same. */
export function settled(request: SheetImport, look: SheetLook): SheetImport {
  return { ...request, sheet: look.sheet, header: look.header, kind: look.kind, matching: matchingOf(look) };
}

export function matchingOf(look: SheetLook): ColumnMatch[] {
  return look.columns.flatMap((c) => (c.field === null ? [] : [{ column: c.column, field: c.field }]));
}

/** With one column going elsewhere; an empty field = nowhere. */
export function withMatch(matching: ColumnMatch[], column: number, field: string): ColumnMatch[] {
  const others = matching.filter((m) => m.column !== column);
  return field ? [...others, { column, field }].sort((a, b) => a.column - b.column) : others;
}

/** Fields that a column can fill: not moments, which the program itself writes. */
export function fieldChoices(kind: KindInfo | undefined): FieldInfo[] {
  return (kind?.fields ?? []).filter((f) => f.type.is !== "moment");
}

/** Fields that a new record can't be without and no column fills. */
export function missing(kind: KindInfo | undefined, matching: ColumnMatch[]): FieldInfo[] {
  return fieldChoices(kind).filter((f) => f.required && !matching.some((m) => m.field === f.name));
}

/** The answers with one more, or another one for its row. */
export function withAnswer(answers: RowAnswer[], row: number, record: string | null): RowAnswer[] {
  return [...answers.filter((a) => a.row !== row), { row, record }];
}

/** One answer for all: the nearest record of each row, or a new one. */
export function answerAll(questions: RowQuestion[], how: "same" | "new"): RowAnswer[] {
  return questions.map((q) => ({ row: q.row, record: how === "same" ? (q.candidates[0]?.id ?? null) : null }));
}

/** Rows that still wait for an answer. */
export function unanswered(questions: RowQuestion[], answers: RowAnswer[]): RowQuestion[] {
  return questions.filter((q) => !answers.some((a) => a.row === q.row));
}

export function hasQuestions(preview: SheetPreview): boolean {
  return preview.ask_dates.length > 0 || preview.ask_rows.length > 0;
}

/** Another choice for cells that can't be read. */
export function withBadCells(request: SheetImport, bad_cells: BadCells): SheetImport {
  return { ...request, bad_cells };
}

/** The sheets worth importing, in the order that is proposed. */
export function inOrder(look: SheetLook): SheetInfo[] {
  return look.sheets.filter((s) => s.place > 0).sort((a, b) => a.place - b.place);
}

/** The sheet that comes after the one just imported; `null` after the last. */
export function nextSheet(look: SheetLook): { at: number; name: string } | null {
  const place = look.sheets[look.sheet]?.place ?? 0;
  const next = inOrder(look).find((s) => s.place > place);
  return next ? { at: look.sheets.indexOf(next), name: next.name } : null;
}
