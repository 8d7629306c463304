// The rows of a long list, fetched in windows as they come into sight. Plain logic: it knows no screen.
import type { ViewColumn } from "../../bindings/ViewColumn";
import type { ViewPage } from "../../bindings/ViewPage";
import type { ViewRow } from "../../bindings/ViewRow";
import { asFault } from "./faults";
import type { Fault } from "../../bindings/Fault";

/** Rows in one window. */
export const WINDOW = 100;
/** Windows kept; the ones used longest ago go first. */
const KEPT = 40;
/** Windows asked for at the same time; while scrolling fast only the newest wish waits. */
const AT_ONCE = 2;

export type Fetch = (offset: number, limit: number) => Promise<ViewPage>;

export class RowWindows {
  /** Rows in all; `null` until the first window is here. */
  total: number | null = null;
  columns: ViewColumn[] = [];
  /** Kind of the rows. */
  kind = "";
  fault: Fault | null = null;

  #pages = new Map<number, ViewRow[]>();
  #asked = new Set<number>();
  #wanted: number[] = [];
  /** Rows last said to be in sight. */
  #sight: { first: number; last: number } | null = null;
  #generation: number | null = null;
  /** Counts up when everything is thrown away, so that late replies are not mixed in. */
  #era = 0;

  constructor(private readonly fetch: Fetch, private readonly onChange: () => void) {}

  /** The row at a position, if its window is here. */
  row(index: number): ViewRow | undefined {
    return this.#pages.get(Math.floor(index / WINDOW))?.[index % WINDOW];
  }

  /** Says which rows are in sight. Missing windows are fetched; wishes not yet sent are replaced. */
  show(first: number, last: number): void {
    this.#sight = { first, last };
    const from = Math.max(0, Math.floor(first / WINDOW));
    const end = this.total === null ? last : Math.min(last, Math.max(0, this.total - 1));
    const to = Math.max(from, Math.floor(end / WINDOW));
    this.#wanted = [];
    for (let page = from; page <= to; page++) {
      const rows = this.#pages.get(page);
      if (rows) {
        this.#pages.delete(page);
        this.#pages.set(page, rows); // now the one used last
      } else if (!this.#asked.has(page)) {
        this.#wanted.push(page);
      }
    }
    this.#pump();
  }

  /** Throws all rows away, for instance after an edit; the next `show` fetches anew. */
  reset(): void {
    this.#era++;
    this.#pages.clear();
    this.#asked.clear();
    this.#wanted = [];
    this.#sight = null;
    this.#generation = null;
    this.fault = null;
  }

  #pump(): void {
    while (this.#asked.size < AT_ONCE) {
      const page = this.#wanted.shift();
      if (page === undefined) return;
      void this.#ask(page);
    }
  }

  async #ask(page: number): Promise<void> {
    const era = this.#era;
    this.#asked.add(page);
    try {
      const reply = await this.fetch(page * WINDOW, WINDOW);
      if (era !== this.#era) return;
      this.#take(page, reply);
    } catch (e) {
      if (era !== this.#era) return;
      this.fault = asFault(e);
      this.#wanted = [];
    }
    this.#asked.delete(page);
    this.onChange();
    // A newer state of the file may have thrown away what is in sight.
    if (this.#sight && !this.fault) this.show(this.#sight.first, this.#sight.last);
  }

  #take(page: number, reply: ViewPage): void {
    // Another state of the file: what was fetched before may not fit beside it.
    if (this.#generation !== null && reply.generation !== this.#generation) this.#pages.clear();
    this.#generation = reply.generation;
    this.#pages.set(page, reply.rows);
    this.total = reply.total;
    this.columns = reply.columns;
    this.kind = reply.kind;
    this.fault = null;
    for (const oldest of this.#pages.keys()) {
      if (this.#pages.size <= KEPT) break;
      this.#pages.delete(oldest);
    }
  }
}
