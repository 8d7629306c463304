import { describe, expect, it } from "vitest";
import type { KindInfo } from "../bindings/KindInfo";
import type { RecordPage } from "../bindings/RecordPage";
import { choosable, noOrder, orderIsWrong, requestOf, whatIsWrong } from "../src/logic/erasing";
import { outcome, sideBySide } from "../src/logic/merging";
import { address, route } from "../src/logic/router";
import { kinds } from "./preview/kinds";

const person = kinds.find((k) => k.name === "person") as KindInfo;
const page = (values: Record<string, string>): RecordPage => ({
  kind: "person", id: "p", title: "Ann", removed: false, frozen: "", generation: 1, related: [], findings: [], own: [],
  fields: person.fields.map((f) => {
    const text = values[f.name] ?? "";
    return { name: f.name, versions: 1, paper: null, cell: { value: text || null, text, state: text ? "known" : "missing" } };
  }),
});
const full = { ground: "Article 17", caseNumber: "IG-12", approver: { text: "Ben Cole", id: "ben" }, sure: true };

describe("what is to be erased", () => {
  it("is chosen by hand: nothing is preset", () => {
    expect(whatIsWrong({ how: "", fields: [] })).toHaveProperty("how");
    expect(whatIsWrong({ how: "some", fields: [] })).toHaveProperty("fields");
    expect(whatIsWrong({ how: "some", fields: ["email"] })).toEqual({});
    expect(whatIsWrong({ how: "whole", fields: [] })).toEqual({});
  });

  it("the whole record is asked for without fields, whatever was ticked before", () => {
    expect(requestOf("person", "p", { how: "whole", fields: ["email"] }).fields).toEqual([]);
    expect(requestOf("person", "p", { how: "some", fields: ["email"] }).fields).toEqual(["email"]);
  });

  it("fields that are filled in come first, and empty ones can be chosen too, as they may have held something", () => {
    const second = person.fields[1]?.name ?? "";
    const all = choosable(person.fields, page({ [second]: "x" }));
    expect(all[0]).toMatchObject({ name: second, filled: true });
    expect(all).toHaveLength(person.fields.length);
  });
});

describe("the request behind an erasure", () => {
  it("needs a ground, a case number and a tick", () => {
    expect(Object.keys(orderIsWrong(noOrder, false))).toEqual(["ground", "case_number", "sure"]);
    expect(orderIsWrong({ ...full, ground: "  " }, true)).toHaveProperty("ground");
    expect(orderIsWrong(full, true)).toEqual({});
  });

  it("needs a colleague who approved it, but in a small hub", () => {
    const alone = { ...full, approver: { text: "", id: "" } };
    expect(orderIsWrong(alone, true)).toHaveProperty("approved_by");
    expect(orderIsWrong(alone, false)).toEqual({});
  });

  it("takes no name that was only typed, since two may be called so", () => {
    expect(orderIsWrong({ ...full, approver: { text: "Ben Cole", id: "" } }, false)).toHaveProperty("approved_by");
  });

  it("names the colleague by record", () => {
    expect(requestOf("person", "p", { how: "whole", fields: [] }, full)).toMatchObject({ approved_by: "ben", ground: "Article 17", case_number: "IG-12" });
  });
});

describe("two records side by side", () => {
  const [a = "", b = "", c = ""] = person.fields.filter((f) => f.type.is === "text").map((f) => f.name);
  const lines = sideBySide(person, page({ [a]: "Ann Archer", [b]: "x" }), page({ [a]: "A. Archer", [c]: "y" }));

  it("show only fields that one of them fills in, and mark where they differ", () => {
    expect(lines.map((l) => l.name).sort()).toEqual([a, b, c].sort());
    expect(lines.every((l) => l.differs)).toBe(true);
    expect(sideBySide(person, page({ [a]: "Ann" }), page({ [a]: "Ann" }))).toMatchObject([{ differs: false }]);
  });

  it("say what the one that stays takes over, and what of the other only the history keeps", () => {
    expect(outcome(lines, "first")).toEqual({ takes: 1, differ: 1 });
    expect(outcome(lines, "second")).toEqual({ takes: 1, differ: 1 });
    const poor = sideBySide(person, page({ [a]: "Ann" }), page({ [a]: "Ann", [b]: "x", [c]: "y" }));
    expect([outcome(poor, "first").takes, outcome(poor, "second").takes]).toEqual([2, 0]);
  });
});

it.each([
  { page: "erase", kind: "person", id: "a/b" }, { page: "merge", kind: "person", id: "é" }, { page: "erasures" },
] as const)("%o has an address of its own", (where) => expect(route(address(where))).toEqual(where));
