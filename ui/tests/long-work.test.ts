import { fireEvent, render, waitFor } from "@testing-library/svelte";
import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Progress as Told } from "../src/ipc";
import LongWork from "../src/parts/LongWork.svelte";
import Progress from "../src/parts/Progress.svelte";
import { underway } from "../src/underway.svelte";
import { faultsOf, part } from "./screen";

const shell = vi.hoisted(() => ({ hear: new Set<(p: Told) => void>(), cancelled: [] as number[] }));
vi.mock("../src/ipc", async () => ({
  ...(await import("./preview/ipc")),
  onProgress: async (hear: (p: Told) => void) => {
    shell.hear.add(hear);
    return () => void shell.hear.delete(hear);
  },
  cancelWork: async (number: number) => void shell.cancelled.push(number),
}));

/** Work that goes on until it is told to end; the reply names it. */
function work(name: string): { number: number; end: () => void; ended: Promise<unknown> } {
  let end = (): void => {};
  let number = 0;
  const ended = underway.run(name, (n) => {
    number = n;
    return new Promise<void>((done) => (end = done));
  });
  return { number, end, ended };
}
const tell = (job: string, number: number): void => shell.hear.forEach((hear) => hear({ job, number, done: 250, total: 1000, what: "People" }));
const strip = (): Element | null => document.querySelector("[data-test=long-work]");

beforeEach(() => {
  shell.cancelled.length = 0;
});

describe("work that takes longer than a second", () => {
  it("stands at the foot of the window with its numbers, and Cancel reaches it and nothing else", async () => {
    const { container } = render(LongWork);
    const [paste, other] = [work("save_many"), work("save_many")];
    expect(strip()).toBeNull();
    await waitFor(() => expect(strip()).toBeTruthy(), { timeout: 1500 });
    expect(document.querySelector("[data-test=stop]")).toBeNull();
    tell("save", other.number);
    tell("save", paste.number);
    await waitFor(() => expect(strip()?.textContent).toContain("250 of 1,000"));
    expect(await faultsOf(container)).toEqual([]);
    await fireEvent.click(part("stop"));
    expect(shell.cancelled).toEqual([paste.number]);
    for (const job of [paste, other]) {
      job.end();
      await job.ended;
    }
    await waitFor(() => expect(strip()).toBeNull());
  });

  it("is shown once: not at the foot where the page shows it itself", async () => {
    render(LongWork);
    render(Progress, { job: "pack", label: "Making the pack", stop: "Stop" });
    const pack = work("pack");
    await new Promise((later) => setTimeout(later, 1100));
    expect(strip()).toBeNull();
    await fireEvent.click(part("stop"));
    expect(shell.cancelled).toEqual([pack.number]);
    pack.end();
    await pack.ended;
  });
});
