import { render, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import Page from "../src/parts/Page.svelte";
import { place } from "../src/place.svelte";
import { route } from "../src/logic/router";
import { session } from "../src/session.svelte";
import { words } from "../src/words";
import * as ipc from "../src/ipc";

vi.mock("../src/ipc", () => import("./preview/ipc"));

beforeEach(async () => {
  await session.opened(await ipc.call("status", {}));
});

// One address of every page; what the address says is handed to it.
const addresses = [
  "#/home", "#/area/our-area", "#/list/practice", "#/record/practice/practice-0", "#/new/practice", "#/search?q=park", "#/returns", "#/return/return-0",
  "#/return/return-0/1", "#/edits", "#/packs", "#/sharing", "#/send", "#/bring-in", "#/copies", "#/erasures", "#/erase/person/person-1", "#/merge/person/person-1",
  "#/close/practice/practice-1", "#/duplicates/person", "#/stakeholder-map", "#/mail", "#/import", "#/boards", "#/interests", "#/declare", "#/settings",
  "#/about", "#/accessibility", "#/switch-hub", "#/welcome", "#/help", "#/help/lists", "#/to-settle", "#/to-settle/s-field", "#/send-copy/practice",
];

describe("pages", () => {
  it.each(addresses)("%s has a heading of its own", async (at) => {
    place.go(route(at));
    const { container } = render(Page);
    await waitFor(() => expect(container.querySelector("h1")).not.toBeNull());
    expect(container.querySelector("h1")?.textContent).not.toBe(words.fault.missingPage);
  });

  it("another record is another page; another part of the same help is not", async () => {
    place.go(route("#/help/lists"));
    const { container } = render(Page);
    await waitFor(() => expect(container.querySelector("h1")).not.toBeNull());
    const before = container.querySelector("h1");
    place.go(route("#/help/sharing"));
    await waitFor(() => expect(container.textContent).toContain("Sends what the others lack"));
    expect(container.querySelector("h1")).toBe(before);
    place.go(route("#/record/practice/practice-0"));
    await waitFor(() => expect(container.querySelector("h1")?.textContent).toBe("Abbey Road Surgery"));
    const one = container.querySelector("h1");
    place.go(route("#/record/practice/practice-1"));
    await waitFor(() => expect(container.querySelector("h1")?.textContent).not.toBe("Abbey Road Surgery"));
    expect(container.contains(one)).toBe(false);
  });

  it("a search that failed is forgotten when its words are removed", async () => {
    const { call } = ipc;
    const spy = vi.spyOn(ipc, "call").mockImplementation(((name: never, request: never) =>
      name === "search" ? Promise.reject({ code: "busy", message: "The file is in use.", hint: "", fields: [] }) : call(name, request)) as typeof ipc.call);
    place.go(route("#/search?q=park"));
    const { container } = render(Page);
    await waitFor(() => expect(container.textContent).toContain("The file is in use."));
    place.go(route("#/search"));
    await waitFor(() => expect(container.querySelector("h1")?.textContent).toBe(words.search.title));
    spy.mockRestore();
  });

  it("an address that leads nowhere says so", async () => {
    place.go(route("#/no/such/page"));
    const { container } = render(Page);
    await waitFor(() => expect(container.textContent).toContain(words.fault.missingPage));
  });
});
