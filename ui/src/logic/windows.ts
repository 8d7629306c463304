// The rows of a long list, fetched in windows as they come into sight. Plain logic: it knows no screen.
import type { GroupCount } from "../../bindings/GroupCount";
import type { ViewColumn } from "../../bindings/ViewColumn";
import type { ViewPage } from "../../bindings/ViewPage";
import type { ViewRow } from "../../bindings/ViewRow";
import { asFault } from "./faults";
import type { Fault } from "../../bindings/Fault";

/** Rows in one window. */
export const WINDOW = 100;
/** Windows kept; the ones used longest ago go first. */
const KEPT = 40;
/** Rows fetched at a time for what is done to many at once. */
const AT_A_TIME = 1_000;
/** Windows fetched ahead of a person who scrolls: rows are there before they are in sight. */
const AHEAD = 2;
/** Windows asked for at the same time; while scrolling fast only the newest wish waits. */
const AT_ONCE = 2;

export type Fetch = (offset: number, limit: number) => Promise<ViewPage>;

export class RowWindows {
  /** Rows in all; `null` until the first window is here. */
  total: number | null = null;
  columns: ViewColumn[] = [];
  /** Kind of the rows. */
  kind = "";
  groups: GroupCount[] = [];
  /** State of the file of the newest window, or of the person's own edit after it. */
  generation: number | null = null;
  fault: Fault | null = null;

  #pages = new Map<number, ViewRow[]>();
  /** What was shown before everything was asked for anew: it stands until the first of it comes, so that neither the eye nor
   * the focus loses its place. */
  #before = new Map<number, ViewRow[]>();
  #asked = new Set<number>();
  #wanted: number[] = [];
  /** Runs of rows last said to be in sight, as first and last. */
  #sight: [number, number][] | null = null;
  /** The way a person scrolls: down 1, up -1. */
  #way = 0;
  #generation: number | null = null;
  /** Counts up when everything is thrown away, so that late replies are not mixed in. */
  #era = 0;

  /** `onStale` hears that what was fetched before an edit is thrown away. */
  constructor(private readonly fetch: Fetch, private readonly onChange: () => void, private readonly onStale: () => void = () => undefined) {}

  /** The row at a position, if its window is here. */
  row(index: number): ViewRow | undefined {
    return rowIn(this.#pages, index) ?? rowIn(this.#before, index);
  }

  /** Says which rows are in sight. Missing windows are fetched; wishes not yet sent are replaced. */
  show(first: number, last: number): void {
    this.showRuns([[first, last]]);
  }

  /** As [`show`], for several runs of rows: those of closed groups between them are not fetched. */
  showRuns(runs: [number, number][]): void {
    const ahead = this.#ahead(runs);
    this.#sight = runs;
    this.#wanted = [];
    for (const page of pagesOf([...runs, ...ahead], this.total)) {
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

  /** What comes into sight next if a person goes on as they do: nothing before they scroll, or after a jump. */
  #ahead(runs: [number, number][]): [number, number][] {
    const [now, before] = [runs[0], this.#sight?.[0]];
    if (!now || !before || runs.length > 1 || this.total === null) return [];
    const by = now[0] - before[0];
    if (Math.abs(by) > AHEAD * WINDOW) return [];
    if (by !== 0) this.#way = Math.sign(by);
    if (this.#way > 0) return [[now[1] + 1, now[1] + AHEAD * WINDOW]];
    return this.#way < 0 && now[0] > 0 ? [[Math.max(0, now[0] - AHEAD * WINDOW), now[0] - 1]] : [];
  }

  /** All rows of some runs, for what a person does to many at once; those not here are fetched and not kept. */
  async load(runs: [number, number][]): Promise<ViewRow[]> {
    const rows: ViewRow[] = [];
    for (const [first, last] of runs) {
      for (let at = first; at <= last;) {
        const row = rowIn(this.#pages, at);
        if (row) {
          rows.push(row);
          at++;
          continue;
        }
        const reply = await this.fetch(at, Math.min(last - at + 1, AT_A_TIME));
        if (reply.rows.length === 0) break;
        rows.push(...reply.rows);
        at += reply.rows.length;
      }
    }
    return rows;
  }

  /** Puts rows in the place of those with the same identifier: a person's own edit moves nothing on the screen. */
  patch(rows: ViewRow[], generation: number): void {
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const pages of [this.#pages, this.#before]) {
      for (const [page, old] of pages) {
        if (old.some((row) => byId.has(row.id))) pages.set(page, old.map((row) => byId.get(row.id) ?? row));
      }
    }
    this.generation = generation;
    this.onChange();
  }

  /** Asks for all rows anew, for instance after an edit: the next `show` does. Until then those of before stand. */
  reset(): void {
    this.#era++;
    if (this.#pages.size > 0) this.#before = this.#pages;
    this.#pages = new Map();
    this.#asked.clear();
    this.#wanted = [];
    this.#sight = null;
    this.#way = 0;
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
      this.#before.clear();
      this.#wanted = [];
    }
    this.#asked.delete(page);
    this.onChange();
    // A newer state of the file may have thrown away what is in sight.
    if (this.#sight && !this.fault) this.showRuns(this.#sight);
  }

  #take(page: number, reply: ViewPage): void {
    // Another state of the file: what was fetched before may not fit beside it.
    if (this.#generation !== null && reply.generation !== this.#generation) {
      this.#pages.clear();
      this.onStale();
    }
    this.#before.clear();
    this.#generation = reply.generation;
    this.generation = reply.generation;
    this.groups = reply.groups;
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

function rowIn(pages: Map<number, ViewRow[]>, index: number): ViewRow | undefined {
  return pages.get(Math.floor(index / WINDOW))?.[index % WINDOW];
}

function pagesOf(runs: [number, number][], total: number | null): Set<number> {
  const pages = new Set<number>();
  for (const [first, last] of runs) {
    const from = Math.max(0, Math.floor(first / WINDOW));
    const end = total === null ? last : Math.min(last, Math.max(0, total - 1));
    const to = Math.max(from, Math.floor(end / WINDOW));
    for (let page = from; page <= to; page++) pages.add(page);
  }
  return pages;
}
