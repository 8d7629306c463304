import { describe, expect, it } from "vitest";
import { ariaSort, drawn, nextSort, ROW_HEIGHT, scrollTo, sortPlace, step } from "../src/logic/grid";

const size = { rows: 20_000, columns: 6, page: 15 };

describe("keys in a list", () => {
  it.each([
    ["ArrowDown", false, { row: 0, column: 0 }, { row: 1, column: 0 }],
    ["ArrowUp", false, { row: 0, column: 2 }, { row: -1, column: 2 }],
    ["ArrowUp", false, { row: -1, column: 2 }, { row: -1, column: 2 }],
    ["ArrowRight", false, { row: 3, column: 5 }, { row: 3, column: 5 }],
    ["ArrowLeft", true, { row: 3, column: 5 }, { row: 3, column: 0 }],
    ["Home", false, { row: 3, column: 5 }, { row: 3, column: 0 }],
    ["End", true, { row: 3, column: 0 }, { row: 19_999, column: 5 }],
    ["Home", true, { row: 300, column: 3 }, { row: 0, column: 0 }],
    ["PageDown", false, { row: 19_990, column: 1 }, { row: 19_999, column: 1 }],
    ["PageUp", false, { row: 3, column: 1 }, { row: 0, column: 1 }],
  ])("%s (with Ctrl: %s) from %o goes to %o", (key, ctrl, from, to) => expect(step(key, ctrl, from, size)).toEqual(to));

  it("that are not the list's are left alone", () => {
    expect(step("Tab", false, { row: 0, column: 0 }, size)).toBeNull();
    expect(step("a", false, { row: 0, column: 0 }, size)).toBeNull();
  });
});

it("only rows in sight are drawn, and none beyond the end", () => {
  expect(drawn(0, 320, 20_000)).toEqual({ first: 0, end: 18 });
  expect(drawn(320_000, 320, 20_000)).toEqual({ first: 9992, end: 10_018 });
  expect(drawn(0, 320, 3)).toEqual({ first: 0, end: 3 });
  expect(drawn(5000, 320, 0)).toEqual({ first: 0, end: 0 });
});

it("a row out of sight is scrolled to, one in sight is not", () => {
  expect(scrollTo(0, 500, 320)).toBe(0);
  expect(scrollTo(5, 0, 320)).toBeNull();
  expect(scrollTo(100, 0, 320)).toBe(101 * ROW_HEIGHT - 320);
});

it("a heading sorts up, then down, then as the list comes", () => {
  const up = nextSort([], "name");
  const down = nextSort(up, "name");
  expect([up, down, nextSort(down, "name")]).toEqual([[{ path: "name", descending: false }], [{ path: "name", descending: true }], []]);
  expect(nextSort(down, "code")).toEqual([{ path: "code", descending: false }]);
  const both = nextSort(up, "code", true);
  expect(both).toEqual([{ path: "name", descending: false }, { path: "code", descending: false }]);
  expect([sortPlace(both, "name"), sortPlace(both, "code"), sortPlace(both, "pcn")]).toEqual([1, 2, 0]);
  expect(nextSort(nextSort(both, "code", true), "code", true)).toEqual(up);
  expect(nextSort(both, "code")).toEqual([{ path: "code", descending: false }]);
  expect([ariaSort(up, "name"), ariaSort(down, "name"), ariaSort(down, "code")]).toEqual(["ascending", "descending", "none"]);
});
