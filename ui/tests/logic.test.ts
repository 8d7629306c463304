import { describe, expect, it, vi } from "vitest";
import type { FindingInfo } from "../bindings/FindingInfo";
import { areaOfKind, areaOfRoute, areas, entriesOf, pagesBelow } from "../src/logic/areas";
import { asFault, faultDetails } from "../src/logic/faults";
import { chips, filterInWords, howOptions, join, makeFilter, withOwn } from "../src/logic/filters";
import { groupByRule, placeOfFinding, ruleHeading } from "../src/logic/findings";
import { byAction } from "../src/logic/history";
import { byWhat, rowsLeftOut, share } from "../src/logic/imports";
import { isTyping, shortcut } from "../src/logic/keys";
import { answeredCount, beside, fileName, rowsPlace, taskState, todoByQuestion } from "../src/logic/returns";
import { onShortcut, runShortcut } from "../src/logic/shortcuts";
import { readSteps } from "../src/logic/steps";
import { kinds } from "./preview/kinds";
import { makeReturn, settle } from "./preview/returns";

describe("places", () => {
  it("are eight areas and four pages, in the order that was decided", () => {
    expect(areas.map((a) => a.label)).toEqual(["Home", "Our area", "Contacts", "Boards and meetings", "Placements", "Workforce and training", "KPIs and maturity", "Plans, risks and money"]);
    expect(pagesBelow.map((p) => p.label)).toEqual(["Packs", "Sharing and copies", "Import a spreadsheet", "Settings and help"]);
  });
  it("an area lists only what exists", () => {
    expect(entriesOf("our-area", kinds).map((e) => e.label)).toContain("Practices");
    expect(entriesOf("placements", kinds)).toEqual([]);
    expect(entriesOf("kpis-and-maturity", kinds).map((e) => e.label)).toEqual(["Returns", "Indicators"]);
  });
  it("a record belongs to the area of its type", () => {
    expect(areaOfRoute({ page: "record", kind: "pcn", id: "1" }, kinds)).toBe("our-area");
    expect(areaOfKind(kinds.find((k) => k.name === "indicator"))).toBe("kpis-and-maturity");
    expect(areaOfRoute({ page: "settings" }, kinds)).toBeNull();
  });
});

describe("keys", () => {
  const press = (key: string, more: Partial<Parameters<typeof shortcut>[0]> = {}) =>
    ({ key, code: "", ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });
  it("Alt and a figure lead to an area, by the key and not by the letter it makes", () => {
    expect(shortcut(press("¡", { altKey: true, code: "Digit1" }), true)).toEqual({ does: "area", key: 1 });
    expect(shortcut(press("9", { altKey: true, code: "Digit9" }), false)).toBeNull();
  });
  it("undo belongs to the typing while somebody types", () => {
    expect(shortcut(press("z", { ctrlKey: true }), false)).toEqual({ does: "undo" });
    expect(shortcut(press("z", { ctrlKey: true }), true)).toBeNull();
    expect(shortcut(press("Z", { ctrlKey: true, shiftKey: true }), false)).toEqual({ does: "redo" });
  });
  it("Ctrl+Shift+F searches everywhere, Ctrl+F here", () => {
    expect(shortcut(press("F", { ctrlKey: true, shiftKey: true }), true)).toEqual({ does: "search" });
    expect(shortcut(press("f", { ctrlKey: true }), true)).toEqual({ does: "find" });
  });
  it("no letter alone does anything", () => {
    for (const letter of "abcdefghijklmnopqrstuvwxyz?/") expect(shortcut(press(letter), false)).toBeNull();
  });
  it("typing is told from choosing", () => {
    document.body.innerHTML = '<input id="a"><input type="radio" id="b"><textarea id="c"></textarea><button id="d"></button>';
    expect(["a", "b", "c", "d"].map((id) => isTyping(document.getElementById(id)))).toEqual([true, false, true, false]);
  });
});

