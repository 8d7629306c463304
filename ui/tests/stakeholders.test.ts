import axe from "axe-core";
import { configure, fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import DuplicatesPage from "../src/pages/DuplicatesPage.svelte";
import PassportPage from "../src/pages/PassportPage.svelte";
import StakeholderMapPage from "../src/pages/StakeholderMapPage.svelte";
import FeedbackBox from "../src/parts/stakeholders/FeedbackBox.svelte";
import StakeholderBox from "../src/parts/stakeholders/StakeholderBox.svelte";
import { address, route } from "../src/logic/router";
import { gaps, inSquare, stepped } from "../src/logic/stakeholders";
import { session } from "../src/session.svelte";
import * as ipc from "../src/ipc";

vi.mock("../src/ipc", () => import("./preview/ipc"));
configure({ testIdAttribute: "data-test" });

async function faultsOf(container: Element): Promise<string[]> {
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`);
}

const spotOf = async (id: string): Promise<string> => {
  const { points } = await ipc.call("stakeholder_map", {});
  const point = points.find((p) => p.id === id);
  return `${point?.influence}/${point?.interest}`;
};

beforeEach(async () => {
  await session.opened(await ipc.call("status", {}));
});

describe("places", () => {
  it("have addresses", () => {
    for (const hash of ["#/stakeholder-map", "#/duplicates/person", "#/passport/practice/practice-1"]) expect(address(route(hash))).toBe(hash);
  });
});

describe("a practice's passport", () => {
  it("shows part by part what is known, and is taken along as a pack", async () => {
    const { container } = render(PassportPage, { kind: "practice", id: "practice-1" });
    expect((await screen.findByRole("heading", { level: 1 })).textContent).toContain("Abbey Surgery");
    expect(screen.getByText("Dene Valley PCN")).toBeTruthy();
    expect(screen.getByText("Nobody who works there sits on a board.")).toBeTruthy();
    expect(screen.getByTestId("to-practice").getAttribute("href")).toBe("#/record/practice/practice-1");
    expect(await faultsOf(container)).toEqual([]);
    const spy = vi.spyOn(ipc, "call");
    vi.spyOn(ipc, "chooseFile").mockResolvedValue({ ticket: "passport.pdf", name: "passport.pdf" });
    await fireEvent.click(screen.getByTestId("copy-public"));
    await fireEvent.click(screen.getByTestId("export-pack"));
    await waitFor(() => expect(spy.mock.calls.find(([name]) => name === "pack")?.[1]).toMatchObject({ pack: "passport", record: "practice-1", copy: "public" }));
    spy.mockRestore();
  });
});

describe("the stakeholder map", () => {
  it("is stepped over by arrow keys and ends at its edges", () => {
    expect(stepped("ArrowUp", { influence: 5, interest: 1 })).toEqual({ influence: 5, interest: 1 });
    expect(stepped("ArrowRight", { influence: 5, interest: 1 })).toEqual({ influence: 5, interest: 2 });
    expect(stepped("ArrowDown", { influence: 5, interest: 1 })).toEqual({ influence: 4, interest: 1 });
    expect(stepped("x", { influence: 5, interest: 1 })).toBeNull();
  });

  it("shows who is moved where they are moved to, and lists gaps by influence", async () => {
    const { points } = await ipc.call("stakeholder_map", {});
    const first = points[0];
    if (!first) throw new Error("the preview has stakeholders");
    const to = { influence: 1, interest: 1 };
    expect(inSquare(points, to, { id: first.id, to })).toContain(first);
    expect(inSquare(points, first, { id: first.id, to })).not.toContain(first);
    expect(gaps(points).map((p) => p.influence)).toEqual([5, 4, 4, 4, 3, 2, 1]);
  });

  it("moves a name by keys, says every step and writes once", async () => {
    const { container } = render(StakeholderMapPage);
    const mark = (): HTMLElement => screen.getByRole("button", { name: /^Dene Council: influence/ });
    await waitFor(mark);
    expect(await faultsOf(container)).toEqual([]);
    const before = session.generation;
    mark().focus();
    await fireEvent.keyDown(mark(), { key: "ArrowUp" });
    await waitFor(() => expect(document.activeElement).toBe(mark()));
    await fireEvent.keyDown(mark(), { key: "ArrowRight" });
    await waitFor(() => expect(screen.getByTestId("map-said").textContent).toContain("Dene Council: influence 4, interest 3. Enter keeps it here"));
    expect(await spotOf("map-5")).toBe("3/2");
    await fireEvent.keyDown(mark(), { key: "Enter" });
    await waitFor(async () => expect(await spotOf("map-5")).toBe("4/3"));
    await waitFor(() => expect(session.generation).toBe(before + 1));
  });

  it("puts a name back with Escape and saves it when the focus goes on", async () => {
    render(StakeholderMapPage);
    const mark = (): HTMLElement => screen.getByRole("button", { name: /^Pharmacy group: influence/ });
    await waitFor(mark);
    mark().focus();
    await fireEvent.keyDown(mark(), { key: "ArrowUp" });
    await fireEvent.keyDown(mark(), { key: "Escape" });
    await waitFor(() => expect(mark().getAttribute("aria-label")).toContain("influence 3, interest 3"));
    await fireEvent.keyDown(mark(), { key: "ArrowDown" });
    await waitFor(() => expect(document.activeElement).toBe(mark()));
    mark().blur();
    await waitFor(async () => expect(await spotOf("map-7")).toBe("2/3"));
  });

  it("puts a name back that could not be moved, and moves it once with Enter and Tab", async () => {
    const { call } = ipc;
    let fails = true;
    const spy = vi.spyOn(ipc, "call").mockImplementation(((name: never, request: never) =>
      fails && name === "stakeholder_move" ? Promise.reject({ code: "busy", message: "The file is in use.", hint: "", fields: [] }) : call(name, request)) as typeof ipc.call);
    render(StakeholderMapPage);
    const mark = (): HTMLElement => screen.getByRole("button", { name: /^Dene Council: influence/ });
    const at = (): string => mark().closest("td")?.dataset.influence ?? "";
    await waitFor(mark);
    const before = at();
    const key = before === "1" ? "ArrowUp" : "ArrowDown";
    mark().focus();
    await fireEvent.keyDown(mark(), { key });
    expect(at()).not.toBe(before);
    await fireEvent.keyDown(mark(), { key: "Enter" });
    await waitFor(() => expect(at()).toBe(before));
    fails = false;
    spy.mockClear();
    await fireEvent.keyDown(mark(), { key });
    await fireEvent.keyDown(mark(), { key: "Enter" });
    await fireEvent.blur(mark());
    expect(spy.mock.calls.filter(([name]) => name === "stakeholder_move")).toHaveLength(1);
    await waitFor(() => expect(session.writing).toBe(0));
    spy.mockRestore();
  });
});

describe("duplicates", () => {
  it("are merged group by group or kept apart", async () => {
    const { container } = render(DuplicatesPage, { kind: "person" });
    await waitFor(() => expect(screen.getAllByTestId("duplicate")).toHaveLength(3));
    expect(await faultsOf(container)).toEqual([]);
    const last = screen.getAllByTestId("duplicate")[2];
    if (!last) throw new Error("three groups");
    await fireEvent.click(within(last).getByTestId("keep-apart"));
    await waitFor(() => expect(screen.getAllByTestId("duplicate")).toHaveLength(2));
    await fireEvent.click(screen.getByTestId("merge-sure"));
    await waitFor(() => expect(screen.getByTestId("no-duplicates")).toBeTruthy());
  });
});

describe("a stakeholder", () => {
  it("is told in one place, with what is late", async () => {
    const { container } = render(StakeholderBox, { kind: "person", id: "person-1" });
    await waitFor(() => expect(screen.getByTestId("timeline").children).toHaveLength(3));
    expect(screen.getByTestId("follow-ups").textContent).toContain("Late");
    expect(screen.getByTestId("log-contact").getAttribute("href")).toBe("#/new/engagement?person=person-1");
    expect(await faultsOf(container)).toEqual([]);
  });
});

describe("feedback", () => {
  it("is looked at before it is brought in", async () => {
    const { container } = render(FeedbackBox, { id: "round-1" });
    await waitFor(() => expect(screen.getByText("14 of 19 answered.")).toBeTruthy());
    await fireEvent.click(screen.getByTestId("import-answers"));
    await waitFor(() => expect(screen.getByTestId("answers-look").textContent).toContain("6 answers of 4 respondents"));
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(screen.getByTestId("answers-confirm"));
    await waitFor(() => expect(screen.queryByTestId("answers-look")).toBeNull());
  });
});
