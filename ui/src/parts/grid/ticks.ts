// Boxes to tick at the left of a list: one row, the rows from the one ticked last, or the whole list as it is filtered.
import type { ViewRow } from "../../../bindings/ViewRow";
import { allPicked, isPicked, nonePicked, pickedState, withPicked, type Picked } from "../../logic/sheet/picked";
import type { Sheet } from "./sheet.svelte";

export class Ticks {
  /** Line that was ticked last. */
  #last = 0;

  constructor(private readonly sheet: Sheet, private readonly picked: () => Picked | undefined, private readonly onpicked: (picked: Picked) => void) {}

  get shown(): boolean {
    return this.picked() !== undefined;
  }

  get total(): number {
    return this.sheet.total + this.sheet.added.length;
  }

  get state(): "all" | "some" | "none" {
    return pickedState(this.picked() ?? nonePicked, this.total);
  }

  has(row: ViewRow | undefined): boolean {
    const picked = this.picked();
    return row !== undefined && picked !== undefined && isPicked(picked, row.id);
  }

  /** All rows of the list, or none. */
  toggleAll(): void {
    this.onpicked(this.state === "all" ? nonePicked : allPicked);
  }

  /** One row; with `range` all from the one ticked last to this one. */
  async set(line: number, on: boolean, range = false): Promise<void> {
    const [first, last] = range ? [Math.min(this.#last, line), Math.max(this.#last, line)] : [line, line];
    this.#last = line;
    await this.#put(first, last, on);
  }

  /** As the row on `from` is, so are those up to `to`: what Shift and an arrow do. */
  async along(from: number, to: number): Promise<void> {
    this.#last = to;
    await this.#put(Math.max(0, Math.min(from, to)), Math.max(from, to), this.has(this.sheet.row(this.sheet.lines.at(from))));
  }

  async #put(first: number, last: number, on: boolean): Promise<void> {
    const near = Array.from({ length: last - first + 1 }, (_, i) => this.sheet.row(this.sheet.lines.at(first + i)));
    const here = near.every((row, i) => row !== undefined || this.sheet.lines.at(first + i)?.is !== "row");
    const rows = here ? near : await this.sheet.rowsOn(first, last + 1);
    const ids = rows.map((row) => row?.id).filter((id) => typeof id === "string");
    const picked = this.picked();
    if (picked && ids.length > 0) this.onpicked(withPicked(picked, ids, on));
  }
}