describe("a shortcut of a page", () => {
  it("that is pressed while the page is still being read is obeyed once it is there, and only there", async () => {
    const edit = vi.fn();
    expect(runShortcut("edit")).toBe(false);
    onShortcut("find", vi.fn())();
    const leave = onShortcut("edit", edit);
    await Promise.resolve();
    expect(edit).toHaveBeenCalledTimes(1);
    leave();
    runShortcut("edit");
    window.location.hash = "#/elsewhere";
    onShortcut("edit", edit)();
    runShortcut("save");
    onShortcut("save", edit)();
    await Promise.resolve();
    expect(edit).toHaveBeenCalledTimes(1);
  });
});

describe("filters", () => {
  const practice = kinds.find((k) => k.name === "practice");
  const say = (...args: Parameters<typeof makeFilter>) => filterInWords(makeFilter(...args), practice, kinds, new Map([["pcn-1", "Avon Reach PCN"]]));
  it("are read out in words", () => {
    expect(say("status", "is", "open")).toBe("Status is Open");
    expect(say("status", "isnt", "closed")).toBe("Status is Closed".replace("is", "is not"));
    expect(say("list_size", "at_least", 5000)).toBe("List size is at least 5,000");
    expect(say("opened", "at_most", "2025-04-01")).toBe("Opened is on or before 1 April 2025");
    expect(say("pcn", "is", "pcn-1")).toBe("PCN now is Avon Reach PCN");
    expect(say("pcn", "filled", null)).toBe("PCN now is filled in");
    expect(say("name", "contains", "road")).toBe("Name contains road");
  });
  it("any filter of the core has words, whatever its shape", () => {
    const filter = { or: [{ exists: { kind: "practice_mark", field: "practice", filter: null } }, { not: { and: [makeFilter("name", "is", "A"), makeFilter("pcn.name", "contains", "x")] } }] };
    expect(filterInWords(filter, practice, kinds, new Map())).toBe("has practice coverage or not (Name is exactly A and Name contains x)");
  });
  it("come apart into chips and together again", () => {
    const [a, b] = [makeFilter("name", "contains", "x"), makeFilter("status", "is", "open")];
    expect(chips(join([a, b]))).toEqual([a, b]);
    expect([join([]), join([a])]).toEqual([null, a]);
  });
  it("offer comparisons that fit the field", () => {
    expect(howOptions({ is: "date" }).map((o) => o.label)).toContain("is on or after");
    expect(howOptions({ is: "yes_no" }).map((o) => o.how)).toEqual(["is", "isnt", "empty", "filled"]);
  });

  it("name a column that the hub made itself as the team calls it", () => {
    const own = withOwn(practice!, [{ id: "c1", path: "own.c1", name: "Parking", heading: "Parking" }]);
    expect(filterInWords(makeFilter("own.c1", "contains", "door"), own, kinds, new Map())).toBe("Parking contains door");
  });
});

describe("what needs attention", () => {
  const item = (rule: string, severity: string, title: string, due: string | null = null): FindingInfo => ({ rule, severity, kind: "pcn", id: title, title, text: "", fix: "", due });
  it("two records that may be the same lead to what is to be settled, everything else to its record", () => {
    const found = { rule: "record.may_be_same", severity: "note", kind: "person", id: "p1", title: "Ann", text: "", fix: "", due: null };
    expect(placeOfFinding(found)).toEqual({ page: "to-settle", record: "p1", kind: "", what: "" });
    expect(placeOfFinding({ ...found, rule: "person.x" })).toEqual({ page: "record", kind: "person", id: "p1" });
  });

  it("is grouped by rule, the worst first, then what is due first", () => {
    const groups = groupByRule([item("pcn.size", "note", "B"), item("return.due", "due", "R", "2025-10-31"), item("pcn.size", "note", "A"), item("x.y", "breach", "X")], kinds);
    expect(groups.map((g) => [g.rule, g.items.map((i) => i.title).join()])).toEqual([["x.y", "X"], ["return.due", "R"], ["pcn.size", "A,B"]]);
  });
  it("a rule without a heading is named from its code", () => {
    expect(ruleHeading("practice.with_old_pcn", kinds)).toBe("Practices: with old PCN");
    expect(ruleHeading("practice.without_pcn", kinds)).toBe("Practices without a PCN");
    expect(ruleHeading("new_rule.some_thing", kinds)).toBe("New rule: some thing");
  });
});

