import { describe, expect, it } from "vitest";
import type { FieldVersion } from "../bindings/FieldVersion";
import type { ParagraphPair } from "../bindings/ParagraphPair";
import type { SettlePage } from "../bindings/SettlePage";
import type { ToSettle } from "../bindings/ToSettle";
import { around, bulkOf, cellOf, composed, firstTaken, heading, kindsIn, settleOf, shown, whatsIn, writers } from "../src/logic/settling";

const item = (id: string, kind: string, what: string, people: string[]): ToSettle => ({
  id, what, kind, kind_label: kind.toUpperCase(), record: id, title: id, field: null, field_label: null, sentence: "", versions: 2, people, at: 0,
});
const items = [item("a", "practice", "field", ["Sam", "Priya"]), item("b", "person", "removed", ["Sam"]), item("c", "practice", "field", ["Sam", "Ann"])];

describe("the list", () => {
  it("is narrowed by type of record and by what happened", () => {
    expect(shown(items, { kind: "practice", what: "" }).map((i) => i.id)).toEqual(["a", "c"]);
    expect(shown(items, { kind: "", what: "removed" }).map((i) => i.id)).toEqual(["b"]);
    expect(shown(items, { kind: "practice", what: "removed" })).toEqual([]);
  });
  it("counts what can be chosen, most first", () => {
    expect(kindsIn(items).map((o) => [o.value, o.count])).toEqual([["practice", 2], ["person", 1]]);
    expect(whatsIn(items).map((o) => [o.label, o.count])).toEqual([["Two versions", 2], ["Removed and edited", 1]]);
    expect(writers(items).map((o) => [o.value, o.count])).toEqual([["Sam", 3], ["Ann", 1], ["Priya", 1]]);
  });
  it("leads to the next one, and from the last to the first", () => {
    expect(around(items, "a").next?.id).toBe("b");
    expect(around(items, "c").next?.id).toBe("a");
    expect(around(items, "gone")).toEqual({ index: -1, next: items[0] });
    expect(around([items[0] as ToSettle], "a").next).toBeUndefined();
  });
  it("a choice for many names the person where one is meant", () => {
    expect(bulkOf("person:Sam: Okafor")).toEqual({ choice: "person", person: "Sam: Okafor" });
    expect(bulkOf("newest")).toEqual({ choice: "newest", person: null });
  });
});

const words = (text: string) => (text ? [{ text, differs: false }] : []);
const pair = (first: string, second: string): ParagraphPair => ({ first: words(first), second: words(second), same: first === second });
const pairs = [pair("One.", "One."), pair("Two a.", "Two b."), pair("", "Only in b.")];

const texts: [string, string] = ["One.\n\nTwo a.", "One.\n\nTwo b.\n\nOnly in b."];

describe("a text put together from two", () => {
  it("at first loses no paragraph that only one has", () => {
    expect(firstTaken(pairs)).toEqual(["first", "first", "second"]);
    expect(composed(pairs, firstTaken(pairs), texts)).toBe("One.\n\nTwo a.\n\nOnly in b.");
  });
  it("holds what was taken, in order", () => {
    expect(composed(pairs, ["first", "both", "neither"], texts)).toBe("One.\n\nTwo a.\n\nTwo b.");
    expect(composed(pairs, ["neither", "neither", "neither"], texts)).toBe("One.");
  });

  // Lines of a list, blank lines, spaces in between: line by line, as the core pairs them.
  const notes: [string, string][] = [["Asks:", "Asks:"], ["- rooms", "- rooms"], ["- a tutor", "- two tutors"], ["", "- a laptop"], ["Ring in May.", "Ring in May."]];
  const listed = notes.map(([a, b]) => pair(a, b));
  const both: [string, string] = ["Asks:\n- rooms\n- a tutor\n\nRing in May.", "Asks:\n- rooms\n- two tutors\n- a laptop\n \n\nRing in May."];
  it.each([["first", 0], ["second", 1]] as const)("all of the %s gives that version back to the letter", (side, i) => {
    expect(composed(pairs, pairs.map(() => side), texts)).toBe(texts[i]);
    expect(composed(listed, listed.map(() => side), both)).toBe(both[i]);
  });
  it("keeps a list a list", () => {
    expect(composed(listed, ["first", "first", "both", "second", "first"], both)).toContain("- rooms\n- a tutor\n");
    expect(composed(listed, ["first", "first", "second", "second", "first"], both)).toContain("- rooms\n- two tutors\n- a laptop\n");
  });
});

describe("settling", () => {
  const version = (person: string, laptop: string, value: unknown = person) => ({
    token: `t-${laptop}`, text: String(value), value, person, at: 0, doubtful: false, laptop, replaced: "", reason: null, shown: false,
  });
  const page: SettlePage = { item: items[0] as ToSettle, versions: [version("Sam", "A"), version("Sam", "B"), version("Ann", "C")], paragraphs: [], joined: null, can_keep_both: true, can_write: true };

  it("names every version that was on screen", () => {
    expect(settleOf(page, { choice: "keep", token: "t-B" }, "  ")).toEqual({ id: "a", seen: ["t-A", "t-B", "t-C"], choice: "keep", token: "t-B", value: null, reason: null });
  });
  it("a text written anew or joined goes as written", () => {
    expect(settleOf(page, { choice: "joined", value: "Both" }, " Told so ")).toMatchObject({ choice: "write", value: "Both", token: null, reason: "Told so" });
    expect(settleOf(page, { choice: "write", value: null }, "")).toMatchObject({ choice: "write", value: null });
  });
  it("two versions of one person are told apart by their laptops", () => {
    expect(page.versions.map((v) => heading(v, page.versions))).toEqual(["Sam’s version (A)", "Sam’s version (B)", "Ann’s version"]);
    const unknown = version("", "");
    expect(heading(unknown, [page.versions[0] as FieldVersion, unknown])).toBe("Version 2");
  });
  it("a value goes into a form as it is kept", () => {
    expect([cellOf(version("a", "a", 7508)).value, cellOf(version("a", "a", true)).value, cellOf(version("a", "a", null)).state]).toEqual([7508, 1, "missing"]);
  });
});
