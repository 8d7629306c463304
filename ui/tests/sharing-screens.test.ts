import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { TeamLaptop } from "../bindings/TeamLaptop";
import { dropped } from "../src/dropped.svelte";
import AdmitForm from "../src/parts/sharing/AdmitForm.svelte";
import IncomingLaptop from "../src/parts/sharing/IncomingLaptop.svelte";
import BringInPage from "../src/pages/BringInPage.svelte";
import FirstRun from "../src/pages/FirstRun.svelte";
import SendPage from "../src/pages/SendPage.svelte";
import SharingPage from "../src/pages/SharingPage.svelte";
import { place } from "../src/place.svelte";
import { session } from "../src/session.svelte";
import { team } from "../src/team.svelte";
import * as ipc from "../src/ipc";
import { waitingLaptop } from "./preview/sharing";
import { faultsOf, part, shown } from "./screen";

vi.mock("../src/ipc", () => import("./preview/ipc"));

const file = (name: string): ipc.ChosenFile => ({ ticket: name, name });

beforeEach(async () => {
  session.say(null);
  dropped.sharedDone();
  await session.opened(await ipc.call("status", {}));
  await team.read();
});

describe("sharing and copies", () => {
  it("shows who waits first, and who lacks what", async () => {
    const { container } = render(SharingPage);
    const rows = [...container.querySelectorAll('[data-test="laptop"]')].map((row) => row.textContent);
    expect(rows[0]).toContain("Waiting to be admitted");
    expect(rows[2]).toContain("Lacks 61 edits that are here");
    expect(await faultsOf(container)).toEqual([]);
  });

  it("no laptop is admitted unless its words were compared", async () => {
    const asked = vi.spyOn(team, "change");
    render(AdmitForm, { laptop: waitingLaptop as TeamLaptop, close: vi.fn() });
    expect(within(part("words")).getAllByRole("listitem").map((w) => w.textContent)).toEqual(["amber", "canal", "maple", "seven", "orbit", "tulip"]);
    await fireEvent.click(part("admit"));
    expect(within(await screen.findByRole("alert")).getByRole("link").textContent).toMatch(/Compare the six words by telephone/);
    expect(asked).not.toHaveBeenCalled();
    await fireEvent.click(part("same-words"));
    await fireEvent.click(part("admit"));
    await waitFor(() => expect(team.page?.others.find((l) => l.key === waitingLaptop.key)?.state).toBe("admitted"));
    asked.mockRestore();
  });

  it("a lost laptop is blocked only after what it means was read, and then what it held is said", async () => {
    const { container } = render(SharingPage);
    const priya = [...container.querySelectorAll<HTMLElement>('[data-test="laptop"]')].find((row) => row.textContent.includes("Priya"));
    await fireEvent.click(within(priya as HTMLElement).getByRole("button", { name: /This laptop is lost/ }));
    expect(part("block-form").textContent).toContain("What it has already cannot be taken back");
    expect(team.page?.others.find((l) => l.name.startsWith("Priya"))?.state).toBe("admitted");
    await fireEvent.click(part("block"));
    await waitFor(() => expect(part("held").textContent).toContain("On 18 November 2026 its hub file held everything"));
    expect(team.page?.others.find((l) => l.name.startsWith("Priya"))?.state).toBe("blocked");
  });

  it("the folder of the last copy is shown and takes the next one with one click", async () => {
    const spy = vi.spyOn(ipc, "call");
    render(SharingPage);
    await fireEvent.click(await shown("copy"));
    await waitFor(() => expect(part("copies-folder").textContent).toBe("Backups"));
    await fireEvent.click(await shown("copy-again"));
    await waitFor(() => expect(spy.mock.calls.filter(([name]) => name === "copy_write").map(([, r]) => r)).toMatchObject([{}, { file: null }]));
    await waitFor(() => expect(part("copy-done").textContent).toContain("Dene and Vale 2026-11-22.hubfolio"));
    spy.mockRestore();
  });

  it("a copy is put back only after a warning", async () => {
    render(SharingPage);
    const asked = vi.spyOn(ipc, "call");
    await fireEvent.click(part("put-back"));
    expect((await waitFor(() => part("put-back-warning"))).textContent).toContain("Your present hub file is moved aside, not removed");
    await fireEvent.click(part("put-back-cancel"));
    await waitFor(() => expect(document.querySelector('[data-test="put-back-warning"]')).toBeNull());
    expect(asked.mock.calls.filter(([name]) => name === "copy_restore")).toEqual([]);
    asked.mockRestore();
  });

  it("recovery words are gone once they are on paper", async () => {
    render(SharingPage);
    await fireEvent.click(part("make-recovery"));
    expect(within(await waitFor(() => part("recovery-shown"))).getAllByRole("listitem")).toHaveLength(12);
    await fireEvent.click(part("recovery-done"));
    await waitFor(() => expect(document.body.textContent).not.toContain("igloo"));
  });

  it("eleven words are not enough to recover with", async () => {
    render(SharingPage);
    await fireEvent.input(screen.getByLabelText("The twelve words"), { target: { value: "a b c d e f g h i j k" } });
    await fireEvent.click(part("recover"));
    expect(await screen.findAllByText(/You entered 11/)).toHaveLength(2);
  });
});