it("the edits of one action stand together", () => {
  const cell = { value: null, text: "", state: "missing" };
  const entry = (action: string, field: string) => ({ at: 1, who: "A", laptop: "L", action, label: action, field, field_label: field, old: cell, new: cell, reason: field === "b" ? "why" : "" });
  expect(byAction([entry("2", "a"), entry("2", "b"), entry("1", "a")]).map((e) => [e.action, e.fields.length, e.reason])).toEqual([["2", 2, "why"], ["1", 1, ""]]);
});

it("renamed, closed and moved come first in an import", () => {
  const change = (what: string) => ({ kind: "practice", title: what, what, fields: [] });
  expect(byWhat(["added", "other", "changed", "moved", "renamed", "closed"].map(change)).map((g) => g.what)).toEqual(["renamed", "closed", "moved", "changed", "added", "other"]);
  expect(rowsLeftOut([{ reason: "", rows: 3, examples: [] }, { reason: "", rows: 4, examples: [] }])).toBe(7);
  expect([share(0, 0), share(5, 10), share(20, 10)]).toEqual([null, 0.5, 1]);
});

describe("a return", () => {
  const page = settle(makeReturn(false));
  const answer = (number: string) => page.answers.find((a) => a.number === number);
  it("says of each question what is missing", () => {
    const [one, six, nine] = [answer("1"), answer("6"), answer("9")];
    expect([one, six, nine].map((a) => a && taskState(a, page))).toEqual(["ready", "both", "narrative"]);
    expect(one && taskState(one, { ...page, frozen: true })).toBe("frozen");
    expect(answeredCount(page)).toBe(1);
  });
  it("knows the questions around one", () => {
    expect([beside(page, "13b").prior?.number, beside(page, "13b").next?.number, beside(page, "20").next]).toEqual(["13a", "14", undefined]);
  });
  it("opens the very view that a figure counts", () => {
    const spec = answer("8")?.numerator;
    expect(spec && rowsPlace(spec, "KPI 8")).toEqual({ page: "rows", set: "kpi.8.numerator", params: { from: "2025-04-01", to: "2025-09-30" }, title: "KPI 8", view: { filter: null, sort: [], search: "", group: "" } });
  });
  it("has one line to do for each question", () => {
    const lines = todoByQuestion(page);
    expect(lines.find((l) => l.number === "6")?.texts).toHaveLength(2);
    expect(new Set(lines.map((l) => l.number)).size).toBe(lines.length);
  });
  it("gives a file name that every system takes", () => expect(fileName('KPI: "A/B" <1>?')).toBe("KPI- -A-B- -1--"));
});

it("the steps of setting up follow what the hub file holds", async () => {
  const steps = await readSteps(kinds, (kind) => Promise.resolve(kind === "practice" ? 118 : 0));
  expect(steps.map((s) => [s.route.page, s.done, s.result])).toEqual([
    ["import", true, "118 practices"], ["import", false, ""], ["import", true, "118 practices"], ["list", false, ""], ["returns", false, ""]]);
  expect(await readSteps([], () => Promise.resolve(0))).toEqual([]);
});

it("whatever is thrown becomes a fault in words", () => {
  const fault = { code: "disk_full", message: "The disk is full.", hint: "Make room." };
  expect(asFault(fault)).toEqual(fault);
  expect(asFault(new Error("x"))).toMatchObject({ code: "window", hint: "Error: x" });
  expect(faultDetails(fault, "0.1.0", "#/home")).toBe("Hubfolio 0.1.0\nPage: #/home\nCode: disk_full\nThe disk is full.\nMake room.");
});
