import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import ImportPage from "../src/pages/ImportPage.svelte";
import * as ipc from "../src/ipc";
import { answerAll, fresh, inOrder, matchingOf, missing, nextSheet, settled, unanswered, withAnswer, withMatch } from "../src/logic/spreadsheets";
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
    expect(request.matching).toHaveLength(3);
  });

  it("moves one column and leaves the others", () => {
    const matching = matchingOf(look(fresh(file)));
    expect(withMatch(matching, 2, "")).toHaveLength(2);
    expect(withMatch(matching, 3, "notes").at(-1)).toEqual({ column: 3, field: "notes" });
    expect(withMatch(matching, 2, "role")[2]).toEqual({ column: 2, field: "role" });
  });

  it("names what a new record can't be without", () => {
    const person = kinds.find((k) => k.name === "person");
    expect(missing(person, []).map((f) => f.name)).toContain("name");
    expect(missing(person, [{ column: 0, field: "name" }]).map((f) => f.name)).not.toContain("name");
  });

  it("goes through the sheets in the order that is proposed", () => {
    const seen = look(fresh(file));
    expect(inOrder(seen).map((s) => s.name)).toEqual(["Surgeries", "Contacts"]);
    expect(nextSheet({ ...seen, sheet: 2 })).toEqual({ at: 0, name: "Contacts" });
    expect(nextSheet(seen)).toBeNull();
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
    expect(part("unused").textContent).toContain("Shoe size");
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
});
