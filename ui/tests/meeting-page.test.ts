import { configure, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import DeclarePage from "../src/pages/DeclarePage.svelte";
import BoardPage from "../src/pages/BoardPage.svelte";
import BoardsPage from "../src/pages/BoardsPage.svelte";
import InterestsPage from "../src/pages/InterestsPage.svelte";
import MeetingPage from "../src/pages/MeetingPage.svelte";
import PacksPage from "../src/pages/PacksPage.svelte";
import { versionNames } from "../src/logic/packVersions";
import { mailing } from "../src/mailing.svelte";
import { session } from "../src/session.svelte";
import * as ipc from "../src/ipc";
import { faultsOf, part, shown } from "./screen";

vi.mock("../src/ipc", () => import("./preview/ipc"));
configure({ testIdAttribute: "data-test" });

beforeEach(async () => {
  vi.restoreAllMocks();
  await session.opened(await ipc.call("status", {}));
});

/** What the core was asked last under a name. */
function asked(): (name: string) => unknown {
  const call = vi.spyOn(ipc, "call");
  return (name) => call.mock.calls.filter(([one]) => one === name).at(-1)?.[1];
}

const item = (at: number): HTMLElement => screen.getAllByTestId("agenda-item")[at] as HTMLElement;

async function run(): Promise<HTMLElement> {
  const { container } = render(MeetingPage, { id: "meeting-1" });
  await fireEvent.click(await shown("mode-run"));
  return container;
}

describe("a meeting that is run", () => {
  it("is one stop of the Tab key for the people, with arrows between them", async () => {
    const container = await run();
    expect(await faultsOf(container)).toEqual([]);
    const buttons = within(part("meeting-people")).getAllByRole("button");
    expect(buttons.filter((b) => b.tabIndex === 0)).toHaveLength(1);
    buttons[0]?.focus();
    await fireEvent.keyDown(document.activeElement as Element, { key: "ArrowDown" });
    await fireEvent.keyDown(document.activeElement as Element, { key: "ArrowRight" });
    expect(document.activeElement?.getAttribute("aria-label")).toBe("Ben Carter sent apologies");
  });

  it("keeps somebody who went and came back as out for a while", async () => {
    await run();
    const call = asked();
    await fireEvent.click(screen.getByLabelText("Ben Carter went now"));
    await fireEvent.click(await screen.findByLabelText("Ben Carter came back now"));
    expect(call("meeting_attend")).toMatchObject({ person: "p1", left: null });
    expect((call("meeting_attend") as { back: string }).back).toMatch(/^\d\d:\d\d$/);
  });

  it("keeps an action in one line, and a decision, under the item", async () => {
    await run();
    const call = asked();
    const line = within(item(1)).getByLabelText("Action from “Renewal of the e-learning contract”");
    await fireEvent.input(line, { target: { value: "Write to the supplier" } });
    await fireEvent.submit(part("act-item-2"));
    await waitFor(() => expect(item(1).textContent).toContain("with a semicolon"));
    expect(call("save")).toBeUndefined();
    await fireEvent.input(line, { target: { value: "Write to the supplier; Ben Carter; 01/12/2026" } });
    await fireEvent.submit(part("act-item-2"));
    await waitFor(() => expect(call("save")).toMatchObject({ kind: "board_action", fields: { item: "item-2", meeting: "meeting-1", owner: "Ben Carter" } }));
    await fireEvent.input(within(item(1)).getByLabelText("Decision on “Renewal of the e-learning contract”"), { target: { value: "Renewed for a year." } });
    await fireEvent.submit(part("decide-item-2"));
    await waitFor(() => expect(call("save")).toMatchObject({ kind: "decision", fields: { item: "item-2", way: "meeting", decision: "Renewed for a year." } }));
  });

  it("goes from item to item as one edit", async () => {
    await run();
    const call = asked();
    await fireEvent.click(part("next-item"));
    await waitFor(() => expect(call("save_many")).toMatchObject({ kind: "agenda_item", rows: [{ id: "item-1", fields: { ended: null } }] }));
    // The next Tab key leads to what belongs to the item.
    await waitFor(() => expect(document.activeElement?.id).toBe("item-item-1"));
  });

  it("takes an interest on the spot with what the chair ruled", async () => {
    await run();
    const call = asked();
    await fireEvent.submit(part("on-the-spot"));
    expect(session.message).toMatchObject({ text: "Choose who declares it and the item, and write what they declare.", bad: true });
    await fireEvent.change(screen.getByLabelText("Who declares it"), { target: { value: "p1" } });
    await fireEvent.change(screen.getByLabelText("On which item"), { target: { value: "item-1" } });
    await fireEvent.input(screen.getByLabelText("What they declare"), { target: { value: "A cousin works there" } });
    await fireEvent.change(screen.getByLabelText("What the chair rules"), { target: { value: "noted" } });
    await fireEvent.submit(part("on-the-spot"));
    await waitFor(() => expect(call("meeting_rule")).toMatchObject({ item: "item-1", person: "p1", ruled: "noted", out: null }));
  });

  it("says who takes the chair for an item in place of the chair", async () => {
    await run();
    expect(item(1).textContent).toContain("Ben Carter takes the chair for this item");
    expect(item(0).textContent).not.toContain("takes the chair");
    await fireEvent.click(part("hide-private"));
    expect(item(1).textContent).not.toContain("takes the chair");
  });

  it("hides everything confidential while the screen is shared", async () => {
    const container = await run();
    await fireEvent.click(part("hide-private"));
    const seen = (): string => container.textContent;
    expect(seen()).not.toContain("A practice that gives cause for concern");
    expect(seen()).not.toContain("about supervisors");
    expect(seen()).not.toContain("Fernwick Learning Ltd: the same name");
    await fireEvent.click(part("mode-prepare"));
    expect(seen()).not.toContain("waits for its paper");
    expect(seen()).not.toContain("Plan for the year");
  });
});

describe("a meeting that is prepared", () => {
  it("asks for papers, takes standing items over and looks ahead", async () => {
    const { container } = render(MeetingPage, { id: "meeting-1" });
    await shown("letters-papers");
    const start = vi.spyOn(mailing, "start");
    const call = asked();
    await fireEvent.click(await screen.findByText("Prepare e-mail", { exact: false, selector: "button" }));
    expect(start).toHaveBeenCalledWith(expect.objectContaining({ subject: "Paper for Hub board" }));
    expect(part("ahead").textContent).toContain("Plan for the year");
    await fireEvent.click(part("take-standing"));
    await waitFor(() => expect(call("meeting_standing")).toEqual({ id: "meeting-1" }));
    expect(await faultsOf(container)).toEqual([]);
  });

  it("makes every copy at once, with the papers as chosen", async () => {
    render(MeetingPage, { id: "meeting-1" });
    await shown("all-copies");
    const call = asked();
    await fireEvent.change(part("pack-papers"), { target: { value: "read" } });
    await fireEvent.click(part("print-both_sides"));
    await fireEvent.click(part("all-copies"));
    await waitFor(() => expect(call("pack_copies")).toMatchObject({ meeting: "meeting-1", papers: "read", print: { both_sides: true, large: false } }));
    await waitFor(() => expect(part("who-gets-which").textContent).toContain("Dilys Morgan"));
    await fireEvent.click(part("export-pack"));
    await waitFor(() => expect(call("pack")).toMatchObject({ pack: "board", papers: "read" }));
  });
});

describe("a declaration", () => {
  it("sends only what was asked for in the end", async () => {
    const { container } = render(DeclarePage, { person: "person-1" });
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>("Who declares").value).not.toBe(""));
    const call = asked();
    await fireEvent.click(part("declared-interest"));
    await fireEvent.click(part("kind-indirect"));
    await fireEvent.input(screen.getByLabelText(/^Whose/), { target: { value: "Sam Hill" } });
    await fireEvent.click(part("kind-personal"));
    // Without saying what it is, nothing is asked of the hub file.
    await fireEvent.submit(part("declare-form"));
    expect(call("declare")).toBeUndefined();
    await fireEvent.input(screen.getByLabelText("What the interest is"), { target: { value: "A friend runs it" } });
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.submit(part("declare-form"));
    await waitFor(() => expect(call("declare")).toMatchObject({ declared: "interest", fields: { kind: "personal", description: "A friend runs it" } }));
    expect(Object.keys((call("declare") as { fields: object }).fields).sort()).toEqual(["description", "kind"]);
  });

  it("is asked for with a form and an e-mail, and that is noted", async () => {
    const { container } = render(InterestsPage);
    const start = vi.spyOn(mailing, "start");
    await fireEvent.click(await shown("ask"));
    await waitFor(() => expect(start).toHaveBeenCalledWith(expect.objectContaining({ subject: "Declaration of interests" })));
    await fireEvent.click(part("mark-asked"));
    await waitFor(() => expect(part("declarations-due").textContent).toContain("Asked on 22 November 2026"));
    expect(part("mark-asked").textContent).toBe("Mark as reminded");
    expect(await faultsOf(container)).toEqual([]);
  });
});

