// What is known of colleagues' laptops and files: looked at by Home and the pages of sharing, and read anew while they are
// open. Reading it counts every edit of everybody, so no other page asks for it.
import type { Fault } from "../bindings/Fault";
import type { SharingPage } from "../bindings/SharingPage";
import { call } from "./ipc";
import { asFault } from "./logic/faults";
import { arrivalsOf } from "./logic/sharing";
import { session } from "./session.svelte";
import { words } from "./words";

class Team {
  page = $state.raw<SharingPage | null>(null);
  fault = $state.raw<Fault | null>(null);
  /** The words of the invitations made in this run, for the file that carries each: they are kept nowhere else. */
  readonly invited = new Map<string, string>();
  /** Counts questions, so that a late answer never replaces a newer one. */
  #asked = 0;

  async read(): Promise<void> {
    const mine = ++this.#asked;
    try {
      const page = await call("sharing", {});
      if (mine === this.#asked) [this.page, this.fault] = [page, null];
      if (mine === this.#asked) session.counted(page);
    } catch (e) {
      if (mine === this.#asked) [this.page, this.fault] = [null, asFault(e)];
    }
  }

  /** The hub files whose shared folder was gone through in this run. */
  readonly #gone = new Set<string>();

  /** Goes through the shared folder once in a run, where a person wished so; says what came in and what waits. */
  async atStart(): Promise<void> {
    const file = session.hub?.file;
    if (!file || !this.page || session.readOnly || this.#gone.has(file)) return;
    this.#gone.add(file);
    if (!this.page.by_itself || !this.page.folder?.reachable) return;
    try {
      const done = await session.write(() => call("folder_exchange", {}));
      const t = words.team;
      const waiting = done.waiting.length > 0 ? [t.folderWaiting, ...done.waiting] : [];
      const refused = done.refused.length > 0 ? [t.folderRefused, ...done.refused] : [];
      const lines = [...done.brought_in.map((one) => one.summary), ...waiting, ...refused];
      const arrivals = arrivalsOf(done);
      const action = arrivals.length > 0 ? { label: words.team.undo, run: () => this.takeBack(arrivals) } : undefined;
      if (lines.length > 0) session.say({ text: t.folderAtStart, lines, action });
    } catch (e) {
      session.complain(e);
    }
    await this.read();
  }

  /** Takes back what files brought in, the last one first, and says what stays. */
  async takeBack(arrivals: number[]): Promise<void> {
    const left: string[] = [];
    try {
      for (const arrival of [...arrivals].reverse()) left.push(...(await session.write(() => call("arrival_undo", { arrival }))).left);
      session.say({ text: words.team.undone, lines: left.length > 0 ? [words.undo.left, ...left] : [] });
    } catch (e) {
      session.complain(e);
    }
    await this.read();
  }

  /** Does something that answers with how things stand now. The caller sees its fault. */
  async change(run: () => Promise<SharingPage>): Promise<void> {
    const page = await session.write(run);
    this.#asked++;
    [this.page, this.fault] = [page, null];
    session.counted(page);
  }
}

export const team = new Team();
