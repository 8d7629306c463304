import { describe, expect, it } from "vitest";
import type { FieldInfo } from "../bindings/FieldInfo";
import type { FieldTypeInfo } from "../bindings/FieldTypeInfo";
import { helpOf, inSentence, inWords, readField, severalOf, typedOf } from "../src/logic/fields";

const types: Record<string, FieldTypeInfo> = {
  text: { is: "text", long: false, max: 10 }, long: { is: "text", long: true, max: 0 }, integer: { is: "integer", min: 0, max: 100, unit: "patients" },
  wte: { is: "hundredths", min: 0, max: 200, unit: "WTE" }, percent: { is: "hundredths", min: null, max: null, unit: "%" }, money: { is: "money" }, date: { is: "date" },
  yes: { is: "yes_no" }, choice: { is: "choice", list: "status", open: false, options: [{ value: "open", label: "Open" }] }, ref: { is: "ref", kind: "pcn" },
};
const field = (type: string, required = false): FieldInfo => ({ name: "f", label: "List size", help: "", type: types[type] as FieldTypeInfo, required, fixed: false });
const typed = (text: string, id = "") => ({ text, id });
const read = (type: string, text: string, id = "", required = false) => readField(field(type, required), typed(text, id), "2026-08-22");
const cell = (value: string | number | null, text = "", state = "known") => ({ value, text, state });

describe("what was typed", () => {
  it.each([
    ["text", " Abbey ", "Abbey"], ["integer", "12", 12], ["wte", "0.6", 60], ["percent", "85.5 %", 8550], ["money", "£1,000", 100000], ["date", "30/9/25", "2025-09-30"],
    ["yes", "yes", true], ["yes", "no", false], ["choice", "open", "open"], ["text", "", null], ["long", "Two\nlines\n\n", "Two\nlines"],
  ])("in a %s field as %s is kept as %s", (type, text, value) => expect(read(type, text)).toEqual({ value }));

  it.each([
    ["integer", "12x", "List size must be a whole number, such as 1,250"], ["integer", "-1", "List size must be 0 or more"], ["integer", "101", "List size must be 100 or less"],
    ["wte", "2.01", "List size must be 2 or less"], ["wte", "x", "List size must be a number with up to 2 decimals, such as 1.5"],
    ["money", "x", "List size must be an amount in pounds, such as 1,250.00"], ["date", "31/2/25", "List size must be a real date, such as 30/09/2025"],
    ["text", "12345678901", "List size must be 10 characters or fewer"], ["ref", "Arden", "Choose list size from the results"],
  ])("in a %s field as %s is refused with a sentence", (type, text, error) => expect(read(type, text)).toEqual({ error }));

  it("a required field says what to do", () => {
    expect(read("text", " ", "", true)).toEqual({ error: "Enter list size" });
    expect(read("ref", "", "", true)).toEqual({ error: "Choose list size" });
  });

  it("a chosen record is kept by its identifier", () => expect(read("ref", "Arden PCN", "pcn-1")).toEqual({ value: "pcn-1" }));
});

it("what is kept can be shown for typing and read back", () => {
  const kept: [string, string | number][] = [["integer", 42], ["wte", 65], ["money", 123405], ["date", "2025-09-30"], ["choice", "open"], ["text", "Abbey"]];
  for (const [type, value] of kept) {
    const shown = typedOf(types[type] as FieldTypeInfo, cell(value));
    expect(read(type, shown.text, shown.id)).toEqual({ value });
  }
  expect(typedOf(types.ref as FieldTypeInfo, cell("pcn-1", "Arden PCN"))).toEqual({ text: "Arden PCN", id: "pcn-1" });
  expect(typedOf(types.yes as FieldTypeInfo, cell(1, "Yes")).text).toBe("yes");
});

it("an open list is typed in its own words, and takes new ones", () => {
  const open: FieldInfo = { ...field("choice"), type: { is: "choice", list: "mark", open: true, options: [{ value: "on_roles", label: "Engaged on new roles" }] } };
  const kept = (text: string) => readField(open, typed(text), "2026-08-22");
  expect(typedOf(open.type, cell("on_roles", "Engaged on new roles")).text).toBe("Engaged on new roles");
  expect(kept("engaged on new roles")).toEqual({ value: "on_roles" });
  expect(kept("on_roles")).toEqual({ value: "on_roles" });
  expect(kept("Visited in spring")).toEqual({ value: "Visited in spring" });
  expect(typedOf(open.type, cell("Visited in spring", "Visited in spring")).text).toBe("Visited in spring");
});

it("values are worded for text", () => {
  const say = (type: string, ...args: Parameters<typeof cell>) => inWords(types[type] as FieldTypeInfo, cell(...args));
  expect(say("date", "2025-09-30", "30/09/2025")).toBe("30 September 2025");
  expect(say("integer", 1250, "1250")).toBe("1,250 patients");
  expect(say("percent", 8550, "")).toBe("85.5%");
  expect(say("money", 100000, "")).toBe("£1,000");
  expect(say("text", null)).toBe("");
  expect(say("text", null, "", "erased")).toBe("Erased");
  expect(say("ref", "pcn-1", "Arden PCN", "removed")).toBe("Arden PCN (removed)");
});

it("labels keep their capitals inside a sentence only where they are abbreviations", () => {
  expect(["List size", "PCN now", "ODS code", "E-mail"].map(inSentence)).toEqual(["list size", "PCN now", "ODS code", "e-mail"]);
});

it.each([
  ["Practice", "Practices", "practices"], ["PCN", "PCNs", "PCNs"], ["Person", "People", "people"], ["Board or group", "Boards and groups", "boards and groups"],
  ["Engagement strategy", "Engagement strategies", "engagement strategies"], ["Contact", "Contact log", "contacts"], ["Team member", "Our team", "team members"],
  ["Practice coverage mark", "Practice coverage", "practice coverage marks"], ["Engagement activity", "Engagement plan", "engagement activities"],
  ["Line of accountability", "Who reports to whom", "lines of accountability"], ["Feedback round", "360 feedback", "feedback rounds"],
])("several of %s, in a list called %s, are counted as %s", (one, many, several) => expect(severalOf({ one, many })).toBe(several));

describe("the help under a label", () => {
  const helpAs = (label: string, help: string) => helpOf({ ...field("text"), label, help });
  it.each([["Name", "Name."], ["Practice", "The practice."], ["List size", " list size "]])("that only repeats %s is left out", (label, help) => {
    expect(helpAs(label, help)).toBe("");
  });
  it("that says more is shown", () => expect(helpAs("Closed", "Last day; empty while it is open.")).toBe("Last day; empty while it is open."));
});
