// Help, its keys and the size of everything, before a hub is open.
import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { expect, it, vi } from "vitest";
import App from "../src/App.svelte";

vi.mock("../src/ipc", async () => {
  const preview = await import("./preview/ipc");
  return { ...preview, call: (name: never, request: never) => (name === "status" ? Promise.resolve({ version: "0.1.0", hub: null }) : preview.call(name, request)) };
});

const press = (key: string, more = {}): Promise<boolean> => fireEvent.keyDown(document.body, { key, code: key, ...more });

it("F1 opens the guide, and what was typed is still there afterwards", async () => {
  window.location.hash = "";
  render(App);
  const name = await screen.findByRole<HTMLInputElement>("textbox", { name: "Name of the training hub" });
  await fireEvent.input(name, { target: { value: "Dene and Vale" } });
  await press("F1");
  expect(await screen.findByRole("heading", { name: "Finding your way" })).toBeTruthy();
  expect(screen.queryByRole("heading", { name: "Welcome to Hubfolio" })).toBeNull();
  window.location.hash = "#/home";
  await waitFor(() => expect(screen.getByRole("heading", { name: "Welcome to Hubfolio" })).toBeTruthy());
  expect(name.value).toBe("Dene and Vale");

  // Only what can be done without a hub is offered.
  await press("k", { ctrlKey: true });
  await waitFor(() => expect(screen.getAllByRole("option").map((o) => o.textContent)).toHaveLength(2));
  await press("n", { ctrlKey: true });
  expect(window.location.hash).toBe("#/home");

  // A size is kept for the next start.
  await press("+", { ctrlKey: true });
  await waitFor(() => expect(document.documentElement.dataset.zoom).toBe("1.1"));
  expect(localStorage.getItem("zoom")).toBe("1.1");
  await press("0", { ctrlKey: true });
  expect(localStorage.getItem("zoom")).toBe("1");
});
