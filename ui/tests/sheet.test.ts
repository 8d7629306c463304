import { describe, expect, it } from "vitest";
import type { GroupCount } from "../bindings/GroupCount";
import type { ViewColumn } from "../bindings/ViewColumn";
import type { ViewRow } from "../bindings/ViewRow";
import { fromTabs, toTable, toTabs } from "../src/logic/sheet/clipboard";
import { columnsFromText, columnsToText, held, NARROWEST, widths, withMoved, withShown, withWidth, type Setup } from "../src/logic/sheet/columns";
import { filledDown, pasted, set, type Row, type Target } from "../src/logic/sheet/edits";
import { gridCommand } from "../src/logic/sheet/keys";
import { dropCell, nothingKept, readKept, settled, typeInto, unsettled, type Attempt } from "../src/logic/sheet/kept";
import { Lines } from "../src/logic/sheet/lines";
import { blockOf, holds, several, target } from "../src/logic/sheet/selection";
import { fromTexts, toFields } from "../src/logic/sheet/views";

describe("blocks on the clipboard", () => {
  const block = [["plain", "two\nlines", 'said "no"'], ["", "with\ttab", '"quoted"']];

  it("come back as they went", () => expect(fromTabs(toTabs(block))).toEqual(block));

  it("are read as Excel writes them: quoted cells with line breaks, and an end to the last line", () => {
    expect(fromTabs('Name\tAddress\r\nAbbey\t"1 Road\nTown"\r\n')).toEqual([["Name", "Address"], ["Abbey", "1 Road\nTown"]]);
    expect(fromTabs('"He said ""yes"""\tb')).toEqual([['He said "yes"', "b"]]);
    expect(fromTabs('"a" and b\tc')).toEqual([['"a" and b', "c"]]);
    expect(fromTabs("a\t\t\n\n\tb")).toEqual([["a", "", ""], [""], ["", "b"]]);
    expect(fromTabs("one")).toEqual([["one"]]);
  });

  it("run no formula in a spreadsheet, and numbers stay numbers", () => {
    expect(toTabs([["=HYPERLINK(1)", "-5", "+1,250.50", "@x", "-5 or less"]])).toBe("'=HYPERLINK(1)\t-5\t+1,250.50\t'@x\t'-5 or less");
    expect(fromTabs("'=HYPERLINK(1)\t'tis")).toEqual([["=HYPERLINK(1)", "'tis"]]);
  });

  it("are a table for documents, and hostile text stays text", () => {
    expect(toTable([["<b>1</b>", "2"]], ["A & B", "C"], [false, true])).toBe(
      '<table border="1" cellspacing="0" cellpadding="4"><thead><tr><th align="left">A &amp; B</th><th align="right">C</th></tr></thead>'
      + '<tbody><tr><td align="left">&lt;b&gt;1&lt;/b&gt;</td><td align="right">2</td></tr></tbody></table>');
  });
});

describe("the lines of a list", () => {
  const group = (value: string, count: number): GroupCount => ({ cell: { value, text: value, state: "known" }, count });

  it("are rows, then rows just added, then rows not kept yet", () => {
    const lines = new Lines(3, null, new Set(), 1, 1);
    expect([0, 2, 3, 4, 5].map((l) => lines.at(l))).toEqual([
      { is: "row", offset: 0 }, { is: "row", offset: 2 }, { is: "added", index: 0 }, { is: "new", index: 0 }, null]);
    expect([lines.count, lines.firstNew]).toEqual([5, 4]);
  });

  it("of groups start with a heading, and a closed group is only that", () => {
    const lines = new Lines(60, [group("a", 10), group("b", 20), group("c", 30)], new Set(["b"]), 0, 0);
    expect(lines.count).toBe(3 + 10 + 30);
    expect([0, 1, 10, 11, 12, 13, 42].map((l) => lines.at(l))).toEqual([
      { is: "group", group: 0 }, { is: "row", offset: 0 }, { is: "row", offset: 9 }, { is: "group", group: 1 }, { is: "group", group: 2 },
      { is: "row", offset: 30 }, { is: "row", offset: 59 }]);
    expect(lines.runs(8, 15)).toEqual([[7, 9], [30, 31]]);
    expect([lines.isOpen(0), lines.isOpen(1)]).toEqual([true, false]);
  });
});

describe("a selection", () => {
  const block = blockOf({ row: 5, column: 3 }, { row: 2, column: 4 });

  it("is the block between two cells, whichever came first", () => {
    expect(block).toEqual({ top: 2, bottom: 5, left: 3, right: 4 });
    expect([holds(block, 5, 4), holds(block, 6, 4), several(block)]).toEqual([true, false, true]);
  });

  it("that a block fills evenly is filled; any other is only its corner", () => {
    expect(target(block, 2, 1)).toEqual(block);
    expect(target(block, 3, 3)).toEqual({ top: 2, bottom: 4, left: 3, right: 5 });
  });
});

