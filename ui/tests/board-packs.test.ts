import { configure, fireEvent, render, screen, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import InterestsPage from "../src/pages/InterestsPage.svelte";
import MeetingPage from "../src/pages/MeetingPage.svelte";
import PacksPage from "../src/pages/PacksPage.svelte";
import PackBox from "../src/parts/PackBox.svelte";
import type { PackPart } from "../bindings/PackPart";
import { copiesOf } from "../src/logic/meetings";
import { session } from "../src/session.svelte";
import { meetingPacks } from "../src/words/boardPacks";
import * as ipc from "../src/ipc";
import { faultsOf, part, shown } from "./screen";

vi.mock("../src/ipc", () => import("./preview/ipc"));
configure({ testIdAttribute: "data-test" });

beforeEach(async () => {
  vi.restoreAllMocks();
  await session.opened(await ipc.call("status", {}));
});

/** What the core was asked to write, and under which suggested name. */
function written(): { asked: () => unknown; names: () => string[] } {
  const call = vi.spyOn(ipc, "call");
  const choose = vi.spyOn(ipc, "chooseFile");
  return { asked: () => call.mock.calls.filter(([name]) => name === "pack").at(-1)?.[1], names: () => choose.mock.calls.map(([, name]) => name ?? "") };
}

describe("copies of a meeting's packs", () => {
  it("offer the closed session and a member's own copy only where there is one", async () => {
    const page = await ipc.call("meeting_page", { id: "meeting-1" });
    const values = (more: object, pack: "board" | "minutes"): string[] => copiesOf({ ...page, ...more }, pack, meetingPacks.copies).map(([value]) => value);
    expect(values({}, "board")).toEqual(["members", "public", "closed", "member:p2"]);
    expect(values({}, "minutes")).toEqual(["members", "public", "closed"]);
    expect(values({ items: page.items.slice(0, 2), withheld: [] }, "board")).toEqual(["members", "public"]);
  });

  it("a member's copy says what it goes without, and is the one that is written", async () => {
    const { container } = render(MeetingPage, { id: "meeting-1" });
    await shown("meeting-packs");
    expect(await faultsOf(container)).toEqual([]);
    const { asked, names } = written();
    const own = screen.getByLabelText("Dilys Morgan’s copy");
    expect(document.getElementById(own.getAttribute("aria-describedby") ?? "")?.textContent).toBe("Without the papers for: 2. Renewal of the e-learning contract");
    await fireEvent.click(own);
    await fireEvent.click(part("export-pack"));
    await waitFor(() => expect(asked()).toMatchObject({ pack: "board", record: "meeting-1", copy: "member:p2" }));
    expect(names()).toEqual(["Board pack Hub board, 2 December 2026 (Dilys Morgan’s copy).pdf"]);
    await waitFor(() => expect(part("pack-done").textContent).toContain("was written"));
    expect(asked()).not.toHaveProperty("print");
    await fireEvent.click(part("print-large"));
    await fireEvent.click(part("export-pack"));
    await waitFor(() => expect(asked()).toMatchObject({ print: { both_sides: false, large: true } }));
  });

  it("minutes come after the meeting, once there are any", async () => {
    render(MeetingPage, { id: "meeting-1" });
    await fireEvent.click(await shown("mode-run"));
    expect(screen.queryByTestId("meeting-packs")).toBeNull();
    await fireEvent.click(part("mode-close"));
    expect((part("pack-minutes") as HTMLInputElement).checked).toBe(true);
    expect(part("no-minutes").textContent).not.toBe("");
    await ipc.call("minutes_step", { meeting: "meeting-1", step: "draft", by: null, at: null, corrections: null });
    session.generation++;
    await shown("look-pack");
    const { asked } = written();
    await fireEvent.click(part("copy-public"));
    await fireEvent.click(part("export-pack"));
    await waitFor(() => expect(asked()).toMatchObject({ pack: "minutes", record: "meeting-1", copy: "public" }));
  });
});

describe("the parts of a pack", () => {
  /** A pack with four parts, one of them left out; what is asked for and saved of it. */
  function composed(): { asked: unknown[]; saved: unknown[] } {
    const template = { name: "pack_template", one: "Pack template", many: "Pack templates", help: "", area: "boards-and-meetings", columns: [], part_of: null, editable: true, fields: [] };
    session.kinds = [...session.kinds, template];
    const of = (name: string, on: boolean): PackPart => ({ name, words: `The ${name}`, on, always: name === "items" });
    const parts = [of("actions", true), of("items", true), of("reports", true), of("papers", false)];
    const asked: unknown[] = [];
    const saved: unknown[] = [];
    const real = ipc.call;
    vi.spyOn(ipc, "call").mockImplementation(((name: string, request: { kind?: string }) => {
      if (name === "pack_parts") {
        asked.push(request);
        return Promise.resolve({ template: "t1", name: "Short", parts });
      }
      if (name === "save" && request.kind === "pack_template") return Promise.resolve(saved.push(request));
      return real(name as "status", request as Record<string, never>);
    }) as typeof ipc.call);
    return { asked, saved };
  }

  it("are those chosen for the board, ticked and moved by keys, and saved as one edit", async () => {
    const { asked, saved } = composed();
    const { container } = render(MeetingPage, { id: "meeting-1" });
    const box = await shown("pack-parts");
    const names = (): string[] => [...box.querySelectorAll<HTMLInputElement>("input:checked")].map((one) => one.dataset.test ?? "");
    await waitFor(() => expect(names()).toEqual(["part-actions", "part-items", "part-reports"]));
    expect(asked).toEqual([{ pack: "board", board: "board-1" }]);
    expect(screen.getByLabelText("The actions")).toBe(part("part-actions"));
    expect((part("part-items") as HTMLInputElement).disabled).toBe(true);
    expect((part("up-actions") as HTMLButtonElement).disabled).toBe(true);
    await fireEvent.click(part("down-actions"));
    await waitFor(() => expect(document.activeElement).toBe(part("down-actions")));
    await fireEvent.click(part("part-papers"));
    await fireEvent.click(part("part-reports"));
    expect(names()).toEqual(["part-items", "part-actions", "part-papers"]);
    await fireEvent.click(part("save-parts"));
    await waitFor(() => expect(saved).toEqual([{
      kind: "pack_template", id: "t1", fields: { name: "Short", pack: "board", board: "board-1", sections: "items\nactions\npapers" }, generation: null, reason: null,
    }]));
    expect(await faultsOf(container)).toEqual([]);
  });

  it("are chosen for the report and the strategy too, and one of them there is", async () => {
    const { asked, saved } = composed();
    render(PacksPage);
    await fireEvent.click(await shown("other-strategy"));
    await waitFor(() => expect(asked.at(-1)).toEqual({ pack: "strategy" }));
    for (const name of ["actions", "reports", "items"]) {
      const box = await shown(`part-${name}`);
      if (name !== "items") await fireEvent.click(box);
    }
    await fireEvent.click(part("save-parts"));
    await waitFor(() => expect(saved).toEqual([{
      kind: "pack_template", id: "t1", fields: { name: "Short", pack: "strategy", board: null, sections: "items" }, generation: null, reason: null,
    }]));
  });
});

describe("the register of interests", () => {
  it("is exported as it is shown: of which board, for whom", async () => {
    const { container } = render(InterestsPage);
    await shown("register-board");
    const { asked, names } = written();
    await fireEvent.click(part("export-pack"));
    await waitFor(() => expect(asked()).toMatchObject({ pack: "interests", record: null, copy: "members" }));
    await fireEvent.change(part("register-board"), { target: { value: "board-1" } });
    await fireEvent.click(part("face-public"));
    await waitFor(() => expect(part("pack-done").textContent.trim()).toBe(""));
    await fireEvent.click(part("export-pack"));
    await waitFor(() => expect(asked()).toMatchObject({ pack: "interests", record: "board-1", copy: "public" }));
    expect(names()).toEqual(["Register of interests.pdf", "Register of interests Hub board (public).pdf"]);
    await fireEvent.click(await shown("export-sheet"));
    await waitFor(() => expect(names().at(-1)).toBe("Register of interests Hub board (public).xlsx"));
    expect(await faultsOf(container)).toEqual([]);
  });
});

describe("the KPI pack", () => {
  it("is written for whom it was chosen", async () => {
    render(PackBox, { page: { id: "return-0", title: "April to September 2025" } });
    const { asked, names } = written();
    await fireEvent.click(part("copy-public"));
    await fireEvent.click(part("export-pack"));
    await waitFor(() => expect(asked()).toMatchObject({ pack: "kpi", record: "return-0", copy: "public" }));
    expect(names()).toEqual(["KPI pack April to September 2025 (public).pdf"]);
  });
});
