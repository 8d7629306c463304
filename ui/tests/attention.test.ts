import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { FindingInfo } from "../bindings/FindingInfo";
import { ofWhom, owners } from "../src/logic/attention";
import { isPinnedList } from "../src/logic/shelf";
import HomePage from "../src/pages/HomePage.svelte";
import ListPage from "../src/pages/ListPage.svelte";
import MailPage from "../src/pages/MailPage.svelte";
import RecordPage from "../src/pages/RecordPage.svelte";
import ShelfBox from "../src/parts/ShelfBox.svelte";
import { withoutDay } from "../src/logic/mailing";
import { mailing } from "../src/mailing.svelte";
import { session } from "../src/session.svelte";
import * as ipc from "../src/ipc";
import { faultsOf, part, shown } from "./screen";

vi.mock("../src/ipc", () => import("./preview/ipc"));

const me = { id: "me", name: "Eleanor", me: true };
const priya = { id: "priya", name: "Priya", me: false };
const thing = (id: string, due: string | null, owner?: FindingInfo["owner"]): FindingInfo =>
  ({ rule: "r", severity: "due", kind: "practice", id, title: id, text: "", fix: "", due, ...(owner ? { owner } : {}) });

beforeEach(async () => {
  session.say(null);
  await session.opened(await ipc.call("status", {}));
});

describe("whose it is", () => {
  const today = "2026-11-22";
  const all = [thing("late", "2026-11-01", me), thing("soon", "2026-12-22", me), thing("later", "2026-12-23", me), thing("undated", null, me), thing("hers", "2026-11-23", priya), thing("no one", null)];
  const ids = (whose: string): string[] => ofWhom(all, whose, today).map((f) => f.id);
  it("mine due within thirty days holds what is overdue and nothing without a date", () => expect(ids("soon")).toEqual(["late", "soon"]));
  it("everybody has their own, and nobody's is a list too", () => {
    expect(ids("mine")).toHaveLength(4);
    expect(ids("priya")).toEqual(["hers"]);
    expect(ids("nobody")).toEqual(["no one"]);
    expect(ids("all")).toHaveLength(6);
    expect(owners(all)).toEqual([{ id: "priya", name: "Priya", count: 1 }]);
  });
});

describe("home", () => {
  it("opens on everyone's with a sentence where nothing of mine is due", async () => {
    const { container } = render(HomePage);
    await shown("whose");
    expect(part("none-mine").textContent).toContain("Nothing of yours is due within 30 days");
    expect((part("whose") as HTMLSelectElement).value).toBe("all");
    expect(await faultsOf(container)).toEqual([]);
  });

  it("a rule is put off with a reason, listed, and shown again", async () => {
    const { container } = render(HomePage);
    const group = await shown("rule-practice.without_pcn");
    await fireEvent.click(within(group).getByRole("button", { name: /^Hand over, put off/ }));
    await fireEvent.click(part("rule-save"));
    expect((await screen.findByRole("alert")).textContent).toContain("Choose what to do");
    await fireEvent.click(part("rule-snooze"));
    await fireEvent.click(part("rule-save"));
    await waitFor(() => expect(screen.getByRole("alert").textContent).toMatch(/Enter until when.*Enter why/s));
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.input(screen.getByLabelText("Until when?"), { target: { value: "31/12/2026" } });
    await fireEvent.input(screen.getByLabelText("Why?"), { target: { value: "Merging" } });
    await fireEvent.click(part("rule-save"));
    await waitFor(() => expect(document.querySelector('[data-test="rule-practice.without_pcn"]')).toBeNull());
    expect(session.message?.action?.label).toBe("Undo");
    await fireEvent.click(await shown("quiet-open"));
    expect(part("quiet").textContent).toMatch(/Put off until 31 December 2026: Merging/);
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(within(part("quiet")).getByRole("button", { name: /^Show again/ }));
    await shown("rule-practice.without_pcn");
  });

  it("one date goes to a calendar, and a text for the team to an e-mail", async () => {
    render(HomePage);
    await fireEvent.click(await shown("one-date"));
    await waitFor(() => expect(session.message?.text).toContain("with 1 entry"));
    await fireEvent.click(part("digest"));
    await waitFor(() => expect(mailing.current?.subject).toContain("week from"));
    expect(window.location.hash).toBe("#/mail");
  });
});

describe("a date of a record", () => {
  it("goes to a calendar from its page while it is to come", async () => {
    const past = render(RecordPage, { kind: "practice", id: "practice-0", fill: {} });
    expect((await shown("value-opened")).textContent).toContain("1 April 1974");
    expect(document.querySelector('[data-test="date-opened"]')).toBeNull();
    past.unmount();
    const now = vi.spyOn(Date, "now").mockReturnValue(Date.parse("1974-03-01"));
    const spy = vi.spyOn(ipc, "call");
    render(RecordPage, { kind: "practice", id: "practice-0", fill: {} });
    await fireEvent.click(await shown("date-opened"));
    await waitFor(() => expect(session.message?.text).toContain("with 1 entry"));
    expect(spy.mock.calls.find(([name]) => name === "calendar_one")?.[1]).toMatchObject({ kind: "practice", id: "practice-0", field: "opened" });
    spy.mockRestore();
    now.mockRestore();
  });
});

