import axe from "axe-core";
import { tick } from "svelte";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { RecordPage as Page } from "../bindings/RecordPage";
import DataGrid from "../src/parts/DataGrid.svelte";
import ErrorSummary from "../src/parts/ErrorSummary.svelte";
import FieldInput from "../src/parts/FieldInput.svelte";
import RecordForm from "../src/parts/RecordForm.svelte";
import RecordPicker from "../src/parts/RecordPicker.svelte";
import NarrativeBox from "../src/parts/NarrativeBox.svelte";
import FirstRun from "../src/pages/FirstRun.svelte";
import { session } from "../src/session.svelte";
import * as ipc from "../src/ipc";
import { kinds } from "./preview/kinds";
import { sample } from "./preview/sample";
import { view } from "./preview/views";
import { part } from "./screen";

vi.mock("../src/ipc", () => import("./preview/ipc"));

const practice = kinds.find((k) => k.name === "practice");
if (!practice) throw new Error("the preview has practices");

/** No colours here: those have a test of their own. */
async function faultsOf(container: Element): Promise<string[]> {
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`);
}

beforeEach(async () => {
  await session.opened(await ipc.call("status", {}));
});

describe("a long list", () => {
  const tables = sample();
  const spec = { source: { kind: "practice" }, columns: [], filter: null, sort: [], group: null, search: null };
  function show(onopen = vi.fn(), onsort = vi.fn()) {
    const fetch = (offset: number, limit: number) => Promise.resolve(view(tables, { ...spec, offset, limit }, 1));
    return render(DataGrid, { label: "Practices", fetch, sort: [{ path: "name", descending: false }], version: "1", generation: 1, href: (row) => `#/${row.id}`,
      onsort, onopen, oncounted: () => undefined, onfault: () => undefined });
  }

  it("says how many rows there are and draws only a few", async () => {
    const { container } = show();
    const grid = await screen.findByRole("grid", { name: "Practices" });
    await waitFor(() => expect(grid.getAttribute("aria-rowcount")).toBe("120"));
    await screen.findByRole("link", { name: "Abbey Road Surgery" }); // rows stand a frame after their count
    const rows = within(grid).getAllByRole("row");
    expect(rows.length).toBeLessThan(60);
    expect(rows[1]?.getAttribute("aria-rowindex")).toBe("2");
    expect(screen.getByRole("columnheader", { name: "Name" }).getAttribute("aria-sort")).toBe("ascending");
    expect(await faultsOf(container)).toEqual([]);
  });

  it("has one stop for Tab, which follows the arrow keys", async () => {
    show();
    const first = await screen.findByRole("link", { name: "Abbey Road Surgery" });
    const stops = (): Element[] => [...document.querySelectorAll('.grid [tabindex="0"]')];
    expect(stops()).toEqual([first]);
    first.focus();
    await fireEvent.keyDown(first, { key: "ArrowDown" });
    await waitFor(() => expect(document.activeElement?.textContent.trim()).toBe("Alder Road Surgery"));
    await fireEvent.keyDown(document.activeElement ?? first, { key: "ArrowRight" });
    await waitFor(() => expect(document.activeElement?.textContent.trim()).toBe("M84004"));
    expect(stops()).toEqual([document.activeElement]);
  });

  it("opens a record with Enter and sorts by a heading", async () => {
    const [onopen, onsort] = [vi.fn(), vi.fn()];
    show(onopen, onsort);
    const cell = await screen.findByText("M84001");
    cell.focus();
    await fireEvent.keyDown(cell, { key: "Enter" });
    expect(onopen).toHaveBeenCalledWith(expect.objectContaining({ id: "practice-0" }));
    await fireEvent.click(within(screen.getByRole("columnheader", { name: "Name" })).getByRole("button"));
    expect(onsort).toHaveBeenCalledWith([{ path: "name", descending: true }]);
  });
});

