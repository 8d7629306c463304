import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { FindingInfo } from "../bindings/FindingInfo";
import { mendOf } from "../src/logic/mending";
import RecordPage from "../src/pages/RecordPage.svelte";
import ErrorSummary from "../src/parts/ErrorSummary.svelte";
import MessageLine from "../src/parts/MessageLine.svelte";
import { session } from "../src/session.svelte";
import * as ipc from "../src/ipc";
import { kinds } from "./preview/kinds";
import { faultsOf, part } from "./screen";

vi.mock("../src/ipc", () => import("./preview/ipc"));

beforeEach(async () => {
  await session.opened(await ipc.call("status", {}));
  window.location.hash = "#/";
});

describe("what needs attention on the page of a record", () => {
  const finding = (rule: string): FindingInfo => ({ rule, severity: "missing", kind: "practice", id: "p1", title: "", text: "", fix: "", due: null });
  it("leads to a field, a list, a record to add, or the details", () => {
    expect(mendOf(finding("practice.without_list_size"))).toEqual({ what: "field", field: "list_size" });
    expect(mendOf(finding("practice.without_pcn"))).toMatchObject({ what: "add", to: { kind: "pcn_membership", fill: { practice: "p1" } } });
    expect(mendOf(finding("practice.in_two_pcns"))).toMatchObject({ what: "list", part: "related-pcn_membership-practice" });
    expect(mendOf(finding("record.rule_broken"))).toEqual({ what: "edit" });
  });
  it("has a button that goes there", async () => {
    render(RecordPage, { kind: "practice", id: "practice-33", fill: {} });
    const button = await screen.findByRole("button", { name: /^Add / });
    expect(await faultsOf(document.body)).toEqual([]);
    await fireEvent.click(button);
    expect(window.location.hash).toContain("#/new/pcn_membership?practice=practice-33");
  });
});

describe("columns of the hub's own on the page of a record", () => {
  it("are edited one by one and can be undone", async () => {
    const call = vi.spyOn(ipc, "call");
    const { container } = render(RecordPage, { kind: "practice", id: "practice-5", fill: {} });
    await waitFor(() => expect(part("own").textContent).toContain("Ring the side door"));
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(screen.getByRole("button", { name: "Change Parking" }));
    const box = await screen.findByRole("textbox", { name: "Parking" });
    await waitFor(() => expect(document.activeElement).toBe(box));
    await fireEvent.input(box, { target: { value: "Two spaces" } });
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(part("own-save"));
    await waitFor(() => expect(part("own").textContent).toContain("Two spaces"));
    expect(call.mock.calls.find(([name]) => name === "own_value_save")?.[1]).toEqual({ kind: "practice", id: "practice-5", column: "Parking", text: "Two spaces" });
    await waitFor(() => expect(document.activeElement).toBe(screen.getByRole("button", { name: "Change Parking" })));
    call.mockRestore();
  });
});

describe("the history of a record", () => {
  it("puts one earlier value back, says so and offers undo", async () => {
    const call = vi.spyOn(ipc, "call");
    render(RecordPage, { kind: "practice", id: "practice-0", fill: {} });
    await fireEvent.click(await screen.findByRole("button", { name: "Show history" }));
    const [button] = await screen.findAllByRole("button", { name: /^Put back: / });
    if (!button) throw new Error("no earlier value is offered");
    expect(await faultsOf(part("history"))).toEqual([]);
    await fireEvent.click(button);
    await waitFor(() => expect(session.message?.text).toContain("is as it was before"));
    const saved = call.mock.calls.find(([name]) => name === "save")?.[1] as { fields: Record<string, unknown>; reason: string };
    expect(Object.values(saved.fields)).toEqual([null]);
    expect(saved.reason).toContain("Put back from the history");
  });
  it("a field that never changes is not offered", async () => {
    const fixed = kinds.find((k) => k.name === "practice")?.fields.find((f) => f.fixed)?.label ?? "";
    render(RecordPage, { kind: "practice", id: "practice-0", fill: {} });
    await fireEvent.click(await screen.findByRole("button", { name: "Show history" }));
    const offered = (await screen.findAllByRole("button", { name: /^Put back: / })).map((b) => b.getAttribute("aria-label"));
    expect(fixed).not.toBe("");
    expect(offered.filter((label) => label?.includes(fixed))).toEqual([]);
  });
});

describe("copy details", () => {
  const written: string[] = [];
  beforeEach(() => {
    written.length = 0;
    vi.stubGlobal("navigator", { ...navigator, clipboard: { writeText: async (text: string) => void written.push(text) } });
  });
  it("of a form's faults holds version, page and lines", async () => {
    render(ErrorSummary, { lines: [{ target: "field-name", text: "Enter Name" }] });
    await fireEvent.click(part("copy-details"));
    await screen.findByText("Details copied");
    expect(written[0]).toContain("Hubfolio 0.1.0");
    expect(written[0]).toContain("field-name: Enter Name");
  });
  it("of a message at the foot holds the code; a good message has none", async () => {
    render(MessageLine);
    session.complain({ code: "disk_full", message: "The disk is full.", hint: "Free some space." });
    await waitFor(() => expect(part("copy-details")).toBeTruthy());
    await fireEvent.click(part("copy-details"));
    await waitFor(() => expect(written[0]).toContain("Code: disk_full"));
    session.say({ text: "Saved" });
    await waitFor(() => expect(document.querySelector('[data-test="copy-details"]')).toBeNull());
  });
});
