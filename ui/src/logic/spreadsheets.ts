// What a person has chosen about a spreadsheet, and what is still open.
import type { BadCells } from "../../bindings/BadCells";
import type { ColumnMatch } from "../../bindings/ColumnMatch";
import type { FieldInfo } from "../../bindings/FieldInfo";
import type { KindInfo } from "../../bindings/KindInfo";
import type { NameAnswer } from "../../bindings/NameAnswer";
import type { NameQuestion } from "../../bindings/NameQuestion";
import type { RowAnswer } from "../../bindings/RowAnswer";
import type { RowQuestion } from "../../bindings/RowQuestion";
import type { SheetImport } from "../../bindings/SheetImport";
import type { SheetInfo } from "../../bindings/SheetInfo";
import type { SheetLook } from "../../bindings/SheetLook";
import type { SheetPreview } from "../../bindings/SheetPreview";

/** Nothing chosen yet: everything is proposed. */
export function fresh(file: string): SheetImport {
  return { file, sheet: null, header: null, kind: null, matching: null, day_first: null, bad_cells: "leave_row_out", answers: [], names: [], across: null, leave_hidden: false, leave_notes: false, filled: [] };
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

/** Fields that a new record can't be without and no column says anything of. */
export function missing(kind: KindInfo | undefined, matching: ColumnMatch[], elsewhere: string[] = []): FieldInfo[] {
  return fieldChoices(kind).filter((f) => f.required && !elsewhere.includes(f.name) && !matching.some((m) => m.field === f.name));
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
  return preview.ask_dates.length > 0 || preview.ask_rows.length > 0 || preview.ask_names.length > 0;
}

/** In front of the heading of a column that the hub made itself. */
const OWN = "own.";

/** Columns of the hub's own that a column of a file may go to: those that are there, and one of its own heading. */
export function ownChoices(known: string[], title: string, chosen: string): { value: string; label: string; fresh: boolean }[] {
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
  const names = [...known];
  for (const name of [title.trim(), chosen.startsWith(OWN) ? chosen.slice(OWN.length) : ""]) {
    if (name && name.length <= 120 && !names.some((other) => same(other, name))) names.push(name);
  }
  return names.map((name) => ({ value: OWN + name, label: name, fresh: !known.some((other) => same(other, name)) }));
}

/** The columns that are kept as the hub's own. */
export function keptAsOwn(matching: ColumnMatch[] | null): string[] {
  const names = (matching ?? []).filter((m) => m.field.startsWith(OWN)).map((m) => m.field.slice(OWN.length));
  return [...new Set(names)];
}

/** A name in the file stands for the same question whatever its capitals and spaces. */
const folded = (text: string): string => text.trim().split(/\s+/).join(" ").toLowerCase();
const about = (a: { kind: string; text: string }, b: { kind: string; text: string }): boolean => a.kind === b.kind && folded(a.text) === folded(b.text);

export function answerTo(names: NameAnswer[], question: NameQuestion): NameAnswer | undefined {
  return names.find((a) => about(a, question));
}

/** The answers with one more, or another one for its name. */
export function withName(names: NameAnswer[], question: NameQuestion, record: string | null, add: boolean): NameAnswer[] {
  return [...names.filter((a) => !about(a, question)), { kind: question.kind, text: question.text, record, add }];
}

/** One answer for all names that have none yet; only what can be added is. */
export function nameAll(questions: NameQuestion[], names: NameAnswer[], how: "add" | "empty"): NameAnswer[] {
  const open = questions.filter((q) => answerTo(names, q) === undefined && (how === "empty" || q.can_add));
  return open.reduce((all, q) => withName(all, q, null, how === "add"), names);
}

/** Names that still wait for an answer. A choice without a record is none. */
export function unnamed(questions: NameQuestion[], names: NameAnswer[]): NameQuestion[] {
  return questions.filter((q) => { const a = answerTo(names, q); return a === undefined || a.record === ""; });
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