describe("the box that chooses a record", () => {
  it("offers what fits, and is chosen from by keys alone", async () => {
    const onchange = vi.fn();
    const { container, rerender } = render(RecordPicker, { id: "pick", kind: "pcn", typed: { text: "", id: "" }, onchange });
    const label = document.createElement("label");
    label.htmlFor = "pick";
    label.textContent = "PCN";
    container.prepend(label);
    const box = screen.getByRole("combobox", { name: "PCN" });
    await fireEvent.input(box, { target: { value: "ri" } });
    await rerender({ typed: { text: "ri", id: "" } });
    await waitFor(() => expect(screen.getAllByRole("option").map((o) => o.firstElementChild?.textContent)).toEqual(["Priory Park PCN", "Riverside PCN"]));
    expect(box.getAttribute("aria-expanded")).toBe("true");
    await fireEvent.keyDown(box, { key: "ArrowDown" });
    expect(box.getAttribute("aria-activedescendant")).toBe("pick-result-1");
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.keyDown(box, { key: "Enter" });
    expect(onchange).toHaveBeenLastCalledWith({ text: "Riverside PCN", id: "pcn-17" });
    expect(box.getAttribute("aria-expanded")).toBe("false");
  });

  it.each(["Enter", "Tab"])("%s before the answer is there takes what was typed in full, not what fits its beginning", async (key) => {
    const answers: ((hits: { id: string; title: string; detail: string }[]) => void)[] = [];
    vi.spyOn(ipc, "call").mockImplementation((() => new Promise((done) => answers.push(done))) as typeof ipc.call);
    const onchange = vi.fn();
    const { rerender } = render(RecordPicker, { id: "pick", kind: "pcn", typed: { text: "", id: "" }, onchange });
    const box = screen.getByRole("combobox");
    for (const text of ["p", "pr"]) {
      await fireEvent.input(box, { target: { value: text } });
      await rerender({ typed: { text, id: "" } });
      if (text === "p") answers[0]?.([{ id: "1", title: "Parkside PCN", detail: "" }]);
      await tick();
    }
    await fireEvent.keyDown(box, { key });
    await fireEvent.blur(box);
    expect(onchange).not.toHaveBeenCalledWith(expect.objectContaining({ id: "1" }));
    answers[1]?.([{ id: "2", title: "Priory Park PCN", detail: "" }]);
    await waitFor(() => expect(onchange).toHaveBeenLastCalledWith({ text: "Priory Park PCN", id: "2" }));
    vi.restoreAllMocks();
  });

  it("Escape closes the results and keeps the typing", async () => {
    render(RecordPicker, { id: "pick", kind: "pcn", typed: { text: "ri", id: "" }, onchange: vi.fn() });
    const box = screen.getByRole("combobox");
    await fireEvent.keyDown(box, { key: "ArrowDown" });
    await waitFor(() => expect(box.getAttribute("aria-expanded")).toBe("true"));
    await fireEvent.keyDown(box, { key: "Escape" });
    expect(box.getAttribute("aria-expanded")).toBe("false");
  });
});

describe("a narrative", () => {
  it("is saved once where its box is left for the button", async () => {
    const page = await ipc.call("return_page", { id: "return-0" });
    const answer = page.answers.find((a) => a.number === "9");
    if (!answer) throw new Error("no question 9");
    const call = vi.spyOn(ipc, "call");
    render(NarrativeBox, { page, answer, mayEdit: true, onpage: vi.fn() });
    const box = screen.getByRole("textbox");
    await fireEvent.input(box, { target: { value: "What came of it." } });
    void fireEvent.blur(box);
    void fireEvent.submit(part("narrative"));
    await waitFor(() => expect(part("narrative-state").textContent).toContain("Saved at"));
    expect(call.mock.calls.filter(([name]) => name === "return_answer")).toHaveLength(1);
    vi.restoreAllMocks();
  });
});

describe("a field", () => {
  it.each(practice.fields.map((f) => [f.name, f] as const))("%s has a label, and its error belongs to it", async (_, field) => {
    const { container } = render(FieldInput, { field: { ...field, help: "Some help" }, id: "x", typed: { text: "", id: "" }, error: "Wrong", onchange: vi.fn() });
    const described = container.querySelector("[aria-describedby]")?.getAttribute("aria-describedby") ?? "";
    expect(described.split(" ").map((id) => document.getElementById(id)?.textContent.trim())).toEqual(["Some help", "Error: Wrong"]);
    expect(await faultsOf(container)).toEqual([]);
  });

  it("a day that can be read is shown back in full when the field is left", async () => {
    const onchange = vi.fn();
    const field = { name: "from", label: "From", help: "", type: { is: "date" as const }, required: true, fixed: false };
    render(FieldInput, { field, id: "from", typed: { text: "6/8/26", id: "" }, onchange });
    await fireEvent.blur(screen.getByLabelText("From"));
    expect(onchange).toHaveBeenCalledWith({ text: "06/08/2026", id: "" });
  });
});

