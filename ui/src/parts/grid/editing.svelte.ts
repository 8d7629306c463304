// The one cell of a list that is being edited: how it starts, what becomes of what was typed, and where the focus goes then.
import { tick } from "svelte";
import type { Kept as Value } from "../../logic/fields";
import type { Cell } from "../../logic/grid";
import { words } from "../../words";
import type { Blocks } from "./blocks";
import type { Then } from "./CellEditor.svelte";
import type { Cursor } from "./cursor.svelte";
import type { Sheet } from "./sheet.svelte";

export interface Edited {
  cell: Cell;
  text: string;
  /** A letter was typed over what stands there. */
  typing: boolean;
  /** Shows at once what can be chosen. */
  list: boolean;
}

export class Editing {
  now = $state.raw<Edited | null>(null);
  /** The column where a run of Tab began: Enter goes back under it. */
  #tabbedFrom: number | null = null;

  constructor(
    private readonly sheet: Sheet,
    private readonly cursor: Cursor,
    private readonly blocks: Blocks,
    private readonly focusOn: (cell: Cell) => unknown,
    private readonly say: (text: string) => void,
  ) {}

  start(text: string | null, list = false): void {
    const { at } = this.cursor;
    const line = this.sheet.lines.at(at.row);
    const column = this.sheet.columns[at.column];
    if (!line || !column || line.is === "group") return;
    if (!this.sheet.mayEdit(line, column.path)) {
      if (text !== null || list) this.say(words.grid.readOnly(column.label));
      return;
    }
    this.cursor.go(at);
    this.now = { cell: at, text: text ?? this.sheet.editText(line, at.column), typing: text !== null, list };
  }

  readonly keep = (text: string, value: Value | undefined, then: Then): void => {
    const was = this.now;
    this.now = null;
    if (!was) return;
    const { row, column } = was.cell;
    const line = this.sheet.lines.at(row);
    const same = line !== null && text === this.sheet.editText(line, column) && !this.sheet.cell(line, column).kept?.reason;
    if (line && !same) void this.blocks.attempt(this.sheet.type(line, this.sheet.columns[column]?.path ?? "", text, value));
    if (then === "stay") return;
    if (then === "right" || then === "left") this.#tabbedFrom ??= column;
    const back = then === "down" ? (this.#tabbedFrom ?? column) : column;
    if (then === "down" || then === "up") this.moved();
    const next = { right: { row, column: column + 1 }, left: { row, column: Math.max(column - 1, 0) }, down: { row: row + 1, column: back }, up: { row: Math.max(row - 1, 0), column } }[then];
    // Rows are typed one under the other: below the last new one comes another.
    if (then === "down" && line?.is === "new" && row === this.sheet.lines.count - 1) this.sheet.addRow();
    void tick().then(() => this.focusOn(next));
  };

  readonly cancel = (): void => {
    this.now = null;
    void this.focusOn(this.cursor.at);
  };

  /** Leaves the cell without a word, for instance when the list begins anew. */
  drop(): void {
    this.now = null;
  }

  /** The focus went elsewhere by an arrow: the run of Tab is over. */
  moved(): void {
    this.#tabbedFrom = null;
  }
}
