// What importing any spreadsheet would say, invented.
import type { SheetImport } from "../../bindings/SheetImport";
import type { SheetLook } from "../../bindings/SheetLook";
import type { SheetPreview } from "../../bindings/SheetPreview";

const column = (at: number, title: string, samples: string[], field: string | null, why: string): SheetLook["columns"][number] =>
  ({ column: at, letter: "ABCDE"[at] ?? "", title, samples, field, why });

export function look(r: SheetImport): SheetLook {
  const columns = [
    column(0, "First name", ["Ann", "Ben"], "name", "name"), column(1, "Surname", ["Sample", "Other"], "name", "name"),
    column(2, "E-mail adress", ["ann@example.org", "ben at home"], "email", "near"), column(3, "Shoe size", ["4", "5"], null, ""),
  ];
  return {
    file: r.file, remarks: [], rows: 12, header: r.header ?? 3, sheet: r.sheet ?? 0, remembered: false, kind: r.kind ?? "person",
    mapping: /epraccur/.test(r.file) ? "epraccur" : null,
    sheets: [{ name: "Contacts", hidden: false, rows: 13, kind: "person", place: 2 }, { name: "Old", hidden: true, rows: 2, kind: "", place: 0 },
      { name: "Surgeries", hidden: false, rows: 9, kind: "practice", place: 1 }],
    first_rows: [{ row: 1, text: "Our contacts" }, { row: 3, text: "First name · Surname · E-mail adress · Shoe size" }],
    kinds: [{ kind: "person", label: "People", matched: 3 }, { kind: "practice", label: "Practices", matched: 0 }],
    columns: columns.map((c) => (r.matching ? { ...c, field: r.matching.find((m) => m.column === c.column)?.field ?? null } : c)),
  };
}

export function sheetPreview(r: SheetImport): SheetPreview {
  const dates = r.day_first === null ? ["03/04/2025"] : [];
  const rows = r.answers.length === 0
    ? [{ row: 5, title: "Ben Other", fields: [{ field: "name", label: "Name", old: "", new: "Ben Other" }], candidates: [{ id: "person-0", title: "Benn Other", detail: "Nurse" }] }]
    : [];
  const out = r.bad_cells === "leave_row_out";
  return {
    file: r.file, token: "t1", rows: 12, summary: "9 new, 1 changed, 0 as before.", ask_dates: dates, ask_rows: rows,
    counts: [{ kind: "person", label: "People", found: 10, added: 9, changed: 1, unchanged: 0 }],
    left_out: [{ reason: "A total or subtotal.", rows: 1, examples: [16] }],
    problems: [{ row: 7, column: "E-mail adress", typed: "ben at home", text: "“ben at home” is not an e-mail address.", outcome: out ? "row_left_out" : "cell_left_empty" }],
    rejected: out ? 1 : 0, unused: ["Shoe size"], can_apply: dates.length + rows.length === 0,
    changes: [{ kind: "person", title: "Ann Sample", what: "added", fields: [{ field: "name", label: "Name", old: "", new: "Ann Sample" }] }],
  };
}
