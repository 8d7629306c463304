import { render, screen, waitFor } from "@testing-library/svelte";
import { describe, expect, it, vi } from "vitest";
import EditsPage from "../src/pages/EditsPage.svelte";
import PacksPage from "../src/pages/PacksPage.svelte";
import { session } from "../src/session.svelte";
import * as ipc from "../src/ipc";

vi.mock("../src/ipc", async () => {
  const preview = await import("./preview/ipc");
  return { ...preview, call: vi.fn(preview.call) };
});

describe("a page that reads the hub file", () => {
  it("says what went wrong and what was kept, and reads again when asked", async () => {
    await session.opened(await ipc.call("status", {}));
    vi.mocked(ipc.call).mockRejectedValueOnce({ code: "file_unreadable", message: "The hub file could not be read.", hint: "Check that its disk is still there." });
    render(EditsPage);
    expect(await screen.findByText("The hub file could not be read.")).toBeTruthy();
    expect(screen.getByText("Everything saved before this is still in your hub file.")).toBeTruthy();
    screen.getByRole("button", { name: "Try again" }).click();
    expect(await screen.findByRole("heading", { name: "All edits" })).toBeTruthy();
  });

  it("reads anew after an edit, and a late answer never replaces a newer one", async () => {
    await session.opened(await ipc.call("status", {}));
    let late: (value: never) => void = () => undefined;
    vi.mocked(ipc.call).mockReturnValueOnce(new Promise((done) => (late = done)) as never);
    render(PacksPage);
    session.generation++;
    await waitFor(() => expect(screen.getByText(/^Open return:/)).toBeTruthy());
    late({ rows: [], columns: [], total: 0 } as never);
    await new Promise((done) => setTimeout(done, 30));
    expect(screen.getByText(/^Open return:/)).toBeTruthy();
  });
});
