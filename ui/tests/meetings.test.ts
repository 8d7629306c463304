import { describe, expect, it } from "vitest";
import { actionLine, clock, modeOf, nextPlace, nextStep, withDrafted } from "../src/logic/meetings";

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
});