describe("columns", () => {
  const setup: Setup = { columns: [{ path: "name", width: 240 }, { path: "role", width: null }], frozen: 1 };
  const column = (path: string, label: string, is: "text" | "integer" | "date" = "text"): ViewColumn =>
    ({ path, label, type: is === "text" ? { is, long: false, max: 100 } : is === "date" ? { is } : { is, min: null, max: null, unit: "" } });

  it("are kept as text and read back; odd widths count for nothing", () => {
    expect(columnsToText(setup)).toBe("name:240, role");
    expect(columnsFromText("name:240, role")).toEqual(setup.columns);
    expect(columnsFromText("a:x,b:1,,c")).toEqual([{ path: "a", width: null }, { path: "b", width: NARROWEST }, { path: "c", width: null }]);
  });

  it("are shown, hidden, moved and made wider; the last one stays", () => {
    expect(withShown(setup, "email", true).columns.map((c) => c.path)).toEqual(["name", "role", "email"]);
    const one = withShown(setup, "name", false);
    expect(withShown(one, "role", false)).toBe(one);
    expect(withMoved(setup, "role", -5).columns.map((c) => c.path)).toEqual(["role", "name"]);
    expect(withWidth(setup, "role", 5).columns[1]?.width).toBe(NARROWEST);
  });

  it("have room for heading and day, and words share what is left", () => {
    const columns = [column("name", "Name"), column("size", "Number of patients", "integer"), column("closed", "Closed", "date")];
    const none = { columns: columns.map((c) => ({ path: c.path, width: null })), frozen: 1 };
    const px = widths(none, columns, [], 1000);
    expect(px[1]).toBe(21 * 8 + 26);
    expect(px[2]).toBe(10 * 8 + 26);
    expect(px.reduce((a, b) => a + b)).toBeGreaterThan(995);
    expect(px.reduce((a, b) => a + b)).toBeLessThanOrEqual(1000);
    expect(widths(setup, columns.slice(0, 1), [], 1000)).toEqual([240]);
  });

  it("of figures keep their last figure where columns of words give up some room", () => {
    const columns = [column("name", "Name"), column("telephone", "Telephone")];
    const free = { columns: columns.map((c) => ({ path: c.path, width: null })), frozen: 1 };
    const cell = (text: string): ViewRow["cells"][number] => ({ value: text, text, state: "known" });
    const rows: ViewRow[] = [{ id: "1", title: "", cells: [cell("Wilhelmina Featherstone"), cell("01632 960714")] }];
    const needed = [23 * 8 + 26, 12 * 8 + 26] as const;
    const [name = 0, telephone] = widths(free, columns, rows, needed[0] + needed[1] - 10);
    expect(telephone).toBe(needed[1]);
    expect(name).toBe(needed[0] - 10);
  });

  it("stay in sight only while they leave room for the others", () => {
    expect(held(2, [200, 100, 300], 1000)).toEqual([0, 200]);
    expect(held(2, [200, 100, 300], 320)).toEqual([]);
  });
});

describe("edits of a block", () => {
  const cell = (text: string, value: string | number | null = text) => ({ value, text, state: "known" });
  const row = (id: string | null, ...texts: string[]): Row => ({ id, key: `k${id}`, title: id ?? "", cells: texts.map((t) => cell(t)) });
  const targets: Target[] = ["name", "code", "pcn"].map((path, at) => ({ path, at, mayEdit: (r) => path !== "code" || r.id === null }));

  it("a pasted block is repeated where the selection is larger", () => {
    const { attempts, cells } = pasted([row("1", "a", "c1"), row("2", "b", "c2")], targets.slice(0, 1), [["x"]]);
    expect(attempts.map((a) => [a.id, a.typed])).toEqual([["1", { name: "x" }], ["2", { name: "x" }]]);
    expect(cells).toBe(2);
  });

  it("a column that may not be changed is passed over where it holds the same, and asked about where it does not", () => {
    const { attempts } = pasted([row("1", "a", "c1"), row("2", "b", "c2")], targets.slice(0, 2), [["x", "c1"], ["y", "c9"]]);
    expect(attempts.map((a) => a.typed)).toEqual([{ name: "x" }, { name: "y", code: "c9" }]);
  });

  it("empty cells make nothing in a new row, and empty a cell of an old one", () => {
    const { attempts } = pasted([row("1", "a"), row(null)], targets, [["", "", ""], ["New", "", "Vale"]]);
    expect(attempts.map((a) => a.typed)).toEqual([{ name: "", pcn: "" }, { name: "New", pcn: "Vale" }]);
  });

  it("clearing leaves what may not be changed alone", () => {
    expect(set([row("1", "a", "c1")], targets, "").attempts[0]?.typed).toEqual({ name: "", pcn: "" });
  });

  it("a reference is filled down as itself, not as a name", () => {
    const top: Row = { ...row("1"), cells: [cell("a"), cell("c1"), cell("Vale PCN", "id-7")] };
    const { attempts } = filledDown([top, row("2", "b", "c2", ""), row("3", "b", "c3", "")], targets.slice(2));
    expect(attempts.map((a) => [a.id, a.typed.pcn, a.values.pcn])).toEqual([["2", "Vale PCN", "id-7"], ["3", "Vale PCN", "id-7"]]);
  });
});

