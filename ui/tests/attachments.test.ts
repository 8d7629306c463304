import { fireEvent, render, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import RecordPage from "../src/pages/RecordPage.svelte";
import { dropped } from "../src/dropped.svelte";
import { session } from "../src/session.svelte";
import * as ipc from "../src/ipc";
import { faultsOf, part, shown } from "./screen";

vi.mock("../src/ipc", () => import("./preview/ipc"));

const rows = (): HTMLElement[] => within(part("attachments")).queryAllByRole("row").slice(1);

beforeEach(async () => {
  session.say(null);
  await session.opened(await ipc.call("status", {}));
});

describe("files on a record", () => {
  it("are listed with size, who and when; a program or a file not here is not offered to be opened", async () => {
    const { container } = render(RecordPage, { kind: "practice", id: "practice-0", fill: {} });
    await waitFor(() => expect(rows()).toHaveLength(3));
    const [letter, plan, missing] = rows();
    expect(letter?.textContent).toMatch(/182 kB.*Eleanor Whitfield.*18 November/s);
    expect(within(letter as HTMLElement).getByRole("button", { name: /^Open Letter/ })).toBeTruthy();
    expect(within(plan as HTMLElement).queryByRole("button", { name: /^Open/ })).toBeNull();
    expect(missing?.textContent).toContain("Paper not here yet: ask Sam Reeve");
    expect(within(missing as HTMLElement).queryByRole("button", { name: /Save a copy/ })).toBeNull();
    expect(await faultsOf(container)).toEqual([]);
  });

  it("are added, and removed, with an undo each", async () => {
    render(RecordPage, { kind: "practice", id: "practice-1", fill: {} });
    await waitFor(() => expect(part("attachments").textContent).toContain("No files yet"));
    await fireEvent.click(part("attach"));
    await waitFor(() => expect(rows()).toHaveLength(1));
    expect(session.message).toMatchObject({ text: "Lease of Abbey Road.pdf is attached.", action: { label: "Undo" } });
    await fireEvent.click(within(part("attachments")).getByRole("button", { name: /^Remove/ }));
    await waitFor(() => expect(rows()).toHaveLength(0));
    expect(session.message?.action?.label).toBe("Undo");
  });

  it("what is dropped on the page of a record is attached to it, a spreadsheet too; elsewhere it is imported", async () => {
    const { unmount } = render(RecordPage, { kind: "practice", id: "practice-2", fill: {} });
    await shown("attachments");
    dropped.take({ ticket: "costs.xlsx", name: "costs.xlsx" });
    dropped.take({ ticket: "letter.pdf", name: "letter.pdf" });
    await waitFor(() => expect(rows()).toHaveLength(2));
    expect(window.location.hash).not.toContain("import");
    unmount();
    dropped.take({ ticket: "list.csv", name: "list.csv" });
    expect(window.location.hash).toContain("import");
    dropped.done();
  });

  it("a file that is too large is refused in words", async () => {
    render(RecordPage, { kind: "practice", id: "practice-3", fill: {} });
    await shown("attachments");
    dropped.take({ ticket: "large.pdf", name: "large.pdf" });
    await waitFor(() => expect(session.message?.text).toContain("larger than 50 MB"));
    expect(rows()).toHaveLength(0);
  });
});
