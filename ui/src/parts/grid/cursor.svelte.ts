// Where the focus of a list is, and what is selected from there: one block of cells. It knows no screen.
import type { Cell } from "../../logic/grid";
import { blockOf, several } from "../../logic/sheet/selection";

export class Cursor {
  at = $state.raw<Cell>({ row: 0, column: 0 });
  /** Where the selection began. */
  from = $state.raw<Cell>({ row: 0, column: 0 });
  readonly selected = $derived(blockOf(this.from, this.at));
  /** More than one cell is selected. Headings and the boxes to tick belong to no selection. */
  readonly marked = $derived(several(this.selected) && this.at.row >= 0 && this.from.row >= 0 && this.at.column >= 0);

  go(cell: Cell): void {
    this.at = this.from = cell;
  }

  select(from: Cell, to: Cell): void {
    [this.from, this.at] = [from, to];
  }
}
