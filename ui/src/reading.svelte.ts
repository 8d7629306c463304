// What a page shows of the hub file: read when the page comes and again after every edit. Only the newest answer counts, so
// that a slow one never replaces it; a fault leaves what was read before where it is.
import { untrack } from "svelte";
import type { Fault } from "../bindings/Fault";
import { asFault } from "./logic/faults";
import { session } from "./session.svelte";

interface How<T> {
  /** Hears of every answer. */
  took?: (value: T) => void;
  /** Read once: what a person is deciding on stands still. */
  once?: boolean;
}

export class Reading<T> {
  value = $state.raw<T | null>(null);
  fault = $state.raw<Fault | null>(null);
  #asked = 0;

  /** Made while a component is set up. `ask` gives `null` where there is nothing to read. */
  constructor(private readonly ask: () => Promise<T> | null, private readonly how: How<T> = {}) {
    if (how.once) void untrack(this.again);
    else $effect(() => {
      void session.generation;
      void this.again();
    });
  }

  readonly again = async (): Promise<void> => {
    const mine = ++this.#asked;
    const asked = this.ask();
    if (!asked) return;
    try {
      const value = await asked;
      if (mine !== this.#asked) return;
      [this.value, this.fault] = [value, null];
      this.how.took?.(value);
    } catch (e) {
      if (mine === this.#asked) this.fault = asFault(e);
    }
  };
}
