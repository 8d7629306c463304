// Pages of several records mark those in which something is to be settled, with the way there.
import { configure, fireEvent, render, screen, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { SettleMark } from "../bindings/SettleMark";
import BoardPage from "../src/pages/BoardPage.svelte";
import InterestsPage from "../src/pages/InterestsPage.svelte";
import MeetingPage from "../src/pages/MeetingPage.svelte";
import StakeholderMapPage from "../src/pages/StakeholderMapPage.svelte";
import StakeholderBox from "../src/parts/stakeholders/StakeholderBox.svelte";
import { session } from "../src/session.svelte";
import * as ipc from "../src/ipc";
import { faultsOf, part, shown } from "./screen";

vi.mock("../src/ipc", () => import("./preview/ipc"));
configure({ testIdAttribute: "data-test" });

beforeEach(async () => {
  vi.restoreAllMocks();
  await session.opened(await ipc.call("status", {}));
});

const mark = (on: string, at: number): SettleMark => ({
  on, id: `field/kind/${on}/name`, what: "field", kind: "kind", kind_label: "Kind", record: on || "elsewhere", title: on, field: "name", field_label: "Name",
  sentence: `Name of ${on || "something else"} has two versions.`, versions: 2, people: [], at,
});

/** Pages come with something to settle at these of their records. */
function toSettle(...marks: SettleMark[]): void {
  const real = ipc.call;
  const call = async (...asked: Parameters<typeof ipc.call>): Promise<unknown> => {
    const reply: unknown = await real(...asked);
    const has = typeof reply === "object" && reply !== null && "to_settle" in reply && Array.isArray(reply.to_settle);
    return has ? { ...reply, to_settle: marks } : reply;
  };
  vi.spyOn(ipc, "call").mockImplementation(call as typeof ipc.call);
}

/** Where the marks of a part of the screen lead, and what they are of. */
const marked = (within_: HTMLElement): string[] =>
  within(within_).queryAllByTestId("versions").map((link) => `${link.getAttribute("href")} ${link.textContent}`);

describe("a meeting with something to settle", () => {
  it("marks the item, the action and the person, and leads to each", async () => {
    toSettle(mark("item-1", 1), mark("a1", 2), mark("p1", 3), mark("", 4));
    const { container } = render(MeetingPage, { id: "meeting-1" });
    const banner = await shown("to-settle-here");
    expect(within(banner).getAllByRole("link").map((a) => a.getAttribute("href"))).toEqual([
      "#/to-settle/field%2Fkind%2Fitem-1%2Fname?record=item-1", "#/to-settle/field%2Fkind%2Fa1%2Fname?record=a1",
      "#/to-settle/field%2Fkind%2Fp1%2Fname?record=p1", "#/to-settle/field%2Fkind%2F%2Fname?record=elsewhere",
    ]);
    const items = screen.getAllByTestId("agenda-item");
    expect(marked(items[0] as HTMLElement)).toEqual(["#/to-settle/field%2Fkind%2Fitem-1%2Fname?record=item-1 2 versions to settle of 1. Minutes of the last meeting"]);
    expect(marked(items[1] as HTMLElement)).toEqual([]);
    expect(marked(part("board-actions"))).toHaveLength(1);
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(part("mode-run"));
    expect(marked(part("meeting-people"))).toEqual([expect.stringContaining("of Ben Carter")]);
  });

  it("says nothing of it while others see the screen", async () => {
    toSettle(mark("item-3", 1), mark("a1", 2));
    render(MeetingPage, { id: "meeting-1" });
    await shown("to-settle-here");
    await fireEvent.click(part("hide-private"));
    expect(within(part("to-settle-here")).queryAllByRole("link")).toEqual([]);
    expect(document.body.textContent).not.toContain("A practice that gives cause for concern");
    expect(document.body.textContent).not.toContain("Write to the university about supervisors");
  });

  it("shows no banner and no mark where there is nothing", async () => {
    render(MeetingPage, { id: "meeting-1" });
    await shown("meeting-todo");
    expect(document.querySelector('[data-test="to-settle-here"]')).toBeNull();
    expect(marked(document.body)).toEqual([]);
  });
});

describe("other pages of several records", () => {
  it("a board marks its members, seats and meetings", async () => {
    toSettle(mark("m0", 1), mark("s2", 2), mark("meeting-0", 3), mark("a1", 4));
    const { container } = render(BoardPage, { id: "board-1" });
    await shown("board-members");
    for (const name of ["board-members", "board-seats", "board-meetings", "board-actions"]) expect(marked(part(name))).toHaveLength(1);
    expect(await faultsOf(container)).toEqual([]);
  });

  it("the register of interests marks its lines, and names five things at most", async () => {
    toSettle(...["d1", "", "x2", "x3", "x4", "x5", "x6"].map(mark));
    render(InterestsPage);
    await shown("register");
    expect(marked(part("register"))).toEqual([expect.stringContaining("of Dilys Morgan")]);
    const links = within(part("to-settle-here")).getAllByRole("link");
    expect(links.map((a) => a.textContent)).toEqual([...Array<string>(5).fill("Name: Two versions"), "2 more things to settle"]);
    expect(links.at(-1)?.getAttribute("href")).toBe("#/to-settle");
  });

  it("the stakeholder map says it in the squares and marks it in the list", async () => {
    toSettle({ ...mark("organisation-5", 1), what: "removed" });
    const { container } = render(StakeholderMapPage);
    await shown("map-list");
    expect(screen.getByRole("button", { name: "Two versions to settle: Dene Council: influence 3, interest 2" })).toBeTruthy();
    expect(marked(part("map-list"))).toEqual([expect.stringContaining("Removed and edited of Dene Council")]);
    expect(await faultsOf(container)).toEqual([]);
  });

  it("a stakeholder's timeline marks the entry", async () => {
    toSettle(mark("stakeholder_group-1", 1));
    render(StakeholderBox, { kind: "organisation", id: "organisation-1" });
    await shown("timeline");
    expect(marked(part("timeline"))).toEqual([expect.stringContaining("of Forum of practice managers")]);
    expect(marked(part("follow-ups"))).toEqual([]);
  });
});
