import axe from "axe-core";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import ListPage from "../src/pages/ListPage.svelte";
import { desk } from "../src/desk.svelte";
import { session } from "../src/session.svelte";
import * as ipc from "../src/ipc";

vi.mock("../src/ipc", () => import("./preview/ipc"));

async function faultsOf(container: Element): Promise<string[]> {
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`);
}

const plainView = { filter: null, sort: [], search: "", group: "" };

async function practices(view = plainView) {
  const shown = render(ListPage, { source: { kind: "practice" }, view, title: "" });
  const grid = await screen.findByRole("grid", { name: "Practices" });
  await within(grid).findByText("M84001");
  return { ...shown, grid };
}

const at = (grid: Element, row: number, column: number): HTMLElement => {
  const cell = grid.querySelector<HTMLElement>(`[data-at="${row}:${column}"]`);
  if (!cell) throw new Error(`no cell at ${row}:${column}`);
  return cell;
};
const press = (key: string, more = {}): Promise<boolean> => fireEvent.keyDown(document.activeElement ?? document.body, { key, ...more });

/** The headings of columns; the one with the box to tick has no words. */
const headings = (grid: HTMLElement): string[] => within(grid).getAllByRole("columnheader").map((h) => h.textContent?.trim() ?? "").filter(Boolean);

/** As a spreadsheet's clipboard: the keys first, then what the web view makes of them. */
async function paste(text: string): Promise<void> {
  await press("v", { ctrlKey: true });
  const sink = document.activeElement as HTMLElement;
  expect(sink.getAttribute("data-test")).toBe("clipboard");
  const event = new Event("paste", { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { getData: () => text } });
  sink.dispatchEvent(event);
}

async function copy(): Promise<Record<string, string>> {
  await press("c", { ctrlKey: true });
  const copied: Record<string, string> = {};
  const event = new Event("copy", { bubbles: true, cancelable: true });
  Object.assign(event, { clipboardData: { setData: (type: string, text: string) => (copied[type] = text) } });
  document.activeElement?.dispatchEvent(event);
  return copied;
}

const kept = async (id: string, field: string): Promise<unknown> => {
  const page = await ipc.call("show", { kind: "practice", id });
  return page.fields.find((f) => f.name === field)?.cell.value;
};

beforeEach(async () => {
  session.say(null);
  // What a test before this one typed is remembered a moment later.
  await new Promise((done) => setTimeout(done, 350));
  await ipc.call("draft_drop", { key: "cells/practice" });
  await ipc.call("draft_drop", { key: "desk" });
  await session.opened(await ipc.call("status", {}));
  desk.setPlain(false);
  desk.setList("practice", { setup: undefined, views: [] });
});

describe("editing a cell", () => {
  it("typing replaces what stands there, Enter keeps it and goes down", async () => {
    const { grid } = await practices();
    at(grid, 0, 3).focus();
    await press("7");
    const box = await screen.findByRole<HTMLInputElement>("textbox", { name: "Edit List size" });
    expect(box.value).toBe("7");
    await fireEvent.input(box, { target: { value: "7,250" } });
    await press("Enter");
    await waitFor(async () => expect(await kept("practice-0", "list_size")).toBe(7250));
    await waitFor(() => expect(document.activeElement?.getAttribute("data-at")).toBe("1:3"));
    await waitFor(() => expect(at(grid, 0, 3).textContent?.trim()).toBe("7,250"));
  });

  it("F2 edits what stands there, Escape leaves it, and Tab keeps it and goes right", async () => {
    const { grid } = await practices();
    const before = await kept("practice-1", "postcode");
    at(grid, 1, 5).focus();
    await press("F2");
    let box = await screen.findByRole<HTMLInputElement>("textbox", { name: "Edit Postcode" });
    expect(box.value).toBe(before);
    await fireEvent.input(box, { target: { value: "ZZ1" } });
    await press("Escape");
    await waitFor(() => expect(document.activeElement?.getAttribute("data-at")).toBe("1:5"));
    expect(await kept("practice-1", "postcode")).toBe(before);
    at(grid, 1, 3).focus();
    await press("F2");
    box = await screen.findByRole<HTMLInputElement>("textbox", { name: "Edit List size" });
    await fireEvent.input(box, { target: { value: "4000" } });
    await press("Tab");
    await waitFor(() => expect(document.activeElement?.getAttribute("data-at")).toBe("1:4"));
    await waitFor(async () => expect(await kept("practice-1", "list_size")).toBe(4000));
  });

  it("what is not accepted stays as typed, is marked with its reason, and can be put back", async () => {
    const { container, grid } = await practices();
    const before = await kept("practice-2", "list_size");
    at(grid, 2, 3).focus();
    await press("m");
    await fireEvent.input(document.activeElement ?? grid, { target: { value: "many" } });
    await press("Enter");
    await waitFor(() => expect(at(grid, 2, 3).getAttribute("aria-invalid")).toBe("true"));
    expect(at(grid, 2, 3).textContent).toContain("many");
    expect(document.getElementById(at(grid, 2, 3).getAttribute("aria-describedby") ?? "")?.textContent).toContain("List size must be a whole number");
    expect(await kept("practice-2", "list_size")).toBe(before);
    expect(await screen.findByText("1 not accepted", { selector: ".nhsuk-details__summary-text" })).toBeTruthy();
    await waitFor(async () => expect((await ipc.call("draft_get", { key: "cells/practice" }))?.body.cells).toHaveProperty("practice-2"));
    expect(await faultsOf(container)).toEqual([]);
    at(grid, 2, 3).focus();
    await fireEvent.click(await screen.findByRole("button", { name: "Put back what was there" }));
    await waitFor(() => expect(at(grid, 2, 3).getAttribute("aria-invalid")).toBeNull());
  });

  it("a column that is not typed by hand opens no editor", async () => {
    const { grid } = await practices();
    expect(at(grid, 0, 1).getAttribute("aria-readonly")).toBe("true");
    at(grid, 0, 1).focus();
    await press("x");
    expect(screen.queryByRole("textbox", { name: "Edit ODS code" })).toBeNull();
    expect(session.message?.text).toBe("ODS code can’t be changed here.");
  });

  it("Alt and Down shows what can be chosen, and a choice is taken by keys", async () => {
    const { container, grid } = await practices();
    at(grid, 3, 4).focus();
    await press("ArrowDown", { altKey: true });
    await waitFor(() => expect(within(screen.getByRole("listbox")).getAllByRole("option").map((o) => o.textContent?.trim())).toEqual(["Open", "Closed", "Dormant"]));
    expect(await faultsOf(container)).toEqual([]);
    await press("ArrowDown");
    await press("ArrowDown");
    await press("Enter");
    await waitFor(async () => expect(await kept("practice-3", "status")).toBe("closed"));
  });

  it("Control and semicolon is today, Delete empties, and both are one edit for all selected cells", async () => {
    desk.setList("practice", { setup: { columns: [{ path: "name", width: null }, { path: "opened", width: null }], frozen: 1 } });
    const shown = render(ListPage, { source: { kind: "practice" }, view: plainView, title: "" });
    const grid = await screen.findByRole("grid");
    await within(grid).findByText("Abbey Road Surgery");
    at(grid, 4, 1).focus();
    await press("ArrowDown", { shiftKey: true });
    await press(";", { ctrlKey: true });
    const today = new Date();
    const day = `${today.getFullYear()}-${String(today.getMonth() + 1).padStart(2, "0")}-${String(today.getDate()).padStart(2, "0")}`;
    await waitFor(async () => expect([await kept("practice-4", "opened"), await kept("practice-5", "opened")]).toEqual([day, day]));
    await press("Delete");
    await waitFor(async () => expect([await kept("practice-4", "opened"), await kept("practice-5", "opened")]).toEqual([null, null]));
    shown.unmount();
  });
});

describe("blocks of cells", () => {
  it("are selected with Shift, copied as a spreadsheet and as a table, and filled down", async () => {
    const { grid } = await practices();
    at(grid, 5, 3).focus();
    await press("ArrowDown", { shiftKey: true });
    await press("ArrowRight", { shiftKey: true });
    expect(grid.querySelectorAll("[aria-selected=true]")).toHaveLength(4);
    const copied = await copy();
    expect(copied["text/plain"]).toBe("11,336\tOpen\r\n4,916\tOpen");
    expect(copied["text/html"]).toContain('<td align="right">11,336</td>');
    await waitFor(() => expect(document.activeElement?.getAttribute("data-at")).toBe("6:4"));
    await press("d", { ctrlKey: true });
    await waitFor(async () => expect(await kept("practice-6", "list_size")).toBe(11336));
  });

  it("pasted from a spreadsheet are one edit; new rows begin below the end, and what fails is said", async () => {
    const { grid } = await practices();
    const rows = Number(grid.getAttribute("aria-rowcount"));
    await fireEvent.keyDown(at(grid, 0, 0), { key: "End", ctrlKey: true });
    await waitFor(() => expect(document.activeElement?.getAttribute("data-at")).toBe(`${rows - 2}:5`));
    await press("Home");
    await paste('Whitestone Surgery\tM84034\r\n"New\nSurgery"\tM99001\tAvon Reach PCN\t1,000\tOpen\tZZ1 1AA\r\nBad One\tM99002\t\tlots\tOpen\t\r\n');
    await waitFor(() => expect(session.message?.text).toMatch(/added, 1 not accepted/));
    expect(session.message?.action?.label).toBe("Undo");
    await waitFor(() => expect(grid.getAttribute("aria-rowcount")).toBe(String(rows + 2)));
    await waitFor(() => expect(within(grid).getByText("lots")).toBeTruthy());
  });

  it("go into a new row, not over the last one that is there", async () => {
    const { container, grid } = await practices();
    const rows = Number(grid.getAttribute("aria-rowcount"));
    at(grid, 0, 0).focus();
    await press("Enter", { ctrlKey: true });
    await waitFor(() => expect(document.activeElement?.closest("[data-test=list-new]")).not.toBeNull());
    await paste("Pasted Surgery\tM99201\t\t\tOpen\t");
    await waitFor(() => expect(session.message?.text).toMatch(/1 practice added$/));
    await waitFor(() => expect(grid.getAttribute("aria-rowcount")).toBe(String(rows + 1)));
    expect(container.querySelector("[data-test=list-new]")).toBeNull();
  });

  it("rows that are not here yet are fetched first; where the web view then refuses, the next press copies them", async () => {
    const { grid } = await practices();
    vi.spyOn(navigator.clipboard, "write").mockRejectedValueOnce(new Error("not allowed"));
    at(grid, 0, 0).focus();
    await press("a", { ctrlKey: true });
    expect(await copy()).toEqual({});
    await waitFor(() => expect(session.message?.text).toMatch(/Press Control and C again/));
    const again = await copy();
    expect(again["text/plain"]?.split("\r\n").length).toBeGreaterThan(100);
  });

  it("all cells are selected with Control and A, and the whole row with Shift and Space", async () => {
    const { grid } = await practices();
    at(grid, 1, 2).focus();
    await press(" ", { shiftKey: true });
    expect(grid.querySelectorAll("[aria-selected=true]")).toHaveLength(6);
    await press("a", { ctrlKey: true });
    expect((await screen.findAllByText(/rows × 6 columns selected/)).length).toBeGreaterThan(0);
  });
});

describe("new rows", () => {
  it("are typed at the end and become records when they are left; a gap is said and blocks nothing", async () => {
    const { container, grid } = await practices();
    at(grid, 0, 2).focus();
    await press("Enter", { ctrlKey: true });
    await waitFor(() => expect(container.querySelector("[data-test=list-new]")).not.toBeNull());
    const row = Number(document.activeElement?.getAttribute("data-at")?.split(":")[0]);
    await press("Z");
    await fireEvent.input(document.activeElement ?? grid, { target: { value: "Zinnia Surgery" } });
    await press("Enter");
    at(grid, row, 0).focus();
    await press("ArrowUp");
    await waitFor(() => expect(container.querySelector("[data-test=list-new] [aria-invalid]")).not.toBeNull());
    expect(screen.getByText("1 not accepted", { selector: ".nhsuk-details__summary-text" })).toBeTruthy();
    for (const [column, text] of [[1, "M99111"], [4, "Open"]] as const) {
      at(grid, row, column).focus();
      await press("x");
      await fireEvent.input(document.activeElement ?? grid, { target: { value: text } });
      await press("Enter");
    }
    at(grid, row, 0).focus();
    await press("ArrowUp");
    await waitFor(() => expect(container.querySelector("[data-test=list-new]")).toBeNull());
    await waitFor(() => expect(within(grid).getByText("M99111")).toBeTruthy());
  });
});

describe("groups", () => {
  it("have headings with counts that open and close by keys", async () => {
    const { container, grid } = await practices({ ...plainView, group: "status" });
    const headings = (): string[] => [...grid.querySelectorAll("[data-test=list-group]")].map((h) => h.textContent?.trim() ?? "");
    await waitFor(() => expect(headings()[0]).toMatch(/^Status: Closed \(\d+\)$/));
    const before = Number(grid.getAttribute("aria-rowcount"));
    at(grid, 0, 0).focus();
    expect(document.activeElement?.getAttribute("aria-expanded")).toBe("true");
    await press("ArrowLeft");
    await waitFor(() => expect(document.activeElement?.getAttribute("aria-expanded")).toBe("false"));
    expect(Number(grid.getAttribute("aria-rowcount"))).toBeLessThan(before);
    expect(await faultsOf(container)).toEqual([]);
  });
});

describe("what is set on a list", () => {
  it("columns are hidden, moved and given a width, and this laptop remembers them", async () => {
    const { container, grid } = await practices();
    await fireEvent.click(screen.getByRole("button", { name: "Columns" }));
    await fireEvent.click(await screen.findByRole("checkbox", { name: "Postcode" }));
    await fireEvent.click(screen.getByRole("button", { name: "Move List size to the left" }));
    const width = screen.getByRole("textbox", { name: "Width of Status" });
    await fireEvent.change(width, { target: { value: "300" } });
    await waitFor(() => expect(headings(grid)).toEqual(["Name", "ODS code", "List size", "PCN now", "Status"]));
    await waitFor(async () => expect(JSON.stringify((await ipc.call("draft_get", { key: "desk" }))?.body)).toContain('"path":"status","width":300'));
    expect(await faultsOf(container)).toEqual([]);
  });

  it("columns that the hub made itself are shown and filtered by like the others", async () => {
    const { grid } = await practices();
    await fireEvent.click(screen.getByRole("button", { name: "Columns" }));
    await fireEvent.click(await screen.findByRole("checkbox", { name: "Parking" }));
    await within(grid).findByRole("columnheader", { name: /Parking/ });
    await fireEvent.click(screen.getByRole("button", { name: "Add filter" }));
    const field = await screen.findByRole("combobox", { name: "Field" });
    await within(field).findByRole("option", { name: "Parking" });
    const column = headings(grid).indexOf("Parking");
    // Lines out of sight are drawn a frame later.
    (await waitFor(() => at(grid, 1, column))).focus();
    await press("F2");
    expect(grid.querySelector("input, textarea")).not.toBeNull();
    await press("Escape");
    await fireEvent.click(screen.getByRole("checkbox", { name: "Parking" }));
  });

  it("a view for the team is a record, one's own stays on the laptop", async () => {
    await practices({ ...plainView, search: "surgery" });
    await fireEvent.click(screen.getByRole("button", { name: "Views" }));
    await fireEvent.click(await screen.findByRole("button", { name: "Keep this view" }));
    expect(await screen.findByText(/Enter a name for the view/)).toBeTruthy();
    for (const [name, who] of [["All of us", "shared"], ["Only me", "mine"]] as const) {
      await fireEvent.input(screen.getByRole("textbox", { name: "Name of the view" }), { target: { value: name } });
      await fireEvent.change(screen.getByRole("combobox", { name: "Who sees it" }), { target: { value: who } });
      await fireEvent.click(screen.getByRole("button", { name: "Keep this view" }));
      expect(await screen.findByRole("button", { name: `Show ${name}` })).toBeTruthy();
    }
    const page = await ipc.call("view", { source: { kind: "saved_view" }, columns: ["name", "list", "search"], filter: null, sort: [], group: null, search: null, offset: 0, limit: 10 });
    expect(page.rows.map((r) => r.cells.map((c) => c.value))).toEqual([["All of us", "practice", "surgery"]]);
    expect(desk.list("practice").views?.map((v) => v.name)).toEqual(["Only me"]);
    await fireEvent.click(screen.getByRole("button", { name: "Remove Only me" }));
    expect(desk.list("practice").views).toEqual([]);
    await session.message?.action?.run();
    expect(desk.list("practice").views?.map((v) => v.name)).toEqual(["Only me"]);
  });

  it("many rows are changed after a look at what would change", async () => {
    const { container, grid } = await practices();
    at(grid, 4, 2).focus();
    await press("ArrowDown", { shiftKey: true });
    await press("ArrowDown", { shiftKey: true });
    await fireEvent.click(screen.getByRole("button", { name: "Change rows" }));
    expect(await screen.findByRole("heading", { name: "Change 3 practices" })).toBeTruthy();
    await fireEvent.change(screen.getByRole("combobox", { name: "What to change" }), { target: { value: "telephone" } });
    await fireEvent.input(screen.getByRole("textbox", { name: "New value" }), { target: { value: "01632 960000" } });
    await fireEvent.click(screen.getByRole("button", { name: "See what would change" }));
    expect(await screen.findByText("3 cells would change")).toBeTruthy();
    expect(await faultsOf(container)).toEqual([]);
    expect(await kept("practice-4", "telephone")).not.toBe("01632 960000");
    await fireEvent.click(screen.getByRole("button", { name: "Change 3 cells" }));
    await waitFor(async () => expect(await kept("practice-6", "telephone")).toBe("01632 960000"));
  });

  it("the box in the heading ticks the whole list as it is filtered, and what is ticked is changed together", async () => {
    const { container, grid } = await practices({ ...plainView, search: "m8400" });
    const rows = Number(grid.getAttribute("aria-rowcount")) - 1;
    await fireEvent.click(within(grid).getByRole("checkbox", { name: `Tick all ${rows} rows` }));
    expect(await screen.findByText(`${rows} rows ticked`)).toBeTruthy();
    await fireEvent.click(at(grid, 1, -1));
    expect(await screen.findByText(`${rows - 1} rows ticked`)).toBeTruthy();
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(screen.getByRole("button", { name: "Change rows" }));
    expect(await screen.findByRole("heading", { name: `Change ${rows - 1} practices` })).toBeTruthy();
    await fireEvent.click(screen.getByRole("button", { name: "Untick all" }));
    await waitFor(() => expect(grid.querySelectorAll(".grid__row--ticked")).toHaveLength(0));
  });

  it("the list as it is shown goes to a spreadsheet", async () => {
    const { grid } = await practices({ ...plainView, search: "m8400" });
    await fireEvent.click(screen.getByRole("button", { name: "Export list" }));
    await waitFor(() => expect(session.message?.text).toBe(`Practices.xlsx was written with ${Number(grid.getAttribute("aria-rowcount")) - 1} rows.`));
    expect(session.message?.action?.label).toBe("Open file");
  });

  it("a column of a linked record is added, and cannot be changed there", async () => {
    const { container, grid } = await practices();
    await fireEvent.click(screen.getByRole("button", { name: "Columns" }));
    await fireEvent.change(await screen.findByRole("combobox", { name: "Columns of linked records" }), { target: { value: "pcn.place.name" } });
    await fireEvent.click(screen.getByRole("button", { name: "Add column" }));
    await waitFor(() => expect(headings(grid).at(-1)).toBe("Place: Name"));
    await waitFor(() => expect(at(grid, 0, 6).textContent?.trim()).toBe("Harborough Dene"));
    expect(at(grid, 0, 6).getAttribute("aria-readonly")).toBe("true");
    expect(await faultsOf(container)).toEqual([]);
  });

  it("a row is ticked by keys, and Shift with an arrow ticks on", async () => {
    const { grid } = await practices();
    at(grid, 2, 0).focus();
    await press("ArrowLeft");
    await waitFor(() => expect(document.activeElement?.getAttribute("data-at")).toBe("2:-1"));
    await fireEvent.click(document.activeElement ?? grid);
    await press("ArrowDown", { shiftKey: true });
    await waitFor(() => expect(document.activeElement?.getAttribute("data-at")).toBe("3:-1"));
    await press("ArrowDown", { shiftKey: true });
    expect(await screen.findByText("3 rows ticked")).toBeTruthy();
    // Keys for cells do nothing to the boxes.
    await press("Delete");
    expect(await kept("practice-4", "name")).not.toBeNull();
  });

  it("a column is moved and made wider by keys on its heading, which keeps the focus", async () => {
    const { grid } = await practices();
    at(grid, -1, 1).focus();
    await press("ArrowRight", { shiftKey: true, ctrlKey: true });
    await waitFor(() => expect(headings(grid).slice(0, 3)).toEqual(["Name", "PCN now", "ODS code"]));
    await waitFor(() => expect(document.activeElement?.textContent?.trim()).toBe("ODS code"));
    expect(session.message?.text).toBe("ODS code is now column 3 of 6");
    await press("ArrowRight", { shiftKey: true });
    await waitFor(() => expect(desk.list("practice").setup?.columns[2]?.width).toBeGreaterThan(48));
  });

  it("the plain table has a hundred rows a page and can be turned", async () => {
    const { container } = await practices();
    await fireEvent.click(screen.getByRole("button", { name: "Plain table" }));
    const table = await screen.findByRole("table");
    await waitFor(() => expect(within(table).getAllByRole("row")).toHaveLength(101));
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(screen.getByRole("button", { name: "Next page" }));
    await waitFor(() => expect(screen.getByText(/Practices, 101 to/)).toBeTruthy());
    expect(screen.getByText(/^Page 2 of 2$/)).toBeTruthy();
  });

  it("Shift sorts by a second column, and its place is said", async () => {
    const { grid } = await practices({ ...plainView, sort: [{ path: "status", descending: false }] as never });
    const heading = within(grid).getByRole("columnheader", { name: "Name" });
    await fireEvent.keyDown(within(heading).getByRole("button"), { key: "Enter", shiftKey: true });
    expect(window.location.hash).toContain("sort=status%2Cname");
  });
});