describe("the page of all packs", () => {
  it("leads to the packs of meetings and makes the other ones", async () => {
    const { container } = render(PacksPage);
    await shown("packs-others");
    const call = asked();
    await fireEvent.click(await shown("other-strategy"));
    await fireEvent.click(await within(part("packs-others")).findByTestId("export-pack"));
    await waitFor(() => expect(call("pack")).toMatchObject({ pack: "strategy", record: null, copy: "members" }));
    expect(await faultsOf(container)).toEqual([]);
  });

  it("issues a register of one board as its versions, which are exported and signed off", async () => {
    const { container } = render(PacksPage);
    await fireEvent.click(await shown("other-interests"));
    await fireEvent.change(await shown("packs-board"), { target: { value: "board-1" } });
    const call = asked();
    await fireEvent.click(await shown("issue-pack"));
    await waitFor(() => expect(call("pack_issue")).toEqual({ pack: "interests", record: "board-1" }));
    await waitFor(() => expect(part("pack-version").textContent).toContain("Version 1, issued on 22 November 2026 by Amina Rahman"));
    const others = within(part("packs-others"));
    expect(others.queryByTestId("copy-closed")).toBeNull();
    await fireEvent.click(others.getByTestId("copy-public"));
    await fireEvent.click(others.getByTestId("export-pack"));
    await waitFor(() => expect(call("pack")).toMatchObject({ pack: "interests", record: "board-1", version: "issued-interests-1", copy: "public" }));
    expect(part("sign-off").textContent).toContain("Register of interests, version 1");
    expect(await faultsOf(container)).toEqual([]);
    // What was issued of one pack is not offered for another.
    await fireEvent.click(part("other-engagement"));
    await waitFor(() => expect(part("pack-state").textContent).toContain("Nothing was issued yet"));
    expect(screen.queryByTestId("sign-off")).toBeNull();
  });

  it("tells two versions apart that look alike", () => {
    const one = { id: "a", version: 1, on: "1 December 2026", by: "Ann Archer", check_code: "aaa" };
    const named = versionNames([{ ...one, version: 2 }, one, { ...one, id: "b", check_code: "bbb" }, { ...one, id: "c", by: "Bo Bell" }]);
    expect(named.map(([, name]) => name.replace(", issued on 1 December 2026", ""))).toEqual([
      "Version 2 by Ann Archer", "Version 1 by Ann Archer (check code aaa)", "Version 1 by Ann Archer (check code bbb)", "Version 1 by Bo Bell",
    ]);
  });
});