describe("what was not accepted", () => {
  const attempt = (id: string | null, key: string, typed: Record<string, string>): Attempt => ({ id, key, title: "Abbey", typed, values: typed });
  const no = (row: number, field: string, message: string) => ({ row, field, message, candidates: [] });

  it("stays as typed with its reason until it is mended or dropped", () => {
    const typed = { list_size: "many", name: "Abbey" };
    const kept = settled(nothingKept, [attempt("1", "", typed)], ["1"], [no(0, "list_size", "not a number")]);
    expect(kept.cells).toEqual({ 1: { list_size: { typed: "many", reason: "not a number", candidates: [] } } });
    expect(unsettled(kept)).toBe(1);
    expect(readKept(JSON.parse(JSON.stringify(kept)) as Record<string, unknown>)).toEqual(kept);
    expect(unsettled(settled(kept, [attempt("1", "", { list_size: "12" })], ["1"], []))).toBe(0);
    expect(dropCell(kept, "1", "list_size").cells).toEqual({});
  });

  it("of a new row is the whole row, with what is missing", () => {
    const kept = settled(nothingKept, [attempt(null, "n1", { email: "x@y.uk" })], [null], [no(0, "name", "Name is missing.")]);
    expect(kept.rows).toEqual([{ key: "n1", cells: {
      email: { typed: "x@y.uk", reason: "", candidates: [] }, name: { typed: "", reason: "Name is missing.", candidates: [] } } }]);
    const mended = typeInto(kept, "n1", "name", "Ann");
    expect(mended.rows[0]?.cells.name).toEqual({ typed: "Ann", reason: "", candidates: [] });
    expect(settled(mended, [attempt(null, "n1", { name: "Ann", email: "x@y.uk" })], ["7"], []).rows).toEqual([]);
  });

  it("that was kept oddly over a restart is passed over", () => {
    expect(readKept({ cells: { 1: { name: 5 } }, rows: [] })).toEqual(nothingKept);
    expect(readKept({ rows: "x" })).toEqual(nothingKept);
    expect(readKept(undefined)).toEqual(nothingKept);
  });
});

describe("keys in a list", () => {
  const press = (key: string, more = {}) => gridCommand({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

  it.each([
    ["F2", {}, { does: "edit", text: null }], ["x", {}, { does: "edit", text: "x" }], ["Enter", {}, { does: "enter" }], ["Delete", {}, { does: "clear" }],
    [" ", {}, { does: "toggle" }], [" ", { shiftKey: true }, { does: "row" }], [" ", { ctrlKey: true }, { does: "column" }], ["a", { ctrlKey: true }, { does: "all" }],
    ["d", { ctrlKey: true }, { does: "fill" }], [";", { ctrlKey: true }, { does: "today" }], ["Enter", { ctrlKey: true }, { does: "add" }],
    ["ArrowDown", { altKey: true }, { does: "list" }],
    // Not the list's: Tab leaves it, undo and find belong to the window, copy and paste to the clipboard.
    ["Tab", {}, null], ["z", { ctrlKey: true }, null], ["f", { ctrlKey: true }, null], ["c", { ctrlKey: true }, null], ["1", { altKey: true }, null],
  ])("%s with %o", (key, more, wanted) => expect(press(key, more)).toEqual(wanted));
});

it("a view for the team is plain fields, and comes back the same", () => {
  const setup: Setup = { columns: [{ path: "name", width: 240 }, { path: "role", width: null }], frozen: 2 };
  const view = { filter: { field: { path: "role", op: "contains" as const, value: "nurse, GP & more" } }, sort: [{ path: "email", descending: true }, { path: "name", descending: false }], search: "oak & elm", group: "role" };
  const fields = toFields("Nurses", "person", setup, view);
  expect(fields).toMatchObject({ name: "Nurses", list: "person", columns: "name:240, role", sort: "-email, name", grouped_by: "role" });
  const texts = Object.fromEntries(Object.entries(fields).map(([k, v]) => [k, v === null ? "" : String(v)]));
  expect(fromTexts("person", texts)).toEqual({ name: "Nurses", setup, view });
  expect(fromTexts("person", { name: "Odd", filter: "{", frozen: "x" }).view.filter).toBeNull();
});
