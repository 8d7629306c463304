import { describe, expect, it } from "vitest";
import type { SharingPage } from "../bindings/SharingPage";
import type { TeamLaptop } from "../bindings/TeamLaptop";
import { heldText, holds, noteText } from "../src/logic/laptops";
import { asksForWords, isForColleagues, matters, recordsByWhat, refusal, shareOf, sizeInText, typedWords, wordsIn } from "../src/logic/sharing";

const laptop = (more: Partial<TeamLaptop>): TeamLaptop => ({
  key: "l", name: "Sam’s laptop", person: "Sam Okafor", state: "admitted", check_code: "", edits: 0, held: 0, last_edit: null, behind: 0, notes: [], ...more,
});
const fault = (code: string, message: string, hint = "") => ({ code, message, hint });

describe("words that open a file", () => {
  it.each(["amber canal maple", "Amber-Canal-Maple", "  amber\n canal,  maple. ", "1. amber\r\n2. canal\r\n3. maple", "1. amber 2. canal 3. maple"])("%j are the same three", (text) => expect(wordsIn(text)).toEqual(["amber", "canal", "maple"]));
  it("nothing typed is none", () => expect(typedWords("  ")).toBeNull());
});

it.each([[12, "12 bytes"], [18_400, "18 kB"], [999_600, "1 MB"], [1_240_000, "1.2 MB"]])("%i bytes are %s", (bytes, text) => expect(sizeInText(bytes)).toBe(text));

describe("what a laptop has", () => {
  it.each([
    [laptop({ behind: 0 }), "Has everything that is here"], [laptop({ behind: 1 }), "Lacks 1 edit that is here"], [laptop({ behind: 61 }), "Lacks 61 edits that are here"],
    [laptop({ behind: null }), "Not known what it has"], [laptop({ state: "blocked", behind: 4 }), undefined], [laptop({ state: "waiting", behind: null }), undefined],
  ])("%#", (one, text) => expect(holds(one)?.text).toBe(text));

  it("held edits say why they are held", () => {
    expect(heldText(laptop({ state: "waiting", held: 6 }))).toBe("6 edits held until it is admitted");
    expect(heldText(laptop({ state: "blocked", held: 1 }))).toBe("1 edit held, since it is blocked");
    expect(heldText(laptop({ held: 0 }))).toBe("");
  });

  it("a remark known by name becomes a sentence, any other stays", () => {
    expect(noteText("restored copy")).toBe("A copy of its hub file was put back");
    expect(noteText("Its clock is 2 hours ahead.")).toBe("Its clock is 2 hours ahead.");
  });
});

describe("what waits between colleagues", () => {
  const now = Date.UTC(2026, 10, 22, 10);
  const base: SharingPage = {
    this: laptop({ state: "this" }), others: [laptop({})], unsent: 0, last_sent: now - 86_400_000, waiting: [], invitations: [], to_settle: 0, folder: null, papers: [], by_itself: false,
    last_copy: null, has_recovery: false, files: [],
  };
  const whats = (more: Partial<SharingPage>): string[] => matters({ ...base, ...more }, now).map((m) => m.what);

  it("is nothing in a team that is up to date", () => expect(whats({})).toEqual([]));
  it("a few edits of today are no matter", () => expect(whats({ unsent: 49 })).toEqual([]));
  it("fifty unsent edits are", () => expect(whats({ unsent: 50 })).toEqual(["unsent"]));
  it("one edit is, after three days without a file", () => expect(whats({ unsent: 1, last_sent: now - 4 * 86_400_000 })).toEqual(["unsent"]));
  it("one edit is, when no file was ever made", () => expect(whats({ unsent: 1, last_sent: null })).toEqual(["unsent"]));
  it("who works alone is not reminded of sending", () => expect(whats({ others: [], unsent: 500, last_sent: null })).toEqual([]));
  it("this laptop waiting comes first, then what is to be settled", () => {
    expect(whats({ this: laptop({ state: "waiting" }), others: [laptop({ state: "waiting" })], to_settle: 2, folder: { name: "F", reachable: true, new_files: 1, unreadable: [], last_put: null } }))
      .toEqual(["here", "settle", "laptops", "files"]);
  });
});

describe("what a file is made of", () => {
  const choice = { everything: false, protection: "colleagues", words: "one two", withoutFiles: false, part: 2, invitation: "" };
  it("words typed for another protection are not sent along", () => expect(shareOf(choice).words).toBeNull());
  it("own words are", () => expect(shareOf({ ...choice, protection: "words", words: " One  two " }).words).toBe("one two"));
  it("an invitation takes everything along and is protected by its own words", () => {
    expect(shareOf({ ...choice, protection: "none", invitation: "inv-1" }))
      .toEqual({ everything: true, protection: "words", words: "one two", without_files: false, part: 2, invitation: "inv-1" });
  });
});

describe("a refused file", () => {
  it("always says that nothing was altered, and says it once", () => {
    expect(refusal(fault("file_newer", "Made by a newer version.", "Update first."))).toEqual(["Made by a newer version. Your data was not changed.", "Update first."]);
    expect(refusal(fault("file_damaged", "The file is damaged. Your data was not changed."))).toEqual(["The file is damaged. Your data was not changed."]);
  });
  it("for want of words is asked about, not refused", () => {
    expect([asksForWords(fault("words_needed", "")), asksForWords(fault("words_wrong", "")), asksForWords(fault("file_damaged", ""))]).toEqual([true, true, false]);
  });
});

it("records that need a decision come first, and none is left out", () => {
  const record = (what: string) => ({ kind: "practice", kind_label: "Practice", id: what, title: what, what, fields: [], by: "" });
  expect(recordsByWhat(["added", "erased", "removed", "two_versions", "added"].map(record)).map((g) => [g.what, g.records.length]))
    .toEqual([["two_versions", 1], ["removed", 1], ["added", 2], ["erased", 1]]);
});

it("a file for colleagues is known by its ending", () => {
  expect(["a.hubx", "A.HUBX", "a.hubx.csv", "hubx"].map(isForColleagues)).toEqual([true, true, false, false]);
});
