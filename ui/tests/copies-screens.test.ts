import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import CopiesPage from "../src/pages/CopiesPage.svelte";
import CopyPage from "../src/pages/CopyPage.svelte";
import SendCopyPage from "../src/pages/SendCopyPage.svelte";
import SaidBox from "../src/parts/copies/SaidBox.svelte";
import { place } from "../src/place.svelte";
import { session } from "../src/session.svelte";
import * as ipc from "../src/ipc";
import { faultsOf, part } from "./screen";

vi.mock("../src/ipc", () => import("./preview/ipc"));

const view = { filter: null, sort: [], search: "", group: "" };

beforeEach(async () => {
  session.say(null);
  await session.opened(await ipc.call("status", {}));
});

describe("sending a copy", () => {
  it("says what leaves and what stays, and that free text is personal", async () => {
    const { container } = render(SendCopyPage, { kind: "return", id: "return-1", view });
    await waitFor(() => expect(part("personal").textContent).toContain("22 texts that people wrote freely"));
    expect(part("stays").textContent).toContain("Nothing is held back");
    expect(screen.queryByLabelText("Anyone: no protection")).toBeNull();
    expect(await faultsOf(container)).toEqual([]);
  });

  it("is for a team that is known unless told otherwise, and may be open without personal data", async () => {
    render(SendCopyPage, { kind: "practice", id: "", view });
    await waitFor(() => part("save-copy"));
    expect((screen.getByLabelText("Only the laptops of Dene Training Hub") as HTMLInputElement).checked).toBe(true);
    expect(screen.getByLabelText("Anyone: no protection")).toBeTruthy();
    expect(part("stays").textContent).toContain("1 record that is kept to your team");
  });

  it("by words shows them once, to be told by telephone", async () => {
    vi.spyOn(ipc, "chooseFile").mockResolvedValue({ ticket: "copy.hubx", name: "copy.hubx" });
    render(SendCopyPage, { kind: "practice", id: "", view });
    await waitFor(() => part("save-copy"));
    await fireEvent.click(screen.getByLabelText("Whoever has six words"));
    await fireEvent.click(part("save-copy"));
    await waitFor(() => expect(within(part("words")).getAllByRole("listitem")).toHaveLength(6));
    vi.restoreAllMocks();
  });
});

describe("copies from other teams", () => {
  const chosen = (name: string): void => void vi.spyOn(ipc, "chooseFiles").mockResolvedValue([{ ticket: name, name }]);

  it("lists teams, copies and what was said", async () => {
    const { container } = render(CopiesPage);
    await waitFor(() => expect(part("copies").textContent).toContain("Revision 2, not signed off"));
    expect(part("teams").textContent).toContain("Dene Training Hub");
    expect(part("said").textContent).toContain("Figure 8 looks low. Why?");
    expect(await faultsOf(container)).toEqual([]);
  });

  it("a team that nobody admitted is not taken from before its words were compared", async () => {
    chosen("unknown.hubx");
    const { container } = render(CopiesPage);
    await waitFor(() => part("choose-copy"));
    await fireEvent.click(part("choose-copy"));
    await waitFor(() => part("admit-form"));
    expect(document.querySelector('[data-test="take-in"]')).toBeNull();
    await waitFor(() => expect(part("files").textContent).toContain("Telephone Sam Okafor"));
    expect(within(part("files")).getByRole("heading").textContent).toBe("Not taken in");
    expect(await faultsOf(container)).toEqual([]);
    const asked = vi.spyOn(session, "write");
    await fireEvent.click(part("admit"));
    expect((await screen.findByRole("alert")).textContent).toContain("six words are the same");
    expect(asked).not.toHaveBeenCalled();
    await fireEvent.click(part("same-words"));
    await fireEvent.click(part("admit"));
    await waitFor(() => part("take-in"));
    const go = vi.spyOn(place, "go").mockImplementation(() => undefined);
    await fireEvent.click(part("take-in"));
    await waitFor(() => expect(go).toHaveBeenCalledWith({ page: "copy", id: "copy-3" }));
    vi.restoreAllMocks();
  });

  it("a damaged file is refused in a sentence", async () => {
    chosen("damaged.hubx");
    render(CopiesPage);
    await waitFor(() => part("choose-copy"));
    await fireEvent.click(part("choose-copy"));
    expect((await screen.findByRole("alert")).textContent).toContain("Your data was not changed");
    vi.restoreAllMocks();
  });
});

describe("one copy", () => {
  it("shows what it says and takes a comment", async () => {
    const { container } = render(CopyPage, { id: "copy-1" });
    await waitFor(() => expect(screen.getByText("Visits to all but one network.")).toBeTruthy());
    expect(part("versions").textContent).toContain("Revision 2");
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(part("add-comment"));
    await waitFor(() => expect(part("your-comments").textContent).toContain("Write your comment"));
    await fireEvent.input(screen.getByLabelText("Add a comment"), { target: { value: "Thank you." } });
    await fireEvent.click(part("add-comment"));
    await waitFor(() => expect(part("comments").textContent).toContain("Thank you."));
    expect(part("save-comments")).toBeTruthy();
  });

  it("what others said stands at the return, and nothing stands where nobody said anything", async () => {
    render(SaidBox, { kind: "return", id: "return-1" });
    await waitFor(() => expect(part("said").textContent).toContain("Rita Regan"));
    document.body.innerHTML = "";
    render(SaidBox, { kind: "place", id: "place-1" });
    await Promise.resolve();
    expect(document.querySelector('[data-test="said"]')).toBeNull();
  });
});
