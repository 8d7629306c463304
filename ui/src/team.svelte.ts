// What is known of colleagues' laptops and files: read anew with every edit, looked at by the top of the window, Home and
// the page "Sharing and copies".
import type { Fault } from "../bindings/Fault";
import type { SharingPage } from "../bindings/SharingPage";
import { call } from "./ipc";
import { asFault } from "./logic/faults";
import { session } from "./session.svelte";

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
    } catch (e) {
      if (mine === this.#asked) [this.page, this.fault] = [null, asFault(e)];
    }
  }

  /** Does something that answers with how things stand now. The caller sees its fault. */
  async change(run: () => Promise<SharingPage>): Promise<void> {
    const page = await session.write(run);
    this.#asked++;
    [this.page, this.fault] = [page, null];
  }
}

export const team = new Team();
