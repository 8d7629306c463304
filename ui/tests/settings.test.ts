import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { applyLook, keptLook, readLook, usual } from "../src/logic/look";
import AboutPage from "../src/pages/AboutPage.svelte";
import AccessibilityPage from "../src/pages/AccessibilityPage.svelte";
import SettingsPage from "../src/pages/SettingsPage.svelte";
import { session } from "../src/session.svelte";
import * as ipc from "../src/ipc";
import { faultsOf, part } from "./screen";

vi.mock("../src/ipc", () => import("./preview/ipc"));

beforeEach(async () => {
  localStorage.clear();
  await session.opened(await ipc.call("status", {}));
});

describe("the list of licences", () => {
  const root = join(import.meta.dirname, "../..");
  const licences = JSON.parse(readFileSync(join(root, "src-tauri/core/src/guide/licences.json"), "utf8")) as string[][];
  const listed = (sort: string): string[] => licences.filter(([s]) => s === sort).map(([, name, version]) => `${name} ${version}`).sort();
  it("names every Rust package of the lock file and no other; if not: node ui/licences.mjs", () => {
    const blocks = readFileSync(join(root, "Cargo.lock"), "utf8").split("[[package]]").filter((block) => block.includes("source ="));
    const locked = blocks.map((block) => `${/name = "(.+)"/.exec(block)?.[1]} ${/version = "(.+)"/.exec(block)?.[1]}`).sort();
    expect(locked.length).toBeGreaterThan(100);
    expect(listed("Rust")).toEqual(locked);
  });
  it("names every JavaScript package of the lock file", () => {
    const { packages } = JSON.parse(readFileSync(join(root, "ui/package-lock.json"), "utf8")) as { packages: Record<string, { version: string }> };
    const locked = Object.entries(packages).filter(([path]) => path).map(([path, p]) => `${path.slice(path.lastIndexOf("node_modules/") + 13)} ${p.version}`);
    expect(listed("JavaScript")).toEqual([...new Set(locked)].sort());
  });
  it("leaves no package without a licence", () => expect(licences.filter(([, , , licence]) => !licence)).toEqual([]));
  it("can be searched, without faults of accessibility", async () => {
    const { container } = render(AboutPage);
    await fireEvent.input(screen.getByLabelText("Find a package"), { target: { value: "rusqlite_migration" } });
    await waitFor(() => expect(part("packages").textContent).toBe("1 package"));
    expect(await faultsOf(container)).toEqual([]);
  });
});

describe("how it looks", () => {
  it("what can't be read is the usual", () => {
    expect(readLook(null)).toEqual(usual);
    expect(readLook("{broken")).toEqual(usual);
    expect(readLook('{"theme":"pink","density":"compact"}')).toEqual({ theme: "system", density: "compact" });
  });
  it("is kept and put onto the page at once", async () => {
    const { container } = render(SettingsPage);
    await fireEvent.click(part("look-dark"));
    await fireEvent.click(part("look-compact"));
    expect(document.documentElement.dataset).toMatchObject({ theme: "dark", density: "compact" });
    expect(keptLook()).toEqual({ theme: "dark", density: "compact" });
    expect(await faultsOf(container)).toEqual([]);
  });
  it("the rules for a dark computer hold always, never, or as they say", () => {
    const media = { mediaText: "(prefers-color-scheme: dark)" };
    const other = { mediaText: "(max-width: 40rem)" };
    const root = { dataset: {} as Record<string, string>, style: { colorScheme: "" } };
    const page = { styleSheets: [{ cssRules: [{ media }, { media: other }] }], documentElement: root } as unknown as Document;
    applyLook(page, { theme: "dark", density: "standard" });
    expect([media.mediaText, root.style.colorScheme]).toEqual(["all", "dark"]);
    applyLook(page, { theme: "light", density: "standard" });
    expect([media.mediaText, root.style.colorScheme]).toEqual(["not all", "light"]);
    applyLook(page, usual);
    expect([media.mediaText, other.mediaText, root.style.colorScheme]).toEqual(["(prefers-color-scheme: dark)", "(max-width: 40rem)", ""]);
  });
});

describe("take everything", () => {
  it("says what was written", async () => {
    render(SettingsPage);
    await fireEvent.click(part("take"));
    await waitFor(() => expect(part("taken").textContent).toContain("18 tables, 3 attached files"));
  });
});

describe("the accessibility statement", () => {
  it("says what was not tested, and has no faults itself", async () => {
    const { container } = render(AccessibilityPage);
    expect(container.textContent).toContain("NVDA");
    expect(await faultsOf(container)).toEqual([]);
  });
});