describe("preparing an e-mail", () => {
  const people = Array.from({ length: 14 }, (_, i) => ({ name: `Person ${i}`, email: `p${i}@example.nhs.uk` }));

  it("hides the addresses of many, names who has none, and refuses in words what is too long", async () => {
    mailing.start({ people, without: [{ id: "person-2", title: "Sam Reeve", detail: "" }], shared: 1, subject: "Hello", text: "x".repeat(2000) });
    const open = vi.spyOn(ipc, "openMail");
    const { container } = render(MailPage);
    expect(part("mail-people").textContent).toMatch(/14 addresses.*and 2 more/s);
    expect(part("mail-without").textContent).toContain("1 person has no address: Sam Reeve");
    expect(screen.getByLabelText<HTMLInputElement>(/^Nobody: they are hidden/).checked).toBe(true);
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(part("mail-open"));
    expect((await screen.findByRole("alert")).textContent).toContain("too long to hand over");
    await fireEvent.input(screen.getByLabelText("Text"), { target: { value: "Dear all" } });
    await fireEvent.click(part("mail-open"));
    await waitFor(() => expect(session.message?.text).toContain("handed to your mail program"));
    expect(open).toHaveBeenLastCalledWith({ people, hidden: true, subject: "Hello", text: "Dear all" });
    open.mockRestore();
  });

  it("is marked as sent with its day, once the day is one", async () => {
    mailing.start({ people: [{ name: "Eleanor Whitfield", email: "e@example.nhs.uk" }], without: [], shared: 0, subject: "Due at the hub: 22 November 2025", text: "" });
    const spy = vi.spyOn(ipc, "call");
    const { container } = render(MailPage);
    await fireEvent.input(screen.getByLabelText("Sent on"), { target: { value: "31/2/2025" } });
    await fireEvent.click(part("mail-mark"));
    await waitFor(() => expect(part("mail-sent").textContent).toContain("must be a real date"));
    await fireEvent.input(screen.getByLabelText("Sent on"), { target: { value: "1/1/2199" } });
    await fireEvent.click(part("mail-mark"));
    await waitFor(() => expect(part("mail-sent").textContent).toContain("today or earlier"));
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.input(screen.getByLabelText("Sent on"), { target: { value: "21 Nov 2025" } });
    await fireEvent.click(part("mail-mark"));
    await waitFor(() => expect(session.message?.text).toContain("Marked as sent on 21 November 2025"));
    expect(session.message?.action?.label).toBe("Undo");
    const saved = spy.mock.calls.filter(([name]) => name === "save").map(([, request]) => request);
    expect(saved).toHaveLength(1);
    expect(saved[0]).toMatchObject({ kind: "engagement", id: null, fields: { day: "2025-11-21", kind: "email", subject: "Due at the hub: 22 November 2025" } });
    const looked = spy.mock.calls.filter(([name]) => name === "view").map(([, request]) => JSON.stringify(request));
    expect(looked[0]).toContain('"op":"contains","value":"Due at the hub"');
    spy.mockRestore();
  });

  it("is known again by its subject, whatever its day", () => {
    expect(["Due at Dene: 22 November 2025", "Dene: week from 1 May 2026", "Plan 2026", ""].map(withoutDay)).toEqual(["Due at Dene", "Dene: week from", "Plan 2026", ""]);
  });

  it("with a file it is saved as a draft, never opened without it", async () => {
    mailing.start({ people: people.slice(0, 1), without: [], shared: 0, subject: "Plan", text: "" });
    render(MailPage);
    await fireEvent.click(part("mail-file"));
    await waitFor(() => expect(document.querySelector('[data-test="mail-open"]')).toBeNull());
    await fireEvent.click(part("mail-save"));
    await waitFor(() => expect(session.message?.text).toBe("Plan.eml was saved. Open it with your mail program, look it over and send it."));
  });

  it("starts from a list of people as it is filtered; a list of practices offers none", async () => {
    const view = { filter: null, sort: [], search: "", group: "" };
    const list = render(ListPage, { source: { kind: "person" }, view, title: "" });
    await fireEvent.click(await shown("mail"));
    await waitFor(() => expect(mailing.current?.people.length).toBeGreaterThan(0));
    list.unmount();
    render(ListPage, { source: { kind: "practice" }, view, title: "" });
    await shown("plain-table");
    expect(document.querySelector('[data-test="mail"]')).toBeNull();
  });
});

describe("lists on Home", () => {
  it("are pinned as they stand, and unpinned", async () => {
    const list = render(ListPage, { source: { kind: "practice" }, view: { filter: null, sort: [], search: "park", group: "" }, title: "" });
    await fireEvent.click(await shown("pin-list"));
    await waitFor(() => expect(part("pin-list").textContent).toBe("Unpin list from Home"));
    list.unmount();
    render(ShelfBox);
    await waitFor(() => expect(within(part("pinned-lists")).getByRole("link", { name: "Practices: “park”" }).getAttribute("href")).toBe("#/list/practice?q=park"));
  });
  it("nothing but a list inside the window is taken for one", () => {
    expect([{ name: "a", at: "#/list/x" }, { name: "a", at: "https://x" }, { name: "a", at: "javascript:x" }, { at: "#/list/x" }].map(isPinnedList)).toEqual([true, false, false, false]);
  });
});
