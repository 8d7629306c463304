import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { overlay } from "../src/overlay.svelte";
import FirstRun from "../src/pages/FirstRun.svelte";
import SwitchHubPage from "../src/pages/SwitchHubPage.svelte";
import WelcomePage from "../src/pages/WelcomePage.svelte";
import Overlays from "../src/parts/Overlays.svelte";
import PersonMenu from "../src/parts/PersonMenu.svelte";
import PracticeBanner from "../src/parts/PracticeBanner.svelte";
import { session } from "../src/session.svelte";
import * as ipc from "../src/ipc";
import { faultsOf, part } from "./screen";

vi.mock("../src/ipc", () => import("./preview/ipc"));

beforeEach(async () => {
  await session.opened(await ipc.call("hub_open", { file: null }));
  overlay.show(null);
  window.location.hash = "#/";
});

describe("the first run", () => {
  it("offers four ways, the practice hub among them, without faults of accessibility", async () => {
    const { container } = render(FirstRun);
    expect(screen.getAllByRole("radio").map((r) => r.getAttribute("value")).slice(0, 4)).toEqual(["start", "join", "move", "practice"]);
    for (const way of ["move", "practice"]) {
      await fireEvent.click(part(`choice-${way}`));
      expect(await faultsOf(container)).toEqual([]);
    }
  });
  it("opens the practice hub, which says so on every page", async () => {
    render(FirstRun);
    await fireEvent.click(part("choice-practice"));
    await fireEvent.click(part("open-practice"));
    await waitFor(() => expect(session.hub?.sample).toBe(true));
    const { container } = render(PracticeBanner);
    expect(container.textContent).toContain("nothing here is real");
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(part("practice-again"));
    await waitFor(() => expect(session.message?.text).toContain("first day"));
  });
  it("a copy is put back and its hub opened", async () => {
    render(FirstRun);
    await fireEvent.click(part("choice-move"));
    await fireEvent.click(part("put-copy"));
    await waitFor(() => expect(session.phase).toBe("ready"));
  });
  it("three steps follow, each of which can be skipped; the last offers recovery words, and ends at home", async () => {
    window.location.hash = "#/welcome";
    const { container } = render(WelcomePage);
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(part("welcome-skip"));
    expect(document.activeElement?.textContent).toBe("Who holds the contract?");
    await fireEvent.input(screen.getByLabelText(/ICB code/), { target: { value: "LONG" } });
    await fireEvent.click(part("welcome-next"));
    expect(container.textContent).toContain("three letters or figures");
    expect(document.activeElement?.id).toBe("welcome-ics");
    await fireEvent.click(part("welcome-skip"));
    expect(part("copies")).toBeTruthy();
    expect(document.activeElement?.textContent).toBe("Where should a copy go?");
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(part("make-recovery"));
    expect(within(await waitFor(() => part("recovery-shown"))).getAllByRole("listitem")).toHaveLength(12);
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(part("recovery-done"));
    await waitFor(() => expect(part("recovery").textContent).toContain("Recovery words were made for this hub"));
    await fireEvent.click(part("welcome-next"));
    expect(window.location.hash).toBe("#/home");
  });
});

describe("from inside a hub", () => {
  it("the practice hub leads back to the own one", async () => {
    await session.opened(await ipc.call("sample_open", { again: false }));
    render(SwitchHubPage);
    await fireEvent.click(part("back-to-own"));
    await waitFor(() => expect(session.hub?.sample).toBe(false));
  });
  it("the menu of the person opens, closes with Escape and gives the focus back", async () => {
    const { container } = render(PersonMenu);
    const button = part("person");
    await fireEvent.click(button);
    expect(button.getAttribute("aria-expanded")).toBe("true");
    expect(await faultsOf(container)).toEqual([]);
    screen.getByRole("link", { name: "Switch hub…" }).focus();
    await fireEvent.keyDown(document.activeElement ?? button, { key: "Escape" });
    expect(button.getAttribute("aria-expanded")).toBe("false");
    expect(document.activeElement).toBe(button);
  });
  it("somebody else says so, and an empty name is asked for again", async () => {
    render(Overlays);
    overlay.show("someone-else");
    const button = await screen.findByRole("button", { name: "Work under this name" });
    await fireEvent.click(button);
    expect(await faultsOf(document.body)).toEqual([]);
    expect(document.body.textContent).toContain("Enter your name");
    await fireEvent.input(screen.getByRole("combobox"), { target: { value: "Bea Baker" } });
    await fireEvent.click(button);
    await waitFor(() => expect(session.hub?.person).toBe("Bea Baker"));
    expect(overlay.now).toBeNull();
  });
});
