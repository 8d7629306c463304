import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { GroupCount } from "../bindings/GroupCount";
import type { KindInfo } from "../bindings/KindInfo";
import { settled, takenBack, nothingKept, type Attempt } from "../src/logic/sheet/kept";
import { headings } from "../src/logic/sheet/lines";
import { shippedViews } from "../src/logic/sheet/shipped";
import { desk } from "../src/desk.svelte";
import { dropped } from "../src/dropped.svelte";
import ListPage from "../src/pages/ListPage.svelte";
import { session } from "../src/session.svelte";
import * as ipc from "../src/ipc";

vi.mock("../src/ipc", () => import("./preview/ipc"));

const plainView = { filter: null, sort: [], search: "", group: "" };

beforeEach(async () => {
  session.say(null);
  await session.opened(await ipc.call("hub_open", { file: null }));
  await desk.load(session.hub?.file ?? "");
  desk.setPlain(false);
  desk.setList("practice", { usual: undefined });
});

describe("the views that a list brings along", () => {
  const field = (name: string, type: object) => ({ name, label: name, help: "", required: false, fixed: false, type });
  const kind = { fields: [field("owner", { is: "ref", kind: "person" }), field("due", { is: "date" }), field("settled_on", { is: "date" })] } as unknown as KindInfo;

  it("are those that its fields allow", () => {
    const views = shippedViews(kind, "Ann Archer", "2026-02-10");
    expect(views.map((v) => v.is)).toEqual(["mine", "due", "todo"]);
    expect(JSON.stringify(views[0]?.filter)).toContain("Ann Archer");
    expect(JSON.stringify(views[1]?.filter)).toContain("2026-02-28");
    expect(shippedViews({ ...kind, fields: [] }, "Ann Archer", "2026-02-10")).toEqual([]);
  });

  it("a list opens as the person chose, and with everything again when they wish", async () => {
    const narrow = { ...plainView, search: "abbey" };
    const first = render(ListPage, { source: { kind: "practice" }, view: narrow, title: "" });
    await screen.findByRole("grid");
    await fireEvent.click(screen.getByRole("button", { name: "Views" }));
    await fireEvent.click(await screen.findByRole("button", { name: "Open this list as it is now" }));
    first.unmount();
    render(ListPage, { source: { kind: "practice" }, view: plainView, title: "" });
    await waitFor(() => expect(window.location.hash).toContain("q=abbey"));
    await fireEvent.click(screen.getByRole("button", { name: "Views" }));
    await fireEvent.click(await screen.findByRole("button", { name: "Open this list with everything again" }));
    expect(desk.list("practice").usual).toBeUndefined();
  });
});

describe("the search box of a list", () => {
  it("follows a link to the same list, and keeps what is being typed", async () => {
    const { rerender } = render(ListPage, { source: { kind: "practice" }, view: { ...plainView, search: "abbey" }, title: "" });
    await screen.findByRole("grid");
    const box = screen.getByRole<HTMLInputElement>("searchbox");
    await fireEvent.input(box, { target: { value: "abbey r" } });
    await rerender({ view: { ...plainView, search: "abbey", group: "status" } });
    expect(box.value).toBe("abbey r");
    await rerender({ view: plainView });
    await waitFor(() => expect(box.value).toBe(""));
  });
});

describe("a plain table", () => {
  const group = (text: string, count: number): GroupCount => ({ cell: { value: text, text, state: "known" }, count });

  it("names the groups of a page, and one that began on the page before once more", () => {
    const groups = [group("a", 2), group("b", 3), group("c", 1)];
    expect([...headings(groups, 0, 4)].map(([at, g]) => [at, g.cell.text])).toEqual([[0, "a"], [2, "b"]]);
    expect([...headings(groups, 4, 4)].map(([at, g]) => [at, g.cell.text])).toEqual([[0, "b"], [1, "c"]]);
    expect([...headings([], 0, 4)]).toEqual([]);
  });

  it("has the headings of groups between its rows", async () => {
    desk.setPlain(true);
    const { container } = render(ListPage, { source: { kind: "practice" }, view: { ...plainView, group: "status" }, title: "" });
    await waitFor(() => expect(container.querySelector("[data-test=plain-group]")?.textContent).toMatch(/^Status: Closed \(\d+\)$/));
  });
});

describe("a paste that is undone", () => {
  it("leaves nothing to mend, but for what was typed since", () => {
    const attempt = (key: string, typed: string): Attempt => ({ id: null, key, title: "", typed: { size: typed }, values: { size: typed } });
    const attempts = [attempt("a", "lots"), attempt("b", "few"), { ...attempt("", "many"), id: "p1" }];
    const refused = [0, 1, 2].map((row) => ({ row, field: "size", message: "no number", candidates: [] }));
    const kept = settled(nothingKept, attempts, [null, null, "p1"], refused);
    expect([kept.rows.length, Object.keys(kept.cells)]).toEqual([2, ["p1"]]);
    expect(takenBack(kept, attempts, [null, null, "p1"], refused)).toEqual({ ...nothingKept, titles: kept.titles });
    const retyped = { ...kept, rows: kept.rows.map((r) => (r.key === "b" ? { ...r, cells: { size: { typed: "7", reason: "", candidates: [] } } } : r)) };
    expect(takenBack(retyped, attempts, [null, null, "p1"], refused).rows.map((r) => r.key)).toEqual(["b"]);
  });
});

describe("a file that is dropped before there is a hub", () => {
  it("is not passed over in silence", () => {
    session.phase = "first-run";
    dropped.take({ ticket: "t", name: "people.xlsx" });
    expect(session.message?.text).toContain("people.xlsx was not taken");
    session.phase = "ready";
  });
});
