import { render, waitFor } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import App from "../src/App.svelte";

/** Holds back what Home shows until a test lets go. */
const gate = vi.hoisted(() => {
  const held = { open: () => {}, ready: 0, opened: Promise.resolve() };
  held.opened = new Promise((open) => (held.open = open));
  return held;
});
vi.mock("../src/ipc", async () => {
  const ipc = await import("./preview/ipc");
  const call: typeof ipc.call = async (name, request) => {
    if (name === "findings") await gate.opened;
    return ipc.call(name, request);
  };
  return { ...ipc, call, ready: async () => void gate.ready++ };
});

describe("the start of the window", () => {
  it("is over when Home has its contents, not before", async () => {
    window.location.hash = "#/home";
    const { container } = render(App);
    await waitFor(() => expect(container.querySelector("[data-test=recent]")).toBeTruthy());
    await new Promise((later) => setTimeout(later, 100));
    expect(gate.ready).toBe(0);
    gate.open();
    await waitFor(() => expect(gate.ready).toBe(1));
  });
});
