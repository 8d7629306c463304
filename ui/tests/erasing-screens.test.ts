import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import ErasePage from "../src/pages/ErasePage.svelte";
import ErasuresPage from "../src/pages/ErasuresPage.svelte";
import MergePage from "../src/pages/MergePage.svelte";
import RecordPage from "../src/pages/RecordPage.svelte";
import ReturnPage from "../src/pages/ReturnPage.svelte";
import { session } from "../src/session.svelte";
import * as ipc from "../src/ipc";
import { faultsOf, part, pick, shown } from "./screen";

vi.mock("../src/ipc", () => import("./preview/ipc"));

const asked = (spy: { mock: { calls: unknown[][] } }, name: string): unknown[] => spy.mock.calls.filter(([n]) => n === name).map(([, r]) => r);

beforeEach(async () => {
  session.say(null);
  await session.opened(await ipc.call("status", {}));
});

describe("erasing", () => {
  it("is reached from the end of a record's page, and so is merging", async () => {
    render(RecordPage, { kind: "person", id: "person-0", fill: {} });
    expect((await shown("go-erase")).getAttribute("href")).toBe("#/erase/person/person-0");
    expect(part("go-merge").getAttribute("href")).toBe("#/merge/person/person-0");
  });

  it("shows what goes and what stays, and erases nothing before ground, case, approval and tick", async () => {
    const spy = vi.spyOn(ipc, "call");
    const { container } = render(ErasePage, { kind: "person", id: "person-0" });
    await fireEvent.click(await shown("erase-look"));
    expect((await screen.findByRole("alert")).textContent).toContain("Choose whether the whole record");
    await fireEvent.click(part("erase-whole"));
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(part("erase-look"));
    expect((await shown("goes")).textContent).toContain("the whole record");
    expect(part("stays").textContent).toContain("signed; content erased");
    expect(within(part("mentions")).getByRole("link").getAttribute("href")).toBe("#/record/practice/practice-0");
    expect(document.activeElement?.textContent).toBe("What would happen");
    await fireEvent.click(part("erase"));
    expect(within(await screen.findByRole("alert")).getAllByRole("link")).toHaveLength(4);
    expect(asked(spy, "erase")).toEqual([]);
    expect(await faultsOf(container)).toEqual([]);

    await fireEvent.input(screen.getByLabelText("On what ground?"), { target: { value: "Request, article 17" } });
    await fireEvent.input(screen.getByLabelText("Number of the case"), { target: { value: "IG-2026-12" } });
    await pick("Who approved it?", "a");
    await fireEvent.click(part("erase-sure"));
    await fireEvent.click(part("erase"));
    expect((await shown("erased")).textContent).toContain("6 values");
    expect(asked(spy, "erase")).toMatchObject([{ kind: "person", id: "person-0", fields: [], ground: "Request, article 17", case_number: "IG-2026-12" }]);
    expect(await faultsOf(container)).toEqual([]);
    spy.mockRestore();
  });

  it("says why a whole practice is refused, and takes single fields instead", async () => {
    const spy = vi.spyOn(ipc, "call");
    render(ErasePage, { kind: "practice", id: "practice-3" });
    await fireEvent.click(await shown("erase-whole"));
    await fireEvent.click(part("erase-look"));
    expect((await screen.findByRole("alert")).textContent).toContain("Nothing was erased");
    await fireEvent.click(part("erase-some"));
    await fireEvent.click(part("erase-field-telephone"));
    await fireEvent.click(part("erase-look"));
    await shown("goes");
    expect(asked(spy, "erase_preview")).toMatchObject([{ fields: [] }, { fields: ["telephone"] }]);
    spy.mockRestore();
  });

  it("a person who goes back finds what was chosen", async () => {
    render(ErasePage, { kind: "practice", id: "practice-3" });
    await fireEvent.click(await shown("erase-some"));
    await fireEvent.click(part("erase-field-telephone"));
    await fireEvent.click(part("erase-look"));
    await fireEvent.click(await shown("erase-back"));
    expect((await shown("erase-field-telephone") as HTMLInputElement).checked).toBe(true);
  });

  it("what was erased is listed, without a name", async () => {
    const { container } = render(ErasuresPage);
    const listed = await shown("erasure");
    expect(listed.textContent).toContain("case IG-2026-12");
    expect(listed.textContent).not.toContain("Priya");
    expect(await faultsOf(container)).toEqual([]);
  });
});

describe("the copy of a submitted return", () => {
  const { call } = ipc;
  const there = (state: string, text: string) => async (name: "return_page", request: { id: string }): Promise<unknown> => {
    const reply = await call(name, request);
    return name === "return_page" ? { ...reply, frozen: true, copy: { state, text } } : reply;
  };

  it.each([
    ["erased", "Signed; content erased.", /held a person whose data was erased/],
    ["missing", "Paper not here yet: ask Sam Okafor (SAM-PC).", /has not come to this laptop/],
  ])("that is %s is said above the figures", async (state, text, why) => {
    const spy = vi.spyOn(ipc, "call").mockImplementation(there(state, text) as never);
    const { container } = render(ReturnPage, { id: "return-0", number: "" });
    expect((await shown("copy-gone")).textContent).toContain(text);
    expect(part("copy-gone").textContent).toMatch(why);
    expect(await faultsOf(container)).toEqual([]);
    spy.mockRestore();
  });
});

describe("merging by hand", () => {
  it("compares both and merges only once it is said which one stays", async () => {
    const spy = vi.spyOn(ipc, "call");
    const { container } = render(MergePage, { kind: "practice", id: "practice-0" });
    await fireEvent.click(await shown("merge"));
    expect((await screen.findByRole("alert")).textContent).toContain("Choose the other record");
    await pick(/Which other practice/, "Church");
    const table = await shown("compare");
    expect(within(table).getByRole("rowheader", { name: /differs: Name/ })).toBeTruthy();
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(part("merge"));
    expect((await screen.findByRole("alert")).textContent).toContain("Choose which one stays");
    expect(asked(spy, "merge_records")).toEqual([]);
    await fireEvent.click(part("keep-second"));
    expect(part("merge-outcome").textContent).toMatch(/the two differ/);
    await fireEvent.click(part("merge"));
    await waitFor(() => expect(asked(spy, "merge_records")).toHaveLength(1));
    expect(asked(spy, "merge_records")).toMatchObject([{ kind: "practice", other: "practice-0" }]);
    await waitFor(() => expect(session.message?.action?.label).toBe("Undo"));
    expect(window.location.hash).toMatch(/^#.record.practice.practice-/);
    spy.mockRestore();
  });

  it("a record is not merged with itself", async () => {
    render(MergePage, { kind: "practice", id: "practice-0" });
    await shown("merge");
    const { title } = await ipc.call("show", { kind: "practice", id: "practice-0" });
    await pick(/Which other practice/, title);
    expect(await screen.findAllByText(/This is the same record/)).toHaveLength(2);
    expect(document.querySelector('[data-test="compare"]')).toBeNull();
  });
});
