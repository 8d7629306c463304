import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import Frame from "../src/parts/Frame.svelte";
import BringInPage from "../src/pages/BringInPage.svelte";
import SharingPage from "../src/pages/SharingPage.svelte";
import { place } from "../src/place.svelte";
import { session } from "../src/session.svelte";
import { team } from "../src/team.svelte";
import * as ipc from "../src/ipc";
import { faultsOf, part } from "./screen";

vi.mock("../src/ipc", () => import("./preview/ipc"));

beforeEach(async () => {
  session.say(null);
  await session.opened(await ipc.call("status", {}));
  await team.read();
});

describe("on paper", () => {
  const sheet = (): HTMLElement | null => document.body.querySelector<HTMLElement>(":scope > .print-sheet");

  it("recovery words stand on a sheet of their own, beside the page, as long as they are shown", async () => {
    render(SharingPage);
    expect(sheet()).toBeNull();
    const print = vi.fn();
    vi.stubGlobal("print", print);
    await fireEvent.click(part("make-recovery"));
    await waitFor(() => expect(sheet()).not.toBeNull());
    expect(within(sheet() as HTMLElement).getAllByRole("listitem", { hidden: true })).toHaveLength(12);
    expect(sheet()?.textContent).toContain("Keep this paper in a safe");
    await fireEvent.click(part("print-words"));
    expect(print).toHaveBeenCalledOnce();
    await fireEvent.click(part("recovery-done"));
    await waitFor(() => expect(sheet()).toBeNull());
    vi.unstubAllGlobals();
  });

  it("the words of an invitation do too", async () => {
    render(SharingPage);
    await fireEvent.input(screen.getByLabelText("Name of the colleague"), { target: { value: "Dilys Morgan" } });
    await fireEvent.click(part("invite"));
    await waitFor(() => expect(sheet()?.textContent).toContain("Invitation for Dilys Morgan"));
    expect(within(sheet() as HTMLElement).getAllByRole("listitem", { hidden: true })).toHaveLength(6);
  });
});

describe("words that are shown once", () => {
  it("are copied, or saved to a text file with where to keep it", async () => {
    const writeText = vi.fn(() => Promise.resolve());
    Object.defineProperty(navigator, "clipboard", { value: { writeText }, configurable: true });
    const choose = vi.spyOn(ipc, "chooseFile").mockResolvedValue({ ticket: "ticket-1", name: "words.txt" });
    const call = vi.spyOn(ipc, "call");
    const { container } = render(SharingPage);
    await fireEvent.click(part("make-recovery"));
    await waitFor(() => part("recovery-shown"));
    expect(part("recovery-shown").textContent).toContain("must never travel with the file");
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(part("copy-words"));
    expect(writeText).toHaveBeenCalledWith(expect.stringMatching(/^atlas bonnet .* ladder$/));
    await fireEvent.click(part("save-words"));
    await waitFor(() => expect(session.message?.text).toContain("Keep it apart from what they open"));
    expect(choose).toHaveBeenCalledWith("words", "Recovery words");
    const asked = call.mock.calls.find(([name]) => name === "words_save")?.[1] as { words: string; notes: string[]; file: string };
    expect(asked.file).toBe("ticket-1");
    expect(asked.notes.at(-1)).toContain("Delete it once the words were told");
    choose.mockResolvedValue(null);
    await fireEvent.click(part("save-words"));
    expect(call.mock.calls.filter(([name]) => name === "words_save")).toHaveLength(1);
    vi.restoreAllMocks();
  });
});

describe("what is not here, or cannot be read", () => {
  it("papers that have not come are listed with whom to ask", async () => {
    render(SharingPage);
    expect(part("papers").textContent).toContain("Paper not here yet: ask Sam Okafor");
    expect(within(part("papers")).getByRole("link").getAttribute("href")).toBe("#/record/return_revision/revision-0");
  });

  it("an unreadable file of the folder is named with its reason, and not counted", async () => {
    render(SharingPage);
    expect(part("unreadable").textContent).toContain("cut short on the way");
    expect(part("folder").textContent).toContain("2 new files from colleagues");
  });

  it("a lost laptop is told with what it holds before it is blocked, and a blocked one at any time", async () => {
    const { container } = render(SharingPage);
    const rows = [...container.querySelectorAll<HTMLElement>('[data-test="laptop"]')];
    const sam = rows.find((row) => row.textContent.includes("Sam’s laptop"));
    await fireEvent.click(within(sam as HTMLElement).getByRole("button", { name: /This laptop is lost/ }));
    await waitFor(() => expect(part("held-before").textContent).toContain("Practices 118, People 12"));
    expect(part("held-before").textContent).toContain("The last file it sent");
    expect(await faultsOf(container)).toEqual([]);
    const old = rows.find((row) => row.textContent.includes("Sam’s old laptop"));
    await fireEvent.click(within(old as HTMLElement).getByRole("button", { name: /What it held/ }));
    await waitFor(() => expect(part("held").textContent).toContain("11 people"));
  });
});

describe("files of the shared folder", () => {
  it("are looked at from a list, by the name they are offered under", async () => {
    const spy = vi.spyOn(ipc, "call");
    const { container } = render(BringInPage);
    await waitFor(() => expect(within(part("folder-files")).getAllByRole("checkbox")).toHaveLength(2));
    expect(await faultsOf(container)).toEqual([]);
    const [first, second] = within(part("folder-files")).getAllByRole("checkbox");
    await fireEvent.click(first as HTMLElement);
    await fireEvent.click(second as HTMLElement);
    expect(part("look-folder").getAttribute("aria-disabled")).toBe("true");
    await fireEvent.click(first as HTMLElement);
    expect(part("look-folder").textContent).toBe("Look at this file");
    await fireEvent.click(part("look-folder"));
    await waitFor(() => expect(spy.mock.calls.some(([name]) => name === "incoming_preview")).toBe(true));
    const asked = spy.mock.calls.find(([name]) => name === "incoming_preview")?.[1];
    expect(asked).toMatchObject({ files: ["Dene-and-Vale_2026-11-20_1740_Priyas-laptop_0030.hubx"] });
    spy.mockRestore();
  });
});

describe("the frame of the window", () => {
  it("counts what waits without reading everything about the team after each edit", async () => {
    place.go({ page: "settings" });
    await waitFor(() => expect(window.location.hash).toBe("#/settings"));
    const spy = vi.spyOn(ipc, "call");
    render(Frame);
    await waitFor(() => expect(part("files-waiting").textContent).toBe("2 files waiting"));
    await waitFor(() => expect(spy.mock.calls.filter(([name]) => name === "sharing").length).toBeGreaterThan(0));
    spy.mockClear();
    for (let i = 0; i < 3; i++) {
      await session.write(() => ipc.call("save", { kind: "practice", id: "practice-4", fields: { telephone: `0${i}` }, generation: null, reason: null }));
    }
    expect(spy.mock.calls.filter(([name]) => name === "sharing")).toEqual([]);
    expect(spy.mock.calls.filter(([name]) => name === "status")).toHaveLength(3);
    spy.mockRestore();
  });
});
