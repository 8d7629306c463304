import { describe, expect, it, vi } from "vitest";
import type { ViewPage } from "../bindings/ViewPage";
import { RowWindows, WINDOW } from "../src/logic/windows";

interface Asked {
  offset: number;
  answer: (generation?: number) => Promise<void>;
  fail: () => Promise<void>;
}

/** A list of 20,000 rows whose replies come when the test says so. */
function list(total = 20_000) {
  const asked: Asked[] = [];
  const settled = (): Promise<void> => new Promise((done) => setTimeout(done));
  const onChange = vi.fn();
  const windows = new RowWindows((offset, limit) => new Promise<ViewPage>((resolve, reject) => {
    asked.push({
      offset,
      answer: (generation = 1) => {
        const rows = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, i) => ({ id: `${generation}:${offset + i}`, title: "", cells: [] }));
        resolve({ generation, kind: "practice", total, columns: [], rows, groups: [] });
        return settled();
      },
      fail: () => {
        reject({ code: "file_unreadable", message: "The hub file could not be read.", hint: "" });
        return settled();
      },
    });
  }), onChange);
  return { windows, asked, onChange };
}

describe("rows in windows", () => {
  it("are asked for once, however often they are in sight", async () => {
    const { windows, asked } = list();
    windows.show(0, 20);
    windows.show(0, 20);
    windows.show(3, 23);
    expect(asked.map((a) => a.offset)).toEqual([0]);
    await asked[0]?.answer();
    windows.show(3, 23);
    expect(asked).toHaveLength(1);
    expect(windows.row(42)?.id).toBe("1:42");
    expect(windows.total).toBe(20_000);
  });

  it("come ahead of a person who scrolls, down or up, and not of one who jumps", async () => {
    const { windows, asked } = list();
    windows.show(1000, 1020);
    await asked[0]?.answer();
    windows.show(1004, 1024);
    expect(asked.map((a) => a.offset)).toEqual([1000, 1100, 1200]);
    await asked[1]?.answer();
    await asked[2]?.answer();
    windows.show(1000, 1020);
    expect(asked.map((a) => a.offset).slice(3)).toEqual([800, 900]);
    await asked[3]?.answer();
    await asked[4]?.answer();
    windows.show(9000, 9020);
    expect(asked.map((a) => a.offset).slice(5)).toEqual([9000]);
  });

  it("span two windows at an edge", async () => {
    const { windows, asked } = list();
    windows.show(90, 110);
    expect(asked.map((a) => a.offset)).toEqual([0, WINDOW]);
  });

  it("scrolled past are not fetched: only the newest wish waits", async () => {
    const { windows, asked } = list();
    windows.show(0, 20);
    await asked[0]?.answer();
    windows.show(1000, 1020);
    windows.show(2000, 2020);
    windows.show(5000, 5020);
    windows.show(9000, 9020);
    expect(asked.map((a) => a.offset)).toEqual([0, 1000, 2000]);
    await asked[1]?.answer();
    expect(asked.map((a) => a.offset)).toEqual([0, 1000, 2000, 9000]);
  });

  it("of an older state of the file are thrown away when a newer one arrives", async () => {
    const { windows, asked } = list();
    windows.show(0, 20);
    await asked[0]?.answer(1);
    windows.show(150, 170);
    await asked[1]?.answer(2);
    expect(windows.row(5)).toBeUndefined();
    expect(windows.row(150)?.id).toBe("2:150");
  });

  it("in sight that were thrown away are asked for again at once", async () => {
    const { windows, asked } = list();
    windows.show(90, 110);
    await asked[0]?.answer(1);
    await asked[1]?.answer(2);
    expect(asked.map((a) => a.offset)).toEqual([0, WINDOW, 0]);
    await asked[2]?.answer(2);
    expect([windows.row(95)?.id, windows.row(105)?.id]).toEqual(["2:95", "2:105"]);
    expect(asked).toHaveLength(3);
  });

  it("that arrive after everything was thrown away are not mixed in", async () => {
    const { windows, asked, onChange } = list();
    windows.show(0, 20);
    windows.reset();
    windows.show(0, 20);
    await asked[0]?.answer(1);
    expect(windows.row(0)).toBeUndefined();
    expect(onChange).not.toHaveBeenCalled();
    await asked[1]?.answer(2);
    expect(windows.row(0)?.id).toBe("2:0");
  });

  it("of before stand until the first of those asked for anew is there, so that no key press goes astray", async () => {
    const { windows, asked } = list();
    windows.show(0, 20);
    await asked[0]?.answer(1);
    windows.reset();
    windows.show(0, 20);
    expect(windows.row(5)?.id).toBe("1:5");
    expect(await Promise.race([windows.load([[5, 5]]), Promise.resolve("asked for")])).toBe("asked for");
    await asked[1]?.answer(2);
    expect(windows.row(5)?.id).toBe("2:5");
    windows.show(100, 120);
    expect(windows.row(105)).toBeUndefined();
  });

  it("of before go where the ones asked for anew can't be read", async () => {
    const { windows, asked } = list();
    windows.show(0, 20);
    await asked[0]?.answer(1);
    windows.reset();
    windows.show(0, 20);
    await asked[1]?.fail();
    expect(windows.row(5)).toBeUndefined();
  });

  it("used longest ago make room", async () => {
    const { windows, asked } = list();
    for (let page = 0; page < 60; page++) {
      windows.show(page * WINDOW, page * WINDOW + 20);
      await asked[page]?.answer();
    }
    expect(windows.row(0)).toBeUndefined();
    expect(windows.row(59 * WINDOW)).toBeDefined();
  });

  it("that cannot be read say so, and can be asked for again", async () => {
    const { windows, asked } = list();
    windows.show(0, 20);
    await asked[0]?.fail();
    expect(windows.fault?.message).toBe("The hub file could not be read.");
    windows.reset();
    windows.show(0, 20);
    await asked[1]?.answer();
    expect(windows.fault).toBeNull();
    expect(windows.row(0)).toBeDefined();
  });

  it("beyond the end are not asked for", async () => {
    const { windows, asked } = list(30);
    windows.show(0, 20);
    await asked[0]?.answer();
    windows.show(0, 500);
    expect(asked).toHaveLength(1);
  });
});
