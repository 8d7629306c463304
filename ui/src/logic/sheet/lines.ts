// What stands on which line of a list: rows, headings of groups, rows just added, and rows not kept yet.
import type { GroupCount } from "../../../bindings/GroupCount";

export type Line =
  | { is: "row"; offset: number }
  | { is: "group"; group: number }
  | { is: "added"; index: number }
  | { is: "new"; index: number };

export class Lines {
  /** Line on which each group starts, and the offset of its first row. */
  readonly #starts: { line: number; offset: number; open: boolean }[] = [];
  readonly #grouped: number;
  readonly count: number;

  constructor(
    total: number,
    private readonly groups: GroupCount[] | null,
    closed: ReadonlySet<string>,
    private readonly added: number,
    fresh: number,
  ) {
    let line = 0;
    let offset = 0;
    for (const group of groups ?? []) {
      const open = !closed.has(groupKey(group));
      this.#starts.push({ line, offset, open });
      line += 1 + (open ? group.count : 0);
      offset += group.count;
    }
    this.#grouped = groups ? line : total;
    this.count = this.#grouped + added + fresh;
  }

  at(line: number): Line | null {
    if (line < 0 || line >= this.count) return null;
    if (line >= this.#grouped) {
      const index = line - this.#grouped;
      return index < this.added ? { is: "added", index } : { is: "new", index: index - this.added };
    }
    if (!this.groups) return { is: "row", offset: line };
    const group = this.#groupAt(line);
    const start = this.#starts[group];
    if (!start) return null;
    return line === start.line ? { is: "group", group } : { is: "row", offset: start.offset + line - start.line - 1 };
  }

  isOpen(group: number): boolean {
    return this.#starts[group]?.open ?? false;
  }

  /** Where the rows that are not kept yet begin. */
  get firstNew(): number {
    return this.#grouped + this.added;
  }

  /** The runs of rows on these lines, as first and last offset: what has to be fetched to show them. */
  runs(first: number, end: number): [number, number][] {
    const runs: [number, number][] = [];
    for (let line = first; line < end; line++) {
      const at = this.at(line);
      if (at?.is !== "row") continue;
      const last = runs.at(-1);
      if (last && last[1] === at.offset - 1) last[1] = at.offset;
      else runs.push([at.offset, at.offset]);
    }
    return runs;
  }

  #groupAt(line: number): number {
    let [low, high] = [0, this.#starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if ((this.#starts[middle]?.line ?? 0) <= line) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** The groups that a page of rows shows a heading of, by the row before which it stands. */
export function headings(groups: GroupCount[], first: number, rows: number): Map<number, GroupCount> {
  const found = new Map<number, GroupCount>();
  let start = 0;
  for (const group of groups) {
    // A group that began on an earlier page is named again.
    const at = Math.max(start, first) - first;
    if (start + group.count > first && at < rows) found.set(at, group);
    start += group.count;
  }
  return found;
}

export function groupKey(group: GroupCount): string {
  return String(group.cell.value);
}