describe("sending", () => {
  it("says what leaves and to whom before anything is written", async () => {
    const { container } = render(SendPage, { invitation: "" });
    await waitFor(() => expect(part("personal").textContent).toContain("e-mail addresses of 6 people"));
    expect(part("readers").textContent).toContain("Priya’s laptop");
    expect(await faultsOf(container)).toEqual([]);
  });

  it("offers no open file while it holds personal data", async () => {
    render(SendPage, { invitation: "" });
    await waitFor(() => part("personal"));
    expect(document.querySelector('[data-test="protect-none"]')).toBeNull();
    expect(screen.getByText(/not offered, as this one holds personal data/)).toBeTruthy();
  });

  it("the words are shown to be told, once the file is written", async () => {
    render(SendPage, { invitation: "" });
    await fireEvent.click(part("protect-words"));
    await waitFor(() => expect(part("readers").textContent).toContain("six words"));
    await fireEvent.click(part("save-file"));
    await waitFor(() => expect(within(part("sent")).getAllByRole("listitem")).toHaveLength(6));
    expect(part("sent").textContent).toContain("Never put them into the same e-mail as the file");
  });

  it("words that are easy to guess are refused beside their box", async () => {
    render(SendPage, { invitation: "" });
    await fireEvent.click(part("protect-words"));
    await fireEvent.click(part("send-everything"));
    await fireEvent.input(await screen.findByLabelText("Your words (optional)"), { target: { value: "cat" } });
    await waitFor(() => part("save-file"));
    await fireEvent.click(part("save-file"));
    expect(await screen.findAllByText(/at least six words/)).toHaveLength(2);
    expect(screen.getByLabelText("Your words (optional)").getAttribute("aria-invalid")).toBe("true");
  });
});

describe("the file of an invitation", () => {
  it("opens with the words that were shown when the invitation was made", async () => {
    const made = await ipc.call("invite", { person: "Rosa Delgado" });
    await team.read();
    team.invited.set(made.id, made.words);
    const asked = vi.spyOn(ipc, "call");
    render(SendPage, { invitation: made.id });
    await waitFor(() => part("save-file"));
    await fireEvent.click(part("save-file"));
    await waitFor(() => expect(within(part("sent")).getAllByRole("listitem").map((w) => w.textContent).join(" ")).toBe(made.words));
    const written = asked.mock.calls.find(([name]) => name === "share_write")?.[1];
    expect(written).toMatchObject({ share: { words: made.words, invitation: made.id, everything: true } });
    asked.mockRestore();
  });

  it("asks for its words when they were shown on an earlier day, and takes no others", async () => {
    const { container } = render(SendPage, { invitation: "inv-1" });
    await waitFor(() => part("save-file"));
    await fireEvent.click(part("save-file"));
    expect(await screen.findAllByText(/Enter the six words of the invitation/)).toHaveLength(2);
    const box = screen.getByLabelText("The six words of the invitation");
    await fireEvent.input(box, { target: { value: "copper lantern meadow pilot ribbon walnut" } });
    await fireEvent.click(part("save-file"));
    expect(await screen.findAllByText(/These are not the six words/)).toHaveLength(2);
    expect(box.getAttribute("aria-invalid")).toBe("true");
    expect(await faultsOf(container)).toEqual([]);
  });
});