describe("the form of a record", () => {
  let page: Page;
  beforeEach(async () => {
    page = await ipc.call("show", { kind: "practice", id: "practice-5" });
    await ipc.call("draft_drop", { key: "practice/practice-5" });
  });
  const show = (saved = vi.fn()) => ({ saved, ...render(RecordForm, { info: practice, page, fill: {}, mayEdit: true, saved }) });

  it("edits one field in place and saves only that", async () => {
    const { saved } = show();
    await fireEvent.click(screen.getByRole("button", { name: "Change telephone" }));
    const box = await screen.findByLabelText("Telephone (optional)");
    await fireEvent.input(box, { target: { value: "01632 960777" } });
    await fireEvent.click(screen.getByRole("button", { name: "Save" }));
    await waitFor(() => expect(saved).toHaveBeenCalled());
    const now = await ipc.call("show", { kind: "practice", id: "practice-5" });
    expect(now.fields.find((f) => f.name === "telephone")?.cell.text).toBe("01632 960777");
    expect(screen.queryByRole("button", { name: "Save" })).toBeNull();
  });

  it("what is wrong stands beside the field and in a summary that takes the focus", async () => {
    const { saved, container } = show();
    await fireEvent.click(screen.getByRole("button", { name: "Change list size" }));
    await fireEvent.input(await screen.findByLabelText("List size (optional)"), { target: { value: "many" } });
    await fireEvent.click(screen.getByRole("button", { name: "Save" }));
    const summary = await waitFor(() => screen.getByRole("alert"));
    expect(within(summary).getByRole("link").textContent).toBe("List size must be a whole number, such as 1,250");
    expect(document.activeElement?.contains(summary)).toBe(true);
    expect(screen.getByLabelText("List size (optional)").getAttribute("aria-invalid")).toBe("true");
    expect(saved).not.toHaveBeenCalled();
    expect(await faultsOf(container)).toEqual([]);
  });

  it("what the core refuses stands beside its field too", async () => {
    show();
    await fireEvent.click(screen.getByRole("button", { name: "Change name" }));
    await fireEvent.input(await screen.findByLabelText("Name"), { target: { value: "Duplicate" } });
    await fireEvent.click(screen.getByRole("button", { name: "Save" }));
    expect(await screen.findAllByText(/Another practice has this name/)).toHaveLength(2);
  });

  it("unfinished typing survives and is offered back", async () => {
    const { unmount } = show();
    await fireEvent.click(screen.getByRole("button", { name: "Change address" }));
    await fireEvent.input(await screen.findByLabelText("Address (optional)"), { target: { value: "12 New" } });
    unmount();
    await waitFor(async () => expect(await ipc.call("draft_get", { key: "practice/practice-5" })).not.toBeNull());
    show();
    await fireEvent.click(await screen.findByRole("button", { name: "Carry on with it" }));
    expect((await screen.findByLabelText<HTMLInputElement>("Address (optional)")).value).toBe("12 New");
  });
});

it("an error summary leads to the field", async () => {
  document.body.innerHTML = '<input id="target">';
  render(ErrorSummary, { lines: [{ target: "target", text: "Enter your name" }] });
  await fireEvent.click(screen.getByRole("link", { name: "Enter your name" }));
  expect(document.activeElement?.id).toBe("target");
});

describe("the first run", () => {
  it("says what is missing before it starts a hub", async () => {
    const { container } = render(FirstRun);
    await fireEvent.input(screen.getByLabelText(/ICB code/), { target: { value: "toolong" } });
    await fireEvent.click(screen.getByRole("button", { name: "Start the hub" }));
    expect(within(await screen.findByRole("alert")).getAllByRole("link").map((a) => a.textContent))
      .toEqual(["Enter the name of the training hub", "Enter your name", "An ICB code has three letters or figures, such as QWU"]);
    expect(await faultsOf(container)).toEqual([]);
  });

  it("shows what the core says when a hub cannot be started", async () => {
    render(FirstRun);
    await fireEvent.input(screen.getByLabelText("Name of the training hub"), { target: { value: "taken" } });
    await fireEvent.input(screen.getByLabelText("Your name"), { target: { value: "Ann" } });
    await fireEvent.click(screen.getByRole("button", { name: "Start the hub" }));
    expect(within(await screen.findByRole("alert")).getByText("There is already a hub file in that place.")).toBeTruthy();
  });
});
