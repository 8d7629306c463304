import { describe, expect, it } from "vitest";
import { address, placeOf, route, type Route } from "../src/logic/router";

const view = { filter: { and: [{ field: { path: "status", op: "is" as const, value: "open" } }, { not: { field: { path: "pcn", op: "empty" as const, value: null } } }] },
  sort: [{ path: "list_size", descending: true }, { path: "name", descending: false }], search: "park & ride? #1/2", group: "pcn" };
const bare = { filter: null, sort: [], search: "", group: "" };

const places: Route[] = [
  { page: "home" }, { page: "area", area: "our-area" }, { page: "list", kind: "practice", view: bare }, { page: "list", kind: "practice", view },
  { page: "rows", set: "kpi.8.numerator", params: { from: "2025-04-01", hub: "ä/ö" }, title: "KPI 8: rows counted", view },
  { page: "record", kind: "pcn", id: "0198-ab/c" }, { page: "new", kind: "pcn_mark", fill: { pcn: "id 1" } }, { page: "import", mapping: "" }, { page: "import", mapping: "epraccur" },
  { page: "returns" }, { page: "return", id: "r1", number: "" }, { page: "return", id: "r1", number: "13a" }, { page: "edits" }, { page: "search", text: "O’Neill & co" },
  { page: "packs" }, { page: "sharing" }, { page: "bring-in" }, { page: "send", invitation: "" }, { page: "send", invitation: "inv/1" },
  { page: "to-settle", record: "", kind: "", what: "" }, { page: "to-settle", record: "r 1", kind: "practice", what: "field" },
  { page: "settle", id: "a/b?c", record: "", kind: "pcn", what: "" }, { page: "settings" },
  { page: "copies" }, { page: "copy", id: "c/1" }, { page: "send-copy", kind: "return", id: "r 1", view: bare }, { page: "send-copy", kind: "practice", id: "", view },
];

describe("addresses", () => {
  it.each(places)("lead back to $page", (place) => expect(route(address(place))).toEqual(place));

  it("nothing at all is Home", () => expect([route(""), route("#"), route("#/")]).toEqual([{ page: "home" }, { page: "home" }, { page: "home" }]));

  it.each(["#/nowhere", "#/record/pcn", "#/area/moon", "#/list/", "#/%E0%A4%A", "javascript:alert(1)"])("%s is a page that is missing", (hash) => {
    expect(route(hash).page).toBe("missing");
  });

  it("a broken filter is left out", () => {
    expect(route("#/list/practice?filter=%7Bx")).toEqual({ page: "list", kind: "practice", view: bare });
    expect(route('#/list/practice?filter={"and":[{"sql":1}]}')).toEqual({ page: "list", kind: "practice", view: bare });
  });
});

it("a return has a page of its own", () => {
  expect(placeOf("return", "r1")).toEqual({ page: "return", id: "r1", number: "" });
  expect(placeOf("pcn", "p1")).toEqual({ page: "record", kind: "pcn", id: "p1" });
});
