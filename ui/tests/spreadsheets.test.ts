import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import ImportPage from "../src/pages/ImportPage.svelte";
import { dropped } from "../src/dropped.svelte";
import * as ipc from "../src/ipc";
import { answerAll, answerTo, fresh, inOrder, keptAsOwn, matchingOf, missing, nameAll, nextSheet, ownChoices, settled, unanswered, unnamed, withAnswer, withMatch, withName } from "../src/logic/spreadsheets";
import { session } from "../src/session.svelte";
import { kinds } from "./preview/kinds";
import { look, sheetPreview } from "./preview/spreadsheets";
import { faultsOf, part } from "./screen";

vi.mock("../src/ipc", () => import("./preview/ipc"));

const shown = (name: string): Promise<HTMLElement> => waitFor(() => part(name));
const file = "contacts.xlsx";

describe("what was chosen about a spreadsheet", () => {
  it("takes proposals as chosen, so that later steps read the same", () => {
    const request = settled(fresh(file), look(fresh(file)));
    expect(request).toMatchObject({ sheet: 0, header: 3, kind: "person" });
    expect(request.matching).toHaveLength(4);
  });

  it("moves one column and leaves the others", () => {
    const matching = matchingOf(look(fresh(file)));
    expect(withMatch(matching, 2, "")).toHaveLength(3);
    expect(withMatch(matching, 3, "notes").at(-1)).toEqual({ column: 3, field: "notes" });
    expect(withMatch(matching, 2, "role")[2]).toEqual({ column: 2, field: "role" });
  });

  it("names what a new record can't be without", () => {
    const person = kinds.find((k) => k.name === "person");
    expect(missing(person, []).map((f) => f.name)).toContain("name");
    expect(missing(person, [{ column: 0, field: "name" }]).map((f) => f.name)).not.toContain("name");
    expect(missing(person, [], ["name"]).map((f) => f.name)).not.toContain("name");
  });

  it("goes through the sheets in the order that is proposed", () => {
    const seen = look(fresh(file));
    expect(inOrder(seen).map((s) => s.name)).toEqual(["Surgeries", "Contacts"]);
    expect(nextSheet({ ...seen, sheet: 2 })).toEqual({ at: 0, name: "Contacts" });
    expect(nextSheet(seen)).toBeNull();
  });

  it("offers a column of the hub's own beside the fields, an existing one once", () => {
    expect(ownChoices(["Shoe size"], "SHOE SIZE", "")).toEqual([{ value: "own.Shoe size", label: "Shoe size", fresh: false }]);
    expect(ownChoices([], "Parking", "own.Badge").map((c) => c.label)).toEqual(["Parking", "Badge"]);
    expect(ownChoices([], "x".repeat(121), "")).toEqual([]);
    expect(keptAsOwn([{ column: 0, field: "name" }, { column: 1, field: "own.Parking" }])).toEqual(["Parking"]);
  });

  it("asks once for a name, whatever its capitals and spaces", () => {
    const [known, fresh_] = sheetPreview(fresh("names")).ask_names;
    const one = withName([], known!, "pcn-1", false);
    expect(answerTo(one, { ...known!, text: " sunyside " })?.record).toBe("pcn-1");
    expect(unnamed([known!, fresh_!], one)).toEqual([fresh_]);
    expect(unnamed([known!], withName(one, known!, "", false))).toEqual([known]);
    expect(nameAll([known!, fresh_!], [], "add").map((a) => a.text)).toEqual(["Dr New Person"]);
    expect(nameAll([known!, fresh_!], one, "empty")).toHaveLength(2);
  });

  it("counts answers row by row", () => {
    const questions = sheetPreview(fresh(file)).ask_rows;
    expect(unanswered(questions, [])).toHaveLength(1);
    expect(answerAll(questions, "same")).toEqual([{ row: 5, record: "person-0" }]);
    expect(answerAll(questions, "new")).toEqual([{ row: 5, record: null }]);
    expect(unanswered(questions, withAnswer([], 5, null))).toEqual([]);
    expect(withAnswer([{ row: 5, record: "x" }], 5, null)).toEqual([{ row: 5, record: null }]);
  });
});

