import axe from "axe-core";
import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import ListPage from "../src/pages/ListPage.svelte";
import RecordPage from "../src/pages/RecordPage.svelte";
import SettleListPage from "../src/pages/SettleListPage.svelte";
import SettlePage from "../src/pages/SettlePage.svelte";
import { place } from "../src/place.svelte";
import { session } from "../src/session.svelte";
import { team } from "../src/team.svelte";
import * as ipc from "../src/ipc";

vi.mock("../src/ipc", () => import("./preview/ipc"));

async function faultsOf(container: Element): Promise<string[]> {
  const { violations } = await axe.run(container, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  return violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ")}`);
}

const all = (name: string): HTMLElement[] => [...document.querySelectorAll<HTMLElement>(`[data-test="${name}"]`)];
const part = (name: string): HTMLElement => all(name)[0] ?? (() => { throw new Error(`${name} is not on the screen`); })();
const choosing = { kind: "", what: "" };
const one = (id: string) => render(SettlePage, { id, record: "", choosing });

/** What was asked of the core by this name. */
async function sent(name: string, run: () => Promise<unknown>): Promise<unknown> {
  const spy = vi.spyOn(ipc, "call");
  await run();
  await waitFor(() => expect(spy.mock.calls.some(([n]) => n === name)).toBe(true));
  const request = spy.mock.calls.find(([n]) => n === name)?.[1];
  spy.mockRestore();
  return request;
}

beforeEach(async () => {
  session.say(null);
  await session.opened(await ipc.call("status", {}));
  await team.read();
});

it("a field with two versions leads to them, also while it is edited", async () => {
  render(RecordPage, { kind: "practice", id: "practice-10", fill: {} });
  const to = "#/to-settle/s-size-10?record=practice-10";
  await waitFor(() => expect(all("versions").map((mark) => mark.getAttribute("href"))).toEqual([to]));
  await fireEvent.click(screen.getByRole("button", { name: "Change list size" }));
  await screen.findByLabelText("List size (optional)");
  expect(all("versions").map((mark) => mark.getAttribute("href"))).toEqual([to]);
});

it("a list marks the cell with two versions and no other, by shape and in words", async () => {
  const { container } = render(ListPage, { source: { kind: "practice" }, view: { filter: null, sort: [], search: "Church Road Surgery", group: "" }, title: "" });
  await waitFor(() => expect(container.querySelector(".grid__versions")).not.toBeNull());
  const marked = [...container.querySelectorAll('[role="gridcell"]')].filter((cell) => cell.querySelector(".grid__versions"));
  expect(marked.map((cell) => cell.textContent.replace(/[\d,]+/, "N").trim())).toEqual(["Two versions to settle: N"]);
});

describe("one thing to settle", () => {
  it("shows each version with who wrote it, when, where and in place of what", async () => {
    const { container } = one("s-tel");
    const [first, second] = await waitFor(() => { expect(all("version")).toHaveLength(2); return all("version"); });
    expect(first?.textContent).toMatch(/Priya Nair’s version.*Shown in lists until settled.*01632 960118.*Priya’s laptop.*01632 960000.*From the practice’s website/s);
    expect(second?.textContent).toContain("01632 960181");
    expect(await faultsOf(container)).toEqual([]);
  });

  it("a wrong clock is told beside the date", async () => {
    one("s-date");
    await waitFor(() => expect(all("version")).toHaveLength(3));
    expect(all("version").map((v) => v.textContent.includes("date uncertain"))).toEqual([false, false, true]);
  });

  it("nothing is settled before something is chosen", async () => {
    one("s-tel");
    await waitFor(() => part("settle"));
    await fireEvent.click(part("settle"));
    expect((await screen.findByRole("alert")).textContent).toContain("Choose what to keep");
  });

  it("a value written anew is read as in any form", async () => {
    one("s-date");
    await waitFor(() => part("settle-write"));
    await fireEvent.click(part("settle-write"));
    await fireEvent.input(screen.getByLabelText("Closed (optional)"), { target: { value: "31/2/2026" } });
    await fireEvent.click(part("settle"));
    expect(await screen.findAllByText(/must be a real date/)).toHaveLength(2);
    await fireEvent.input(screen.getByLabelText("Closed (optional)"), { target: { value: "30/4/2026" } });
    expect(await sent("settle", () => fireEvent.click(part("settle")))).toMatchObject({ id: "s-date", choice: "write", value: "2026-04-30" });
  });

  it("a long text is put together by paragraphs, then changed by hand", async () => {
    const { container } = one("s-notes");
    await waitFor(() => part("compare"));
    expect([...container.querySelectorAll("mark")].map((m) => m.textContent)).toContain("differs: two");
    await fireEvent.click(part("settle-write"));
    const result = await screen.findByLabelText<HTMLTextAreaElement>("Result");
    await waitFor(() => expect(result.value).toContain("Hosts two student nurses"));
    expect(result.value).toContain("The practice manager leaves in March");
    await fireEvent.click(part("paragraph-1-second"));
    await waitFor(() => expect(result.value).toContain("Hosts three student nurses"));
    expect(result.value).not.toContain("Hosts two");
    await fireEvent.input(result, { target: { value: "Both agreed on four." } });
    await waitFor(() => expect(part("paragraph-1-first").closest("fieldset")?.disabled).toBe(true));
    expect(await faultsOf(container)).toEqual([]);
    expect(await sent("settle", () => fireEvent.click(part("settle")))).toMatchObject({ choice: "write", value: "Both agreed on four." });
  });

  it("a joined text is kept as it was read", async () => {
    one("s-joined");
    await waitFor(() => part("joined"));
    await fireEvent.click(part("settle-joined"));
    const result = await screen.findByLabelText<HTMLTextAreaElement>("Result");
    expect(await sent("settle", () => fireEvent.click(part("settle")))).toMatchObject({ choice: "write", value: result.value });
  });

  it("settling goes on to the next, with a way back", async () => {
    const before = (await ipc.call("to_settle", { record: null })).map((i) => i.id);
    one("s-tel");
    await waitFor(() => part("settle"));
    await fireEvent.click(all("keep")[0] as HTMLElement);
    await fireEvent.input(screen.getByLabelText("Reason (optional)"), { target: { value: "Rang the practice" } });
    const request = await sent("settle", () => fireEvent.click(part("settle")));
    expect(request).toMatchObject({ choice: "keep", reason: "Rang the practice" });
    expect((request as { seen: string[] }).seen).toHaveLength(2);
    await waitFor(() => expect(place.route).toMatchObject({ page: "settle", id: before[before.indexOf("s-tel") + 1] }));
    expect(session.message?.text).toBe("1 thing was settled");
    expect(session.message?.action?.label).toBe("Undo");
  });

  it("what can only be looked at is left as it is", async () => {
    const { container } = one("s-twice");
    await waitFor(() => expect(part("settle").textContent).toBe("I have looked at it"));
    expect(all("keep")).toEqual([]);
    expect(all("open-record")).toEqual([]);
    expect(await faultsOf(container)).toEqual([]);
    expect(await sent("settle", () => fireEvent.click(part("settle")))).toMatchObject({ choice: "keep", token: null });
  });

  it("two records that may be the same: one is kept, or both", async () => {
    one("s-same");
    await waitFor(() => part("settle-both"));
    expect(all("version").some((v) => v.textContent.includes("Shown in lists"))).toBe(false);
    await fireEvent.click(all("keep")[1] as HTMLElement);
    expect(await sent("settle", () => fireEvent.click(part("settle")))).toMatchObject({ choice: "keep", token: "person-10b" });
  });

  it("what was settled meanwhile is said, not shown as a fault", async () => {
    one("s-tel");
    expect(await screen.findByText("This was settled already")).toBeTruthy();
  });
});

// The things below are settled as the tests go: each looks at others.
describe("the list of things to settle", () => {
  it("chooses many, and says whose version is taken for how many", async () => {
    const { container } = render(SettleListPage, { record: "", choosing: { kind: "practice", what: "field" } });
    await waitFor(() => expect(all("to-settle-row").length).toBeGreaterThan(4));
    expect(all("settle-many")).toEqual([]);
    await fireEvent.click(part("pick-all"));
    const select = await waitFor(() => part("bulk-how"));
    await fireEvent.click(part("settle-many-now"));
    expect((await screen.findByRole("alert")).textContent).toContain("Choose which version to take");
    await fireEvent.change(select, { target: { value: "person:Sam Okafor" } });
    expect(part("settle-many-now").textContent.trim()).toMatch(/^Take Sam Okafor’s for these 5$/);
    expect(await faultsOf(container)).toEqual([]);
    expect(await sent("settle_many", () => fireEvent.click(part("settle-many-now")))).toMatchObject({ choice: "person", person: "Sam Okafor" });
    await waitFor(() => expect(session.message?.text).toBe("5 things were settled"));
  });

  it("can be narrowed to one record", async () => {
    render(SettleListPage, { record: "person-7", choosing });
    await waitFor(() => expect(all("to-settle-row")).toHaveLength(1));
    expect(within(part("to-settle-row")).getByRole("link").getAttribute("href")).toBe("#/to-settle/s-removed?record=person-7");
  });

  it("says so when there is nothing", async () => {
    render(SettleListPage, { record: "nobody", choosing });
    expect(await screen.findByText("Nothing to settle")).toBeTruthy();
  });
});

it("a record leads to what is to be settled in it", async () => {
  const { container } = render(RecordPage, { kind: "person", id: "person-7", fill: {} });
  const banner = await waitFor(() => part("to-settle-here"));
  expect(within(banner).getByRole("link").getAttribute("href")).toBe("#/to-settle/s-removed?record=person-7");
  expect(await faultsOf(container)).toEqual([]);
});
