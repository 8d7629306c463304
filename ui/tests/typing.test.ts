import { fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import ClosePage from "../src/pages/ClosePage.svelte";
import SignOffBox from "../src/parts/SignOffBox.svelte";
import { session } from "../src/session.svelte";
import * as ipc from "../src/ipc";
import { part, shown } from "./screen";

vi.mock("../src/ipc", () => import("./preview/ipc"));

beforeEach(async () => {
  await session.opened(await ipc.call("status", {}));
});

const kept = async (key: string): Promise<unknown> => (await ipc.call("draft_get", { key }))?.body ?? null;

describe("unfinished typing", () => {
  it("is kept while it is typed, is there again after a crash, and goes once it is saved", async () => {
    const first = render(ClosePage, { kind: "practice", id: "practice-4" });
    await shown("close-form");
    await fireEvent.input(screen.getByLabelText(/^Why\?/), { target: { value: "Letter of 3 March" } });
    await waitFor(async () => expect(await kept("close/practice/practice-4")).toEqual({ reason: "Letter of 3 March" }), { timeout: 2000 });
    first.unmount();
    render(ClosePage, { kind: "practice", id: "practice-4" });
    await shown("close-form");
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>(/^Why\?/).value).toBe("Letter of 3 March"));
    await fireEvent.click(part("close"));
    await waitFor(() => expect(session.message?.text).toContain("is closed"));
    expect(await kept("close/practice/practice-4")).toBeNull();
  });

  it("of a sign-off is there again with who signs", async () => {
    const page = await ipc.call("return_page", { id: "return-0" });
    const signable = { ...page, frozen: true, state: "hub_complete" };
    const first = render(SignOffBox, { kind: "return", id: signable.id, what: "this return", signOffs: [] });
    await fireEvent.click(document.getElementById("sign-recorded") ?? part("sign-recorded"));
    await fireEvent.input(await screen.findByLabelText("What shows it?"), { target: { value: "Minute 7 of the board" } });
    first.unmount();
    await waitFor(async () => expect(await kept("sign/return-0")).toMatchObject({ how: "recorded", evidence: "Minute 7 of the board" }), { timeout: 2000 });
    render(SignOffBox, { kind: "return", id: signable.id, what: "this return", signOffs: [] });
    await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>("What shows it?").value).toBe("Minute 7 of the board"));
  });
});

describe("sign-offs of a return", () => {
  it("say so where they are of another revision than the one on the page", () => {
    const one = { id: "s1", person: "Rowan Ashdale", role: "Programme manager", how: "here", day: "22 November 2026", laptop: "Hub laptop 1", recorded_by: "", evidence: "",
      wording: "", revision: 1, check_code: "3f9a", intact: true, withdrawn: false, withdrawn_because: "", content_erased: false };
    render(SignOffBox, { kind: "return", id: "return-0", what: "this return", signOffs: [one, { ...one, id: "s2", revision: 2 }], revision: 2 });
    expect(screen.getAllByText("Of revision 1, not of this one")).toHaveLength(1);
  });
});
