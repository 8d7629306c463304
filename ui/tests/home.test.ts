import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { FindingInfo } from "../bindings/FindingInfo";
import { byDate, whenOf } from "../src/logic/due";
import { front, isItem, MOST } from "../src/logic/shelf";
import HomePage from "../src/pages/HomePage.svelte";
import PinButton from "../src/parts/PinButton.svelte";
import { session } from "../src/session.svelte";
import { shelf } from "../src/shelf.svelte";
import * as ipc from "../src/ipc";
import { faultsOf, part } from "./screen";

vi.mock("../src/ipc", () => import("./preview/ipc"));

beforeEach(async () => {
  await session.opened(await ipc.call("status", {}));
});

describe("what is due by its day", () => {
  const today = "2025-11-22";
  const due = (id: string, day: string | null): FindingInfo => ({ rule: "r", severity: "due", kind: "return", id, title: id, text: "", fix: "", due: day });
  it("the day itself is not overdue, the seventh is this week, the thirtieth this month", () => {
    expect(["2025-11-21", "2025-11-22", "2025-11-29", "2025-11-30", "2025-12-22", "2025-12-23"].map((d) => whenOf(d, today)))
      .toEqual(["overdue", "week", "week", "month", "month", "later"]);
    expect(whenOf(null, today)).toBe("none");
  });
  it("also over the night that clocks change", () => expect(whenOf("2025-11-01", "2025-10-25")).toBe("week"));
  it("goes from the earliest to what has no day, and nothing is lost", () => {
    const groups = byDate([due("c", null), due("b", "2026-03-01"), due("a", "2025-01-01")], today);
    expect(groups.map((g) => [g.when, g.items.map((i) => i.id)])).toEqual([["overdue", ["a"]], ["later", ["b"]], ["none", ["c"]]]);
  });
});

describe("records kept at hand", () => {
  it("stand once, the newest first, and never grow without end", () => {
    let list = front([{ kind: "a", id: "1" }, { kind: "a", id: "2" }], { kind: "a", id: "2" });
    expect(list.map((i) => i.id)).toEqual(["2", "1"]);
    for (let i = 0; i < 40; i++) list = front(list, { kind: "b", id: String(i) });
    expect(list.length).toBe(MOST);
  });
  it("what was kept by another version and can't be read is left out", () => {
    expect([null, {}, { kind: 1, id: "a" }, "x", { kind: "a", id: "b" }].map(isItem)).toEqual([false, false, false, false, true]);
  });
  it("opening a record puts it on Home, pinning keeps it there, by its own name", async () => {
    const { unmount } = render(PinButton, { kind: "practice", id: "practice-0" });
    await waitFor(() => expect(shelf.recent[0]?.id).toBe("practice-0"));
    await fireEvent.click(part("pin"));
    expect(part("pin").textContent).toBe("Unpin from Home");
    unmount();
    render(HomePage);
    await waitFor(() => expect(part("shelf-pinned").textContent).toContain("Abbey Road Surgery"));
    expect(part("shelf-opened").textContent).toContain("Abbey Road Surgery");
    const kept = await ipc.call("draft_get", { key: "shelf" });
    expect(JSON.stringify(kept)).not.toContain("Abbey");
  });
});

describe("home", () => {
  it("says nothing of edits and opened records before it has read them", async () => {
    await ipc.call("save", { kind: "practice", id: "practice-0", fields: { notes: "Seen" }, generation: null, reason: null });
    const { container } = render(HomePage);
    for (const name of ["recent", "shelf-pinned", "shelf-opened"]) expect(part(name).textContent).toContain("Loading");
    await waitFor(() => expect(part("recent").querySelectorAll("[data-test=edit]").length).toBeGreaterThan(0));
    await waitFor(() => expect(container.textContent).not.toContain("Loading"));
  });
  it("arranges by date and has no faults of accessibility", async () => {
    const { container } = render(HomePage);
    await screen.findByText("Returns to submit (1)");
    await fireEvent.change(part("arrange"), { target: { value: "date" } });
    await waitFor(() => expect(container.textContent).toContain("Overdue (1)"));
    expect(await faultsOf(container)).toEqual([]);
  });
  it("saves what is due as a calendar file and says how many entries it has", async () => {
    render(HomePage);
    await screen.findByText("Returns to submit (1)");
    await fireEvent.click(part("calendar"));
    await waitFor(() => expect(session.message?.text).toContain("with 1 entry"));
  });
});
