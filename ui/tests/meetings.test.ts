import { describe, expect, it } from "vitest";
import { asked } from "../src/logic/declaring";
import { actionLine, clock, inTable, minutesBetween, modeOf, nextPlace, nextStep, nowAndNext, withDrafted, yearsBack } from "../src/logic/meetings";

describe("a meeting page", () => {
  it("reads an action from one line, all three parts of it", () => {
    expect(actionLine("Write to the university; Ann Archer ;12/06/2026")).toEqual({ what: "Write to the university", owner: "Ann Archer", due: "12/06/2026" });
    for (const bad of ["", "Write", "Write; Ann", "; Ann; 1/1/26", "a; b; c; d"]) expect(actionLine(bad), bad).toBeNull();
  });

  it("writes times of day with two figures", () => {
    expect(clock(new Date(2026, 0, 1, 9, 5))).toBe("09:05");
  });

  it("is prepared before its day, run on it and closed after it", () => {
    expect(modeOf({ state: "planned", day: "2026-06-02" }, "2026-06-01")).toBe("prepare");
    expect(modeOf({ state: "held", day: "2026-06-01" }, "2026-06-01")).toBe("run");
    expect(modeOf({ state: "held", day: "2026-05-31" }, "2026-06-01")).toBe("close");
    expect(modeOf({ state: "cancelled", day: "2026-06-02" }, "2026-06-01")).toBe("close");
  });

  it("takes minutes one step at a time", () => {
    expect(["", "draft", "checked", "approved", "published"].map(nextStep)).toEqual(["draft", "check", "approve", "publish", null]);
  });

  it("adds an item at the end", () => {
    expect(nextPlace([])).toBe(1);
    expect(nextPlace([{ place: 4 }, { place: 2 }])).toBe(5);
  });

  it("adds each proposed sentence once", () => {
    expect(withDrafted("Agreed.", ["Ann left."])).toBe("Agreed.\nAnn left.");
    expect(withDrafted("Agreed.\nAnn left.", ["Ann left."])).toBe("Agreed.\nAnn left.");
    expect(withDrafted(" ", ["Ann left."])).toBe("Ann left.");
  });

  it("knows the item under discussion and the one after it", () => {
    const [done, on, new_] = [{ started: true, finished: true }, { started: true, finished: false }, { started: false, finished: false }];
    expect(nowAndNext([new_, new_])).toEqual({ now: null, next: new_ });
    expect(nowAndNext([done, on, new_])).toEqual({ now: on, next: new_ });
    expect(nowAndNext([new_, done, on])).toEqual({ now: on, next: null });
    expect(nowAndNext([])).toEqual({ now: null, next: null });
  });

  it("counts whole minutes, and none backwards or from nothing", () => {
    expect(["10:05", "09:30", "09:00"].map((to) => minutesBetween("09:30", to))).toEqual([35, 0, 0]);
    expect(minutesBetween("", "10:00")).toBe(0);
  });

  it("goes through a table of buttons by arrows and stops at its edges", () => {
    expect(inTable("ArrowDown", [0, 2], 3, 4)).toEqual([1, 2]);
    expect(inTable("ArrowUp", [0, 2], 3, 4)).toEqual([0, 2]);
    expect(inTable("ArrowRight", [1, 3], 3, 4)).toEqual([1, 3]);
    expect(inTable("End", [0, 1], 3, 4)).toEqual([2, 1]);
    expect(inTable("a", [0, 0], 3, 4)).toBeNull();
  });
});

describe("the years of a board", () => {
  it("begin with the financial year of today", () => {
    expect(yearsBack("2026-03-31", 2)).toEqual([["2025-04-01", "2025-26"], ["2024-04-01", "2024-25"]]);
    expect(yearsBack("2026-04-01", 1)).toEqual([["2026-04-01", "2026-27"]]);
    expect(yearsBack("2099-06-01", 1)).toEqual([["2099-04-01", "2099-00"]]);
  });
});

describe("a declaration", () => {
  it("asks whose interest it is only where it is indirect, its value only where it is financial", () => {
    expect(asked("", "", false)).toEqual([]);
    expect(asked("nil", "indirect", true)).toEqual(["board", "received", "declared_on"]);
    expect(asked("interest", "indirect", false)).toContain("whose");
    expect(asked("interest", "financial", false)).not.toContain("whose");
    expect(asked("interest", "financial", false)).toContain("value_band");
    expect(asked("interest", "personal", true)).toContain("withheld_because");
  });
});
