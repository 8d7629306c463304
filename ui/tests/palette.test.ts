import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { excerpt, searchGuide, topicOf } from "../src/logic/help";
import { shortcut } from "../src/logic/keys";
import { choices, fit, narrow } from "../src/logic/palette";
import { route, address } from "../src/logic/router";
import { overlay } from "../src/overlay.svelte";
import HelpPage from "../src/pages/HelpPage.svelte";
import Overlays from "../src/parts/Overlays.svelte";
import { session } from "../src/session.svelte";
import * as ipc from "../src/ipc";
import { guide } from "./preview/guide";
import { kinds } from "./preview/kinds";
import { faultsOf, part } from "./screen";

vi.mock("../src/ipc", () => import("./preview/ipc"));

beforeEach(async () => {
  await session.opened(await ipc.call("status", {}));
  overlay.show(null);
  window.location.hash = "#/";
});

describe("what can be gone to or done", () => {
  it("every typed word begins a word of the choice, in any order, without capitals or accents", () => {
    expect(fit("Add practice", "pr ad")).not.toBeNull();
    expect(fit("Café Surgery", "cafe")).not.toBeNull();
    expect(fit("Add practice", "actice")).toBeNull();
  });
  it("the whole name comes before a longer one", () => {
    const all = choices(kinds, session.hub);
    expect(narrow(all, "practices")[0]?.label).toBe("Practices");
  });
  it("holds every area with its keys, every list, and a new record of each editable type", () => {
    const labels = choices(kinds, session.hub).map((c) => c.label);
    expect(labels).toEqual(expect.arrayContaining(["Home", "Practices", "Add practice", "Send edits to colleagues", "Settings and help", "Keyboard shortcuts"]));
    expect(choices(kinds, session.hub).find((c) => c.label === "Our area")?.keys).toBe("Alt + 2");
  });
  it("a hub file that can only be looked at offers no edits", () => {
    const hub = session.hub;
    if (!hub) throw new Error("the preview has a hub");
    const labels = choices(kinds, { ...hub, read_only: true }).map((c) => c.label);
    expect(labels.filter((l) => /^(Add|Undo|Send|Bring)/.test(l))).toEqual([]);
  });
});

describe("the keys", () => {
  const press = (key: string, more = {}) => ({ key, code: "", ctrlKey: true, metaKey: false, altKey: false, shiftKey: false, ...more });
  it("Ctrl+K and Ctrl+/ work while typing too, also where a slash needs Shift", () => {
    expect(shortcut(press("k"), true)).toEqual({ does: "palette" });
    expect(shortcut(press("/"), true)).toEqual({ does: "keys" });
    expect(shortcut(press("/", { shiftKey: true }), true)).toEqual({ does: "keys" });
  });
});

describe("the box over the page", () => {
  it("finds a record as somebody types and goes there with Enter", async () => {
    render(Overlays);
    overlay.show("palette");
    const box = await screen.findByRole("combobox");
    await fireEvent.input(box, { target: { value: "abbey" } });
    await screen.findByRole("option", { name: /Abbey Road Surgery/ });
    expect(await faultsOf(document.body)).toEqual([]);
    await fireEvent.keyDown(box, { key: "Enter" });
    expect(route(window.location.hash)).toEqual({ page: "record", kind: "practice", id: "practice-0" });
    expect(overlay.now).toBeNull();
  });
  it("the arrow keys go round and say where they are", async () => {
    render(Overlays);
    overlay.show("palette");
    const box = await screen.findByRole("combobox");
    await fireEvent.keyDown(box, { key: "ArrowUp" });
    const last = box.getAttribute("aria-activedescendant");
    await fireEvent.keyDown(box, { key: "ArrowDown" });
    expect(box.getAttribute("aria-activedescendant")).toBe("palette-0");
    expect(last).not.toBe("palette-0");
  });
  it("the sheet of keys names the keys that go with it", async () => {
    render(Overlays);
    overlay.show("keys");
    await screen.findByText("Ctrl + K");
    expect(await faultsOf(document.body)).toEqual([]);
  });
});

describe("help", () => {
  const folder = join(import.meta.dirname, "../../docs/guide");
  const idOf = (heading: string): string => heading.toLowerCase().split(/[^a-z0-9]+/).filter(Boolean).join("-");
  const headings = new Map(readdirSync(folder).map((name) =>
    [name.replace(".md", ""), readFileSync(join(folder, name), "utf8").split("\n").filter((line) => line.startsWith("## ")).map((line) => idOf(line.slice(3)))]));

  it("every screen leads to a page and a heading that are there", () => {
    for (const hash of ["#/", "#/edits", "#/import", "#/returns", "#/packs", "#/sharing", "#/list/practice", "#/erasures", "#/settings"]) {
      const { topic, at } = topicOf(route(hash));
      expect(headings.has(topic), `${hash} ${topic}`).toBe(true);
      if (at) expect(headings.get(topic), hash).toContain(at);
    }
  });
  it("a search needs every word and puts headings first", () => {
    const found = searchGuide(guide, "undo");
    expect(found[0]?.section.title.toLowerCase()).toContain("undo");
    expect(searchGuide(guide, "undo zebra")).toEqual([]);
    expect(found[1] && excerpt(found[1].section, "undo").length).toBeLessThan(200);
  });
  it("its address carries page and heading", () => {
    const to = { page: "help", topic: "sharing", at: "the-folder" } as const;
    expect(route(address(to))).toEqual(to);
  });
  it("shows a page, searches as somebody types, and says when there is nothing", async () => {
    render(HelpPage, { topic: "first-return", at: "" });
    await waitFor(() => expect(part("help-text").textContent).toContain("Choose"));
    expect(await faultsOf(document.body)).toEqual([]);
    await fireEvent.input(part("help-search"), { target: { value: "undo" } });
    await waitFor(() => expect(part("help-results").querySelectorAll("a").length).toBeGreaterThan(0));
    await fireEvent.input(part("help-search"), { target: { value: "zebra" } });
    await screen.findByText("Nothing found for “zebra”");
  });
});