describe("bringing in", () => {
  it("a dropped file leads to what it would do, and nothing is brought in", async () => {
    place.go({ page: "home" });
    const asked = vi.spyOn(ipc, "call");
    dropped.take(file("a.hubx"));
    dropped.take(file("b.hubx"));
    await waitFor(() => expect(place.route.page).toBe("bring-in"));
    const { container } = render(BringInPage);
    await waitFor(() => expect(container.querySelectorAll('[data-test="incoming-file"]')).toHaveLength(2));
    expect(asked.mock.calls.filter(([name]) => name.startsWith("incoming")).map(([name]) => name)).toEqual(["incoming_preview"]);
    expect(await faultsOf(container)).toEqual([]);
    asked.mockRestore();
  });

  it("asks for words where they are needed, and says so when they are wrong", async () => {
    dropped.take(file("x_words.hubx"));
    const { container } = render(BringInPage);
    const box = await screen.findByLabelText("The six words");
    await fireEvent.click(part("open-words"));
    expect(screen.getByText("Enter the six words")).toBeTruthy();
    await fireEvent.input(box, { target: { value: "wrong words" } });
    await fireEvent.click(part("open-words"));
    expect(await screen.findByText(/These words do not open the file/)).toBeTruthy();
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.input(screen.getByLabelText("The six words"), { target: { value: "Copper-Lantern meadow pilot ribbon walnut" } });
    await fireEvent.click(part("open-words"));
    await waitFor(() => part("incoming"));
  });

  it("a refused file says why and that nothing was altered", async () => {
    dropped.take(file("x_newer.hubx"));
    render(BringInPage);
    expect((await screen.findByRole("alert")).textContent).toContain("made by a newer version of Hubfolio. Your data was not changed.");
  });

  it("a new laptop is admitted only where its words were compared", async () => {
    dropped.take(file("c.hubx"));
    render(BringInPage);
    await waitFor(() => part("incoming"));
    const asked = vi.spyOn(ipc, "call");
    await fireEvent.click(part("bring-in"));
    await waitFor(() => part("brought-in"));
    expect(asked.mock.calls.find(([name]) => name === "incoming_apply")?.[1]).toMatchObject({ incoming: { admit: [] }, token: "in-c.hubx" });
    asked.mockRestore();
    await fireEvent.click(part("undo-arrival"));
    expect(await screen.findByText("Bringing in was undone")).toBeTruthy();
  });

  it("with a laptop ticked the files are looked at anew, and brought in as they were looked at", async () => {
    waitingLaptop.state = "waiting";
    dropped.take(file("d.hubx"));
    render(BringInPage);
    await waitFor(() => part("incoming"));
    const asked = vi.spyOn(ipc, "call");
    const admits = (command: string): unknown => asked.mock.calls.filter(([name]) => name === command).map(([, request]) => request)[0];
    await fireEvent.click(part("admit-with"));
    await waitFor(() => expect(admits("incoming_preview")).toMatchObject({ admit: [waitingLaptop.key] }));
    await fireEvent.click(part("bring-in"));
    await waitFor(() => part("brought-in"));
    expect(admits("incoming_apply")).toMatchObject({ incoming: { admit: [waitingLaptop.key] } });
    asked.mockRestore();
  });

  it("an invited laptop has nothing to compare", () => {
    const { container } = render(IncomingLaptop, { laptop: { ...waitingLaptop, state: "admitted" } as TeamLaptop, same: false, onchange: vi.fn() });
    expect(container.textContent).toContain("It proved the words of the invitation");
    expect(container.querySelector("input, [data-test=words]")).toBeNull();
  });

  it("nothing new leaves nothing to press", async () => {
    dropped.take(file("a_seen.hubx"));
    render(BringInPage);
    await waitFor(() => expect(part("new-edits").textContent).toContain("Everything in this file is here already"));
    expect(document.querySelector('[data-test="bring-in"]')).toBeNull();
  });
});

