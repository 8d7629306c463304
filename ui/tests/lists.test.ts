// Rows that are ticked, columns of linked records, keys on headings: what a list does before it is drawn.
import { describe, expect, it } from "vitest";
import type { KindInfo } from "../bindings/KindInfo";
import type { ViewColumn } from "../bindings/ViewColumn";
import { filterInWords, pathsIn } from "../src/logic/filters";
import { step } from "../src/logic/grid";
import { widths } from "../src/logic/sheet/columns";
import { headCommand } from "../src/logic/sheet/keys";
import { linked, linkedLabel, withColumns } from "../src/logic/sheet/linked";
import { allPicked, isPicked, nonePicked, pickedCount, pickedIds, pickedState, withPicked } from "../src/logic/sheet/picked";
import { blockOf } from "../src/logic/sheet/selection";
import { kinds } from "./preview/kinds";

describe("ticked rows", () => {
  it("are some by name", () => {
    const some = withPicked(withPicked(nonePicked, ["a", "b"], true), ["a"], false);
    expect([isPicked(some, "a"), isPicked(some, "b"), pickedCount(some, 10), pickedState(some, 10)]).toEqual([false, true, 1, "some"]);
  });

  it("are the whole list but those left out, also rows that were never read", () => {
    const most = withPicked(allPicked, ["a"], false);
    expect([isPicked(most, "a"), isPicked(most, "never seen"), pickedCount(most, 50_000)]).toEqual([false, true, 49_999]);
    expect(pickedState(withPicked(most, ["a"], true), 50_000)).toBe("all");
    expect(pickedState(nonePicked, 0)).toBe("none");
  });

  it("of a whole list are read page by page, and no further than is allowed", async () => {
    const asked: number[] = [];
    const fetch = (offset: number, limit: number) => {
      asked.push(offset);
      return Promise.resolve({ rows: Array.from({ length: Math.max(0, Math.min(limit, 2_500 - offset)) }, (_, i) => ({ id: `r${offset + i}` })) });
    };
    const ids = await pickedIds(withPicked(allPicked, ["r7", "r2400"], false), fetch, 20_000);
    expect([ids.length, ids.includes("r7"), ids.includes("r2499"), asked]).toEqual([2_498, false, true, [0, 1_000, 2_000]]);
    expect(await pickedIds(withPicked(nonePicked, ["x"], true), fetch, 1)).toEqual(["x"]);
    asked.length = 0;
    await pickedIds(allPicked, fetch, 500);
    expect(asked).toEqual([0]);
  });

  it("have a column of their own at the left of the first, where the list has boxes", () => {
    const size = { rows: 9, columns: 3, page: 5 };
    expect(step("ArrowLeft", false, { row: 2, column: 0 }, { ...size, ticks: true })).toEqual({ row: 2, column: -1 });
    expect(step("ArrowLeft", false, { row: 2, column: 0 }, size)).toEqual({ row: 2, column: 0 });
    expect(step("Home", false, { row: 2, column: 2 }, { ...size, ticks: true })).toEqual({ row: 2, column: 0 });
    // A box to tick is in no block of cells.
    expect(blockOf({ row: 1, column: -1 }, { row: 2, column: 1 })).toEqual({ top: 1, bottom: 2, left: 0, right: 1 });
  });
});

describe("columns of linked records", () => {
  const practice = kinds.find((k) => k.name === "practice") as KindInfo;
  const pcnMark = kinds.find((k) => k.name === "pcn_mark") as KindInfo;

  it("are those of what a record names, and of what that names in turn", () => {
    const found = linked(practice, kinds, []);
    expect(found).toContainEqual({ path: "pcn.code", label: "PCN: ODS code", field: "ODS code", way: "PCN now", type: { is: "text", long: false, max: 6 } });
    expect(found).toContainEqual({ path: "pcn.place.name", label: "Place: Name", field: "Name", way: "PCN now, Place", type: { is: "text", long: false, max: 120 } });
    expect(Math.max(...found.map((c) => c.path.split(".").length))).toBeLessThanOrEqual(3);
    expect(linked(pcnMark, kinds, []).map((c) => c.path)).toContain("pcn.place.code");
  });

  it("are found through a column that is worked out, too", () => {
    const plain = { ...practice, fields: practice.fields.filter((f) => f.name !== "pcn") };
    const shown: ViewColumn[] = [{ path: "pcn_now", label: "PCN now", type: { is: "ref", kind: "pcn" } }];
    expect(linked(plain, kinds, []).length).toBe(0);
    expect(linked(plain, kinds, shown).map((c) => c.path)).toContain("pcn_now.place.name");
  });

  it("never lead round in a circle", () => {
    const self: KindInfo = { ...practice, name: "group", fields: [{ name: "parent", label: "Parent", help: "", type: { is: "ref", kind: "group" }, required: false, fixed: false }] };
    expect(linked(self, [self], [])).toEqual([]);
  });

  it("narrow the list down where they are shown, and say so in words when they no longer are", () => {
    const shown: ViewColumn[] = [{ path: "name", label: "Name", type: { is: "text", long: false, max: 120 } }, { path: "marks_now", label: "Marks now", type: { is: "text", long: false, max: 0 } }];
    const filter = { field: { path: "pcn.place.name", op: "contains" as const, value: "Dene" } };
    const wide = withColumns(practice, kinds, shown, pathsIn({ and: [filter] }));
    expect(wide.fields.map((f) => f.name).filter((name) => !practice.fields.some((f) => f.name === name))).toEqual(["marks_now", "pcn.place.name"]);
    expect(filterInWords(filter, wide, kinds, new Map())).toBe("Place: Name contains Dene");
  });

  it("have their heading before the list has come", () => {
    expect(linkedLabel(practice, "pcn.place.name", kinds, [])).toBe("Place: Name");
    expect(linkedLabel(practice, "name", kinds, [])).toBeUndefined();
  });
});

describe("columns", () => {
  const column = (path: string): ViewColumn => ({ path, label: "Quite a long heading", type: { is: "text", long: false, max: 100 } });

  it("give up a few pixels rather than make the list scroll sideways, but not many", () => {
    const columns = [column("a"), column("b")];
    const setup = { columns: columns.map((c) => ({ path: c.path, width: null })), frozen: 1 };
    const natural = widths(setup, columns, [], 0).reduce((a, b) => a + b);
    expect(widths(setup, columns, [], natural - 20).reduce((a, b) => a + b)).toBeLessThanOrEqual(natural - 20);
    expect(widths(setup, columns, [], natural - 200).reduce((a, b) => a + b)).toBe(natural);
  });

  it("are sorted beside, moved and made wider by keys on their heading", () => {
    const press = (key: string, more = {}) => headCommand({ key, ctrlKey: false, metaKey: false, altKey: false, shiftKey: true, ...more });
    expect(press("Enter")).toEqual({ does: "sort-beside" });
    expect(press("ArrowLeft")).toEqual({ does: "wider", by: -1 });
    expect(press("ArrowRight", { ctrlKey: true })).toEqual({ does: "move", by: 1 });
    expect([press("ArrowRight", { shiftKey: false }), press("ArrowDown"), press("ArrowLeft", { altKey: true })]).toEqual([null, null, null]);
  });
});
