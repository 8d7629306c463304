// What is done to a block of cells at once: pasted, filled down, set, cleared, copied. Each is one edit.
import type { SavedMany } from "../../../bindings/SavedMany";
import type { Kept as Value } from "../../logic/fields";
import { standsRight } from "../../logic/grid";
import { filledDown, pasted, set, type Edits, type Target } from "../../logic/sheet/edits";
import { height, target } from "../../logic/sheet/selection";
import { words } from "../../words";
import type { Cursor } from "./cursor.svelte";
import type { Sheet, SheetRow } from "./sheet.svelte";

/** Most rows that are changed at once. */
export const MOST = 20_000;

/** Cells as text, for the clipboard. */
export interface Copied {
  block: string[][];
  headings: string[];
  /** Columns of figures, which stand right. */
  right: boolean[];
  /** Everything was on the screen already. */
  here: boolean;
}

/** Who hears what an edit did, what could not be done, and what went wrong. */
export interface Heard {
  label: () => string;
  saved: (done: SavedMany, pasted: boolean, cut: number) => void;
  say: (text: string) => void;
  complain: (e: unknown) => void;
}

export class Blocks {
  constructor(private readonly sheet: Sheet, private readonly cursor: Cursor, private readonly heard: Heard) {}

  async attempt(saving: Promise<SavedMany | null>, isPaste = false, cut = 0): Promise<void> {
    try {
      const done = await saving;
      if (done) this.heard.saved(done, isPaste, cut);
    } catch (e) {
      this.heard.complain(e);
    }
  }

  paste(block: string[][]): void {
    const { at, selected } = this.cursor;
    const { columns } = this.sheet;
    if (block.length === 0 || at.row < 0 || at.column < 0) return this.heard.say(words.grid.nothing);
    const across = Math.max(...block.map((row) => row.length));
    const to = target(selected, block.length, across);
    const cut = Math.max(0, to.right - columns.length + 1);
    const fitting = cut > 0 ? block.map((row) => row.slice(0, across - cut)) : block;
    const right = Math.min(to.right, columns.length - 1);
    void this.#change(to.bottom + 1, (rows) => pasted(rows, this.#targets(to.left, right), fitting), true, cut);
    this.cursor.select({ row: to.top, column: to.left }, { row: Math.min(to.bottom, this.sheet.lines.count - 1), column: right });
  }

  /** The same in every selected cell; empty clears. */
  async set(text: string, value?: Value): Promise<void> {
    const { at, selected, marked } = this.cursor;
    const line = this.sheet.lines.at(at.row);
    // A row that is being filled in is saved when it is left.
    if (line?.is === "new" && !marked) await this.attempt(this.sheet.type(line, this.sheet.columns[at.column]?.path ?? "", text, value));
    else await this.#change(selected.bottom + 1, (rows) => set(rows, this.#targets(selected.left, selected.right), text, value));
  }

  fillDown(): void {
    const { selected } = this.cursor;
    const one = height(selected) === 1;
    if (one && selected.top === 0) return this.heard.say(words.grid.fillNeeds);
    if (one) this.cursor.from = { row: selected.top - 1, column: selected.left };
    void this.#change(selected.bottom + 1, (rows) => filledDown(rows, this.#targets(selected.left, selected.right)));
  }

  /** The selected cells. */
  async copied(): Promise<Copied> {
    const { selected } = this.cursor;
    const { columns, lines } = this.sheet;
    const shown = columns.slice(selected.left, selected.right + 1);
    const all = Array.from({ length: height(selected) }, (_, i) => lines.at(selected.top + i));
    const here = all.every((line) => line?.is !== "row" || this.sheet.row(line));
    const block = here ? all.map((line) => shown.map((_, i) => this.sheet.copyText(line, selected.left + i)))
      : (await this.sheet.rowsOn(selected.top, selected.bottom + 1)).map((row) => shown.map((_, i) => row.cells[selected.left + i]?.text ?? ""));
    return { block, headings: shown.map((c) => c.label), right: shown.map(standsRight), here };
  }

  /** Whole rows, those that are ticked for instance. */
  async copiedRows(wanted: (id: string) => boolean): Promise<Copied> {
    const { columns } = this.sheet;
    const rows = (await this.sheet.rowsOn(0, this.sheet.lines.count)).filter((row) => row.id !== null && wanted(row.id));
    return { block: rows.map((row) => columns.map((_, i) => row.cells[i]?.text ?? "")), headings: columns.map((c) => c.label), right: columns.map(standsRight), here: false };
  }

  #targets(left: number, right: number): Target[] {
    return this.sheet.columns.slice(left, right + 1).map((column, i) => ({
      path: column.path, at: left + i,
      mayEdit: (row) => {
        const field = this.sheet.field(column.path);
        return field !== undefined && field.type.is !== "moment" && (row.id === null || !field.fixed);
      },
    }));
  }

  async #change(end: number, edits: (rows: SheetRow[]) => Edits, isPaste = false, cut = 0): Promise<void> {
    const { selected } = this.cursor;
    if (this.sheet.readOnly || !this.sheet.kind?.editable) return this.heard.say(words.grid.readOnly(this.heard.label()));
    if (end - selected.top > MOST) return this.heard.say(words.grid.tooMany(MOST));
    try {
      const { attempts } = edits(await this.sheet.rowsOn(selected.top, end));
      if (attempts.length > 0) await this.attempt(this.sheet.save(attempts, isPaste ? "paste" : "edit"), isPaste, cut);
    } catch (e) {
      this.heard.complain(e);
    }
  }
}
