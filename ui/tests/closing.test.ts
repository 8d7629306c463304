import { fireEvent, render, screen, waitFor, within } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import ClosePage from "../src/pages/ClosePage.svelte";
import RecordPage from "../src/pages/RecordPage.svelte";
import { canClose, choiceOf, requestOf } from "../src/logic/closing";
import { session } from "../src/session.svelte";
import * as ipc from "../src/ipc";
import { faultsOf, part, pick, shown } from "./screen";

vi.mock("../src/ipc", () => import("./preview/ipc"));

beforeEach(async () => {
  session.say(null);
  await session.opened(await ipc.call("status", {}));
});

const matter = { kind: "practice_mark", field: "practice", label: "Marks", ways: ["end", "leave"], proposed: "end", total: 2,
  records: [{ id: "a", title: "A", detail: "", twin: false }, { id: "b", title: "B", detail: "", twin: false }] };

describe("what follows a closing", () => {
  it("keeps what was chosen where it is still offered", () => {
    expect(choiceOf(matter, { "practice_mark/practice": { way: "move", left: ["a", "gone"] } })).toEqual({ way: "end", left: ["a"] });
    expect(choiceOf(matter, { "practice_mark/practice": { way: "leave", left: [] } }).way).toBe("leave");
    expect(choiceOf(matter, {}).way).toBe("end");
  });

  it("says nothing of exceptions where all are left", () => {
    expect(requestOf([matter], { "practice_mark/practice": { way: "leave", left: ["a"] } })).toMatchObject([{ way: "leave", leave: [] }]);
    expect(requestOf([matter], {})).toMatchObject([{ way: "end", leave: [] }]);
  });

  it("is offered for practices and networks alone", () => {
    expect(["practice", "pcn", "person", "place"].map((name) => canClose(session.kind(name)))).toEqual([true, true, false, false]);
  });
});

describe("the page that closes", () => {
  it("is reached from the end of the record's page", async () => {
    render(RecordPage, { kind: "practice", id: "practice-0", fill: {} });
    expect((await shown("go-close")).getAttribute("href")).toBe("#/close/practice/practice-0");
  });

  it("shows what follows for the day and successor, and closes with one undo", async () => {
    const spy = vi.spyOn(ipc, "call");
    const { container } = render(ClosePage, { kind: "pcn", id: "pcn-0" });
    await shown("close-form");
    const members = part("closing-pcn_membership-pcn");
    expect(within(members).getAllByRole("radio")).toHaveLength(2);
    const { title } = await ipc.call("show", { kind: "pcn", id: "pcn-1" });
    await pick(/Which PCN follows it/, title);
    await waitFor(() => expect(within(part("closing-pcn_membership-pcn")).getAllByRole("radio")).toHaveLength(3));
    expect(part("closing-pcn_membership-pcn-move")).toHaveProperty("checked", true);
    expect(await faultsOf(container)).toEqual([]);
    const [first] = within(part("closing-pcn_membership-pcn")).getAllByRole("checkbox");
    if (first) await fireEvent.click(first);
    await fireEvent.click(part("close"));
    await waitFor(() => expect(session.message?.text).toMatch(/is closed\. .*moved, 1 left as they are/));
    expect(session.message?.action?.label).toBe("Undo");
    const [request] = spy.mock.calls.filter(([name]) => name === "close").map(([, r]) => r);
    expect(request).toMatchObject({ kind: "pcn", id: "pcn-0", dry_run: false });
    expect(window.location.hash).toBe("#/record/pcn/pcn-0");
    spy.mockRestore();
  });

  it("asks for the day, and names a day that is none", async () => {
    const { container } = render(ClosePage, { kind: "practice", id: "practice-1" });
    await shown("close-form");
    const box = screen.getByLabelText("Last day");
    await fireEvent.input(box, { target: { value: "" } });
    await fireEvent.click(part("close"));
    expect((await screen.findByRole("alert")).textContent).toContain("Enter its last day");
    await fireEvent.input(box, { target: { value: "never" } });
    await fireEvent.click(part("close"));
    await waitFor(() => expect(screen.getByRole("alert").textContent).toContain("“never” is not a day"));
    expect(await faultsOf(container)).toEqual([]);
  });
});