describe("joining", () => {
  it("a file that came before there is a hub file is the one to join with", async () => {
    session.phase = "starting";
    dropped.take(file("team_words.hubx"));
    session.phase = "first-run";
    dropped.wake();
    const { container } = render(FirstRun);
    await waitFor(() => expect(part("join-file").textContent).toContain("team_words.hubx"));
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.input(screen.getByLabelText("Your name"), { target: { value: "Dilys Morgan" } });
    await fireEvent.click(part("join"));
    expect(await screen.findAllByText("Enter the six words that your colleague told you")).toHaveLength(2);
  });

  it("says what is missing", async () => {
    render(FirstRun);
    await fireEvent.click(part("choice-join"));
    await fireEvent.click(part("join"));
    expect(within(await screen.findByRole("alert")).getAllByRole("link").map((a) => a.textContent)).toEqual(["Choose the file that your colleague sent", "Enter your name"]);
  });
});

describe("the shared folder at the start", () => {
  it("is gone through once in a run, and only where a person wished so", async () => {
    const asked = vi.spyOn(ipc, "call");
    const times = (): number => asked.mock.calls.filter(([name]) => name === "folder_exchange").length;
    const file = session.status?.hub?.file;
    await team.change(() => ipc.call("sharing_settings", { folder: null, by_itself: false }));
    await team.atStart();
    expect(times()).toBe(0);
    await team.change(() => ipc.call("sharing_settings", { folder: null, by_itself: true }));
    await team.atStart();
    expect(times(), "ticking the box is no start").toBe(0);
    if (session.status?.hub) session.status = { ...session.status, hub: { ...session.status.hub, file: `${file}, opened another day` } };
    await Promise.all([team.atStart(), team.atStart()]);
    expect(times()).toBe(1);
    expect(session.message?.lines).toContain("14 edits from Priya Nair came in.");
    expect(session.message?.action?.label).toBe("Undo bringing in");
    asked.mockRestore();
  });

  it("what came in through it can be undone where it is told", async () => {
    render(SharingPage);
    await fireEvent.click(part("folder-now"));
    await waitFor(() => part("undo-folder"));
    const asked = vi.spyOn(team, "takeBack");
    await fireEvent.click(part("undo-folder"));
    await waitFor(() => expect(session.message?.text).toBe("Bringing in was undone"));
    expect(asked).toHaveBeenCalledWith([12]);
    expect(document.querySelector('[data-test="undo-folder"]')).toBeNull();
    asked.mockRestore();
  });
});

describe("attached files that do not fit into one file", () => {
  it("go into several, one after the other", async () => {
    const real = ipc.call;
    const call = vi.spyOn(ipc, "call").mockImplementation((async (...asked: Parameters<typeof ipc.call>) => {
      const reply: unknown = await real(...asked);
      return asked[0] === "share_preview" ? { ...(reply as object), parts: 2 } : reply;
    }) as typeof ipc.call);
    vi.spyOn(ipc, "chooseFile").mockImplementation((_, name) => Promise.resolve(file(name ?? "")));
    const { container } = render(SendPage, { invitation: "" });
    expect((await shown("part")).textContent).toBe("Part 1 of 2Part 2 of 2");
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(part("send-everything"));
    await fireEvent.click(await shown("save-file"));
    await fireEvent.click(await shown("again"));
    await waitFor(() => expect((part("part") as HTMLSelectElement).value).toBe("1"));
    expect(call).toHaveBeenCalledWith("share_preview", expect.objectContaining({ everything: true, part: 1 }));
    await fireEvent.click(part("without-files"));
    await waitFor(() => expect(document.querySelector('[data-test="part"]')).toBeNull());
    vi.restoreAllMocks();
  });
});
