// What importing any spreadsheet would say, invented.
import type { BookImport } from "../../bindings/BookImport";
import type { BookPreview } from "../../bindings/BookPreview";
import type { SheetImport } from "../../bindings/SheetImport";
import type { SheetLook } from "../../bindings/SheetLook";
import type { SheetPreview } from "../../bindings/SheetPreview";
import { fresh } from "../../src/logic/spreadsheets";

const column = (at: number, title: string, samples: string[], field: string | null, why: string): SheetLook["columns"][number] =>
  ({ column: at, letter: "ABCDE"[at] ?? "", title, samples, field, why });

export function look(r: SheetImport): SheetLook {
  const columns = [
    column(0, "First name", ["Ann", "Ben"], "name", "name"), column(1, "Surname", ["Sample", "Other"], "name", "name"),
    column(2, "E-mail adress", ["ann@example.org", "ben at home"], "email", "near"), column(3, "Shoe size", ["4", "5"], "own.Shoe size", "own"), column(4, "PCN", ["Dene Valley PCN", "Sunnyside"], null, ""),
  ];
  const quarters = /quarter/.test(r.file);
  return {
    file: r.file, remarks: [], rows: 12, header: r.header ?? 3, sheet: r.sheet ?? 0, remembered: false, kind: r.kind ?? "person",
    mapping: /epraccur/.test(r.file) ? "epraccur" : null,
    sheets: [{ name: "Contacts", hidden: false, rows: 13, kind: "person", place: 2 }, { name: "Old", hidden: true, rows: 2, kind: "", place: 0 },
      { name: "Surgeries", hidden: false, rows: 9, kind: "practice", place: 1 }],
    first_rows: [{ row: 1, text: "Our contacts" }, { row: 3, text: "First name · Surname · E-mail adress · Shoe size" }],
    kinds: [{ kind: "person", label: "People", matched: 3 }, { kind: "practice", label: "Practices", matched: 0 }],
    columns: columns.map((c) => (r.matching ? { ...c, field: r.matching.find((m) => m.column === c.column)?.field ?? null } : c)),
    across: quarters ? { titles: ["Q1 2024/25", "Q2 2024/25", "Q3 2024/25", "Q4 2024/25"], rows: 12, become_rows: 41, across: { columns: [2, 3, 4, 5], heading: "Period", value: "Value" } } : null,
    said_elsewhere: [], hidden_rows: [7, 9], notes: [{ row: 5, column: "Surname", text: "Married in May.\nCheck the address" }],
  };
}

export function sheetPreview(r: SheetImport): SheetPreview {
  const dates = r.day_first === null ? ["03/04/2025"] : [];
  const rows = r.answers.length === 0
    ? [{ row: 5, title: "Ben Other", fields: [{ field: "name", label: "Name", old: "", new: "Ben Other" }], candidates: [{ id: "person-0", title: "Benn Other", detail: "Nurse" }] }]
    : [];
  const names = /names/.test(r.file) && r.names.length < 2 ? [
    { kind: "pcn", one: "PCN", label: "PCN", text: "Sunyside", rows: 4, first_row: 6, candidates: [{ id: "pcn-1", title: "Sunnyside PCN", detail: "U10002" }], can_add: false, can_be_empty: true },
    { kind: "person", one: "Person", label: "Clinical director", text: "Dr New Person", rows: 1, first_row: 9, candidates: [], can_add: true, can_be_empty: true }] : [];
  const out = r.bad_cells === "leave_row_out";
  return {
    file: r.file, token: "t1", rows: 12, summary: "9 new, 1 changed, 0 as before.", ask_dates: dates, ask_rows: rows, ask_names: names,
    out_rows: [{ row: 16, reason: "A total or subtotal.", text: "Total · 31" }],
    counts: [{ kind: "person", label: "People", found: 10, added: 9, changed: 1, unchanged: 0 }],
    left_out: [{ reason: "A total or subtotal.", rows: 1, examples: [16] }],
    problems: [{ row: 7, column: "E-mail adress", typed: "ben at home", text: "“ben at home” is not an e-mail address.", outcome: out ? "row_left_out" : "cell_left_empty" }],
    rejected: out ? 1 : 0, unused: ["PCN"], can_apply: dates.length + rows.length + names.length === 0,
    changes: [{ kind: "person", title: "Ann Sample", what: "added", fields: [{ field: "name", label: "Name", old: "", new: "Ann Sample" }] }],
  };
}

/** Two sheets of a workbook; the second asks about names. */
export function bookPreview(r: BookImport): BookPreview {
  const usual: SheetImport = { ...fresh(r.file), header: 1, matching: [{ column: 0, field: "name" }, { column: 3, field: "own.Shoe size" }], day_first: true, answers: [{ row: 5, record: null }] };
  const wanted = r.sheets ?? [{ ...usual, sheet: 2, kind: "practice" }, { ...usual, sheet: 0, kind: "person", file: "names" }];
  const sheets = wanted.map((request) => ({
    name: request.sheet === 2 ? "Surgeries" : "Contacts", label: request.sheet === 2 ? "Practices" : "People", request,
    preview: sheetPreview(request.sheet === 0 ? { ...request, file: "names" } : { ...request, bad_cells: "leave_cell_empty" }),
  }));
  return {
    file: r.file, token: "b1", summary: `${sheets.length} sheets: People: 9 new, 1 changed, 0 as before.`, counts: sheets.flatMap((s) => s.preview.counts), sheets,
    can_apply: sheets.every((s) => s.preview.can_apply),
  };
}