describe("importing any spreadsheet", () => {
  beforeEach(async () => {
    session.say(null);
    await session.opened(await ipc.call("status", {}));
  });

  it("goes from the file to a finished import in steps, and each step is accessible", async () => {
    const spy = vi.spyOn(ipc, "call");
    vi.spyOn(ipc, "chooseFile").mockResolvedValue({ ticket: file, name: file });
    const { container } = render(ImportPage, { mapping: "any" });
    await fireEvent.click(await shown("choose-file"));
    await shown("step-sheet");
    expect(document.activeElement?.textContent).toBe("Sheet and headings");
    expect(await faultsOf(container)).toEqual([]);

    await fireEvent.click(part("next"));
    await shown("step-columns");
    expect(screen.getByLabelText<HTMLSelectElement>("Where does the column E-mail adress go?").value).toBe("email");
    expect(part("columns").textContent).toContain("by a similar heading: please check");
    expect(await faultsOf(container)).toEqual([]);

    await fireEvent.click(part("next"));
    await shown("step-questions");
    await fireEvent.submit(container.querySelector("form")!);
    expect(within(await screen.findByRole("alert")).getAllByRole("link")).toHaveLength(2);
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(screen.getByLabelText("The day first: 03/04/2025 is 3 April 2025"));
    await fireEvent.click(part("all-same"));
    await fireEvent.click(part("next"));

    await shown("step-check");
    expect(part("unused").textContent).toContain("PCN");
    expect(part("own-columns").textContent).toContain("Shoe size");
    expect(part("out-rows").textContent).toContain("Total · 31");
    expect(part("marked").textContent).toContain("ben at home");
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(part("save-rejected"));
    await waitFor(() => expect(part("saved-rejected").textContent).toContain("1 row was saved"));
    await fireEvent.click(screen.getByLabelText(/^Leave the cell empty/));
    await waitFor(() => expect(part("marked").textContent).toContain("The cell stays empty"));
    await fireEvent.click(part("apply"));
    await shown("imported");
    const applied = spy.mock.calls.find(([name]) => name === "import_sheet_apply")?.[1];
    expect(applied).toMatchObject({ token: "t1", request: { day_first: true, bad_cells: "leave_cell_empty", answers: [{ row: 5, record: "person-0" }] } });
    expect(await faultsOf(container)).toEqual([]);
    spy.mockRestore();
  });

  it("proposes the way made for a national list", async () => {
    vi.spyOn(ipc, "chooseFile").mockResolvedValue({ ticket: "epraccur.csv", name: "epraccur.csv" });
    render(ImportPage, { mapping: "any" });
    await fireEvent.click(await shown("choose-file"));
    await fireEvent.click(within(await shown("national")).getByRole("button"));
    expect((await shown("preview")).textContent).toContain("epraccur");
  });

  it("shows what stands beside the cells and turns quarters into rows when asked", async () => {
    const spy = vi.spyOn(ipc, "call");
    vi.spyOn(ipc, "chooseFile").mockResolvedValue({ ticket: "quarters.xlsx", name: "quarters.xlsx" });
    const { container } = render(ImportPage, { mapping: "any" });
    await fireEvent.click(await shown("choose-file"));
    await shown("step-sheet");
    expect(part("hidden-rows").textContent).toContain("Rows 7, 9");
    expect(part("cell-notes").textContent).toContain("Married in May.");
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(part("turn"));
    await waitFor(() => expect(spy.mock.lastCall?.[1]).toMatchObject({ across: { columns: [2, 3, 4, 5] } }));
    await fireEvent.click(await shown("leave-hidden"));
    await waitFor(() => expect(spy.mock.lastCall?.[1]).toMatchObject({ leave_hidden: true, across: { columns: [2, 3, 4, 5] } }));
    spy.mockRestore();
  });

  it("imports all sheets together, with questions and columns of each", async () => {
    const spy = vi.spyOn(ipc, "call");
    vi.spyOn(ipc, "chooseFile").mockResolvedValue({ ticket: file, name: file });
    const { container } = render(ImportPage, { mapping: "any" });
    await fireEvent.click(await shown("choose-file"));
    await fireEvent.click(await shown("all-sheets"));
    expect((await shown("book-sheets")).textContent).toContain("Surgeries");
    expect(await faultsOf(container)).toEqual([]);
    expect(container.querySelector("[data-test=apply]")).toBeNull();
    await fireEvent.click(part("ask-1"));
    await shown("book-questions");
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.submit(container.querySelector("form")!);
    expect(within(await screen.findByRole("alert")).getAllByRole("link")).toHaveLength(2);
    await fireEvent.click(part("names-add"));
    await fireEvent.click(screen.getByLabelText("The same as Sunnyside PCN (U10002)"));
    await fireEvent.click(part("next"));
    await fireEvent.click(await shown("columns-0"));
    await shown("book-columns");
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(part("next"));
    await fireEvent.click(await shown("apply"));
    await shown("imported");
    const applied = spy.mock.calls.find(([name]) => name === "import_book_apply")?.[1] as { request: { sheets: unknown[] } };
    expect(applied.request.sheets[1]).toMatchObject({ names: [{ text: "Dr New Person", add: true }, { text: "Sunyside", record: "pcn-1" }] });
    spy.mockRestore();
  });

  it("keeps what was chosen about the columns when the look at the rows fails", async () => {
    const { call } = ipc;
    const spy = vi.spyOn(ipc, "call").mockImplementation(((name: never, request: never) =>
      name === "import_sheet_preview" ? Promise.reject({ code: "busy", message: "The file is in use.", hint: "", fields: [] }) : call(name, request)) as typeof ipc.call);
    vi.spyOn(ipc, "chooseFile").mockResolvedValue({ ticket: file, name: file });
    render(ImportPage, { mapping: "any" });
    await fireEvent.click(await shown("choose-file"));
    await fireEvent.click(await shown("next"));
    await shown("step-columns");
    const pcn = (): HTMLSelectElement => screen.getByLabelText("Where does the column PCN go?");
    expect(pcn().value).toBe("");
    await fireEvent.change(pcn(), { target: { value: "role" } });
    await fireEvent.click(part("next"));
    await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("The file is in use."));
    await waitFor(() => expect(pcn().value).toBe("role"));
    spy.mockRestore();
  });

  it("keeps what was answered and chosen about a sheet of a workbook when the look fails", async () => {
    const { call } = ipc;
    let fails = false;
    const spy = vi.spyOn(ipc, "call").mockImplementation(((name: never, request: never) =>
      fails && name === "import_book_preview" ? Promise.reject({ code: "busy", message: "The file is in use.", hint: "", fields: [] }) : call(name, request)) as typeof ipc.call);
    vi.spyOn(ipc, "chooseFile").mockResolvedValue({ ticket: file, name: file });
    render(ImportPage, { mapping: "any" });
    await fireEvent.click(await shown("choose-file"));
    await fireEvent.click(await shown("all-sheets"));
    await fireEvent.click(await shown("ask-1"));
    await shown("book-questions");
    const same = (): HTMLInputElement => screen.getByLabelText("The same as Sunnyside PCN (U10002)");
    await fireEvent.click(part("names-add"));
    await fireEvent.click(same());
    fails = true;
    await fireEvent.click(part("next"));
    await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("The file is in use."));
    await waitFor(() => expect(same().checked).toBe(true));
    fails = false;
    await fireEvent.click(part("next"));
    await fireEvent.click(await shown("columns-0"));
    await shown("book-columns");
    const pcn = (): HTMLSelectElement => screen.getByLabelText("Where does the column PCN go?");
    await fireEvent.change(pcn(), { target: { value: "notes" } });
    fails = true;
    await fireEvent.click(part("next"));
    await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("The file is in use."));
    await waitFor(() => expect(pcn().value).toBe("notes"));
    spy.mockRestore();
  });

  it("shows what an import did before it turns to a file that was dropped meanwhile", async () => {
    const { call } = ipc;
    let finish = (): void => {};
    const spy = vi.spyOn(ipc, "call").mockImplementation(((name: string, request: never) =>
      name === "import_book_apply" ? new Promise<void>((done) => (finish = done)).then(() => call(name, request)) : call(name as never, request)) as typeof ipc.call);
    vi.spyOn(ipc, "chooseFile").mockResolvedValue({ ticket: file, name: file });
    const { rerender } = render(ImportPage, { mapping: "any" });
    await fireEvent.click(await shown("choose-file"));
    await fireEvent.click(await shown("all-sheets"));
    await fireEvent.click(await shown("use-1"));
    await fireEvent.click(await shown("apply"));
    await waitFor(() => expect(session.writing).toBe(1));
    dropped.take({ ticket: "dropped.ods", name: "dropped.ods" });
    await rerender({ mapping: "" });
    await waitFor(() => expect(part("import-note").textContent).toContain("dropped.ods"));
    finish();
    await shown("imported");
    await fireEvent.click(screen.getByRole("button", { name: "Import another file" }));
    await waitFor(() => expect(part("step-sheet").textContent).toContain("dropped.ods"));
    spy.mockRestore();
  });

  it("forgets what was typed for every row when the rows become something else", async () => {
    const spy = vi.spyOn(ipc, "call");
    vi.spyOn(ipc, "chooseFile").mockResolvedValue({ ticket: file, name: file });
    render(ImportPage, { mapping: "any" });
    await fireEvent.click(await shown("choose-file"));
    await fireEvent.click(await shown("next"));
    await shown("step-columns");
    for (const column of ["First name", "Surname"])
      await fireEvent.change(screen.getByLabelText(`Where does the column ${column} go?`), { target: { value: "" } });
    await fireEvent.input(document.querySelector("#fill-name")!, { target: { value: "Somebody" } });
    await fireEvent.click(part("next"));
    await shown("step-questions");
    expect(spy.mock.lastCall?.[1]).toMatchObject({ filled: [{ field: "name", text: "Somebody" }] });
    await fireEvent.click(screen.getByRole("button", { name: "Back" }));
    await shown("step-columns");
    await fireEvent.click(screen.getByRole("button", { name: "Back" }));
    await fireEvent.change(await shown("type"), { target: { value: "practice" } });
    await waitFor(() => expect(spy.mock.lastCall?.[1]).toMatchObject({ kind: "practice", filled: [] }));
    spy.mockRestore();
  });

  it("looks anew where the hub changed meanwhile, and says why", async () => {
    const { call } = ipc;
    const fault = { code: "import_changed", message: "This hub has changed since you looked.", hint: "", fields: [] };
    const spy = vi.spyOn(ipc, "call").mockImplementation(((name: never, request: never) =>
      /_apply$/.test(name) ? Promise.reject(fault) : call(name, request)) as typeof ipc.call);
    const looks = (of: string): number => spy.mock.calls.filter(([name]) => name === of).length;
    vi.spyOn(ipc, "chooseFile").mockResolvedValue({ ticket: file, name: file });
    const book = render(ImportPage, { mapping: "any" });
    await fireEvent.click(await shown("choose-file"));
    await fireEvent.click(await shown("all-sheets"));
    await fireEvent.click(await shown("use-1"));
    await fireEvent.click(await shown("apply"));
    await waitFor(() => expect(looks("import_book_preview")).toBe(3));
    await shown("apply");
    expect(screen.getByRole("alert").textContent).toContain(fault.message);
    book.unmount();

    vi.spyOn(ipc, "chooseFile").mockResolvedValue({ ticket: "sizes.csv", name: "sizes.csv" });
    render(ImportPage, { mapping: "list-sizes" });
    await fireEvent.click(await shown("choose-file"));
    await fireEvent.click(await shown("apply"));
    await waitFor(() => expect(looks("import_preview")).toBe(2));
    await shown("apply");
    expect(screen.getByRole("alert").textContent).toContain(fault.message);
    spy.mockRestore();
  });

  it("leaves the last sheet of a workbook ticked, since it would be imported", async () => {
    vi.spyOn(ipc, "chooseFile").mockResolvedValue({ ticket: file, name: file });
    render(ImportPage, { mapping: "any" });
    await fireEvent.click(await shown("choose-file"));
    await fireEvent.click(await shown("all-sheets"));
    await fireEvent.click(await shown("use-1"));
    await waitFor(() => expect(part("use-1")).toHaveProperty("checked", false));
    await fireEvent.click(await shown("use-0"));
    await waitFor(() => expect(screen.getByRole("alert").textContent).toBeTruthy());
    expect(part("use-0")).toHaveProperty("checked", true);
  });

  it("opens with a spreadsheet that is dropped on the window", async () => {
    render(ImportPage, { mapping: "" });
    dropped.take({ ticket: "dropped.ods", name: "dropped.ods" });
    await shown("step-sheet");
    expect(part("step-sheet").textContent).toContain("dropped.ods");
  });
});