describe("the boards", () => {
  it("are started from the usual terms of their kind", async () => {
    const { container } = render(BoardsPage);
    await shown("start-board");
    const call = asked();
    await fireEvent.change(part("board-template"), { target: { value: "locality_executive" } });
    await fireEvent.input(screen.getByLabelText("What is it called? (optional)"), { target: { value: "Dene executive" } });
    await fireEvent.submit(part("start-board"));
    await waitFor(() => expect(call("board_start")).toEqual({ template: "locality_executive", name: "Dene executive" }));
    expect(part("lines").textContent).toContain("Primary care school");
    expect(await faultsOf(container)).toEqual([]);
  });

  it("show their past years", async () => {
    const { container } = render(BoardPage, { id: "board-1" });
    await shown("board-year");
    const call = asked();
    const past = part("board-year").querySelectorAll("option")[2] as HTMLOptionElement;
    await fireEvent.change(part("board-year"), { target: { value: past.value } });
    await waitFor(() => expect(call("board_page")).toEqual({ id: "board-1", year: past.value }));
    expect(await faultsOf(container)).toEqual([]);
  });
});

describe("the minutes of a meeting", () => {
  it("are finished once more where they were changed after the check", async () => {
    render(MeetingPage, { id: "meeting-1" });
    await fireEvent.click(await shown("mode-close"));
    const call = asked();
    await fireEvent.submit(await shown("minutes-step"));
    await screen.findByText("The chair has checked it");
    expect(screen.queryByTestId("draft-again")).toBeNull();
    await fireEvent.submit(part("minutes-step"));
    await fireEvent.click(await shown("draft-again"));
    await screen.findByText("The chair has checked it");
    expect(call("minutes_step")).toMatchObject({ step: "draft", at: null });
  });
});
