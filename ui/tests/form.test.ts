import { describe, expect, it } from "vitest";
import type { FieldInfo } from "../bindings/FieldInfo";
import { draftBody, draftKey, edited, entriesOf, faultErrors, readForm, settable, withDraft } from "../src/logic/form";

const base = { help: "", required: false, fixed: false };
const fields: FieldInfo[] = [
  { ...base, name: "name", label: "Name", required: true, type: { is: "text", long: false, max: 100 } },
  { ...base, name: "code", label: "ODS code", required: true, fixed: true, type: { is: "text", long: false, max: 6 } },
  { ...base, name: "size", label: "List size", type: { is: "integer", min: 0, max: null, unit: "" } },
  { ...base, name: "pcn", label: "PCN", type: { is: "ref", kind: "pcn" } },
  { ...base, name: "made", label: "Made", type: { is: "moment" } },
];
const state = (name: string, value: string | number | null, text = "") => ({ name, versions: 1, paper: null, cell: { value, text, state: value === null ? "missing" : "known" } });
const before = entriesOf(fields, [state("name", "Abbey"), state("code", "M84001"), state("size", 5000), state("pcn", "pcn-1", "Arden")]);
const typing = (name: string, text: string, id = "") => ({ ...before, [name]: { text, id } });

describe("a form over a record that exists", () => {
  it("saves only what differs", () => {
    expect(readForm(fields, before, typing("size", "5,100"), false, "2026-08-22")).toEqual({ values: { size: 5100 }, errors: {} });
  });
  it("typing back what was there is no edit", () => expect(edited(before, typing("size", "5000"))).toEqual([]));
  it("an emptied field is emptied", () => expect(readForm(fields, before, typing("pcn", ""), false, "").values).toEqual({ pcn: null }));
  it("an emptied required field is refused", () => expect(readForm(fields, before, typing("name", " "), false, "").errors).toEqual({ name: "Enter name" }));
  it("fixed fields and moments cannot be set", () => expect(settable(fields, false).map((f) => f.name)).toEqual(["name", "size", "pcn"]));
  it("a text that names a record without a choice is refused", () => {
    expect(readForm(fields, before, typing("pcn", "Avon"), false, "").errors).toEqual({ pcn: "Choose PCN from the results" });
  });
});

describe("a form for a new record", () => {
  const empty = entriesOf(fields, []);
  it("asks for the required fields, fixed ones too", () => {
    expect(readForm(fields, empty, empty, true, "").errors).toEqual({ name: "Enter name", code: "Enter ODS code" });
  });
  it("sends what is filled and leaves out what is not", () => {
    const now = { ...empty, name: { text: "Abbey", id: "" }, code: { text: "M84001", id: "" } };
    expect(readForm(fields, empty, now, true, "")).toEqual({ values: { name: "Abbey", code: "M84001" }, errors: {} });
  });
  it("takes what a link filled in", () => expect(entriesOf(fields, [], { pcn: "pcn-7" }).pcn).toEqual({ text: "pcn-7", id: "pcn-7" }));
});

describe("unfinished typing", () => {
  it("is kept and offered back", () => {
    const now = typing("name", "Abbey Ro");
    const body = draftBody(before, now);
    expect(body).toEqual({ name: { text: "Abbey Ro", id: "" } });
    expect(withDraft(before, JSON.parse(JSON.stringify(body)))).toEqual(now);
  });
  it("of fields that no longer exist is passed over", () => expect(withDraft(before, { gone: { text: "x", id: "" }, name: "broken" })).toEqual(before));
  it("has a name of its own for each record", () => expect([draftKey("practice", "p1"), draftKey("practice", null)]).toEqual(["practice/p1", "practice/new"]));
});

it("faults of the core stand beside their fields", () => {
  const fault = { code: "invalid", message: "", hint: "", fields: [{ field: "name", message: "Too short." }, { field: "name", message: "Not unique." }] };
  expect(faultErrors(fault)).toEqual({ name: "Too short. Not unique." });
});
