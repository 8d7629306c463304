// A list that is worked on: its rows as they arrive, what is typed into them, what could not be kept. It knows no screen.
import { untrack } from "svelte";
import type { CellText } from "../../../bindings/CellText";
import type { Fault } from "../../../bindings/Fault";
import type { FieldInfo } from "../../../bindings/FieldInfo";
import type { GroupCount } from "../../../bindings/GroupCount";
import type { KindInfo } from "../../../bindings/KindInfo";
import type { ManyHow } from "../../../bindings/ManyHow";
import type { SavedMany } from "../../../bindings/SavedMany";
import type { SaveMany } from "../../../bindings/SaveMany";
import type { ViewColumn } from "../../../bindings/ViewColumn";
import type { ViewRow } from "../../../bindings/ViewRow";
import { inList, typedOf, type Kept as Value } from "../../logic/fields";
import { dropCell, dropRow, nothingKept, settled, takenBack, typeInto, type Attempt, type Kept, type KeptCell } from "../../logic/sheet/kept";
import { groupKey, Lines, type Line } from "../../logic/sheet/lines";
import { RowWindows, type Fetch } from "../../logic/windows";

/** Rows that were added here and stay where they were typed until the list is read anew. */
const STAY = 200;

export interface Core {
  fetch: Fetch;
  save: (request: SaveMany) => Promise<SavedMany>;
  /** Remembers over a restart what was not kept. */
  remember: (kept: Kept) => void;
  onfault: (fault: Fault | null) => void;
  oncounted: (total: number, kind: string) => void;
}

/** A row as edits of many need it. */
export interface SheetRow {
  id: string | null;
  key: string;
  title: string;
  cells: CellText[];
  /** What stands in a row that is no record yet. */
  typed?: Record<string, KeptCell> | undefined;
}

/** A cell as it is shown. */
export interface Shown {
  text: string;
  cell: CellText | undefined;
  /** Typed and not kept, or being saved. */
  kept: KeptCell | undefined;
}

export class Sheet {
  kind = $state.raw<KindInfo | undefined>(undefined);
  readOnly = $state(false);
  total = $state(0);
  columns = $state.raw<ViewColumn[]>([]);
  groups = $state.raw<GroupCount[] | null>(null);
  closed = $state.raw<ReadonlySet<string>>(new Set());
  added = $state.raw<ViewRow[]>([]);
  kept = $state.raw<Kept>(nothingKept);
  /** Counts up with every arrival of rows, so that what is shown of them is drawn anew. */
  arrivals = $state(0);
  /** Counts up when everything is to be fetched anew. */
  renewals = $state(0);
  readonly lines = $derived(new Lines(this.total, this.groups, this.closed, this.added.length, this.kept.rows.length));

  /** Edits under way: until one is done nobody knows which state of the file is its own. */
  saving = $state(0);

  readonly windows: RowWindows;
  /** State of the file after the person's own newest edit here. */
  own = 0;
  #saving: Promise<unknown> = Promise.resolve();
  #keys = 0;
  readonly #attempts = new WeakMap<SavedMany, Attempt[]>();

  constructor(private readonly core: Core, private readonly groupPath: () => string) {
    this.windows = new RowWindows(core.fetch, () => this.#arrived(), () => (this.added = []));
  }

  #arrived(): void {
    this.total = this.windows.total ?? 0;
    this.columns = this.windows.columns;
    this.groups = this.groupPath() !== "" && this.windows.total !== null ? this.windows.groups : null;
    this.arrivals++;
    this.core.onfault(this.windows.fault);
    if (this.windows.total !== null) this.core.oncounted(this.total + this.added.length, this.windows.kind);
  }

  /** Reads the list anew, for instance after an edit elsewhere. */
  renew(): void {
    this.windows.reset();
    this.added = [];
    this.renewals++;
  }

  show(first: number, end: number): void {
    const runs = this.lines.runs(first, end);
    // Before the first window nobody knows what there is.
    this.windows.showRuns(runs.length > 0 || this.windows.total !== null ? runs : [[first, Math.max(first, end - 1)]]);
  }

  field(path: string): FieldInfo | undefined {
    const own = path.startsWith("own.") && this.columns.find((c) => c.path === path);
    // A column that the hub made itself is typed into like any other.
    if (own) return { name: path, label: own.label, help: "", type: own.type, required: false, fixed: false };
    return this.kind?.fields.find((f) => f.name === path);
  }

  /** The record on a line; none for groups, for new rows, and while it is not here yet. */
  row(line: Line | null): ViewRow | undefined {
    void this.arrivals;
    if (line?.is === "row") return this.windows.row(line.offset);
    return line?.is === "added" ? this.added[line.index] : undefined;
  }

  newRow(line: Line | null): Kept["rows"][number] | undefined {
    return line?.is === "new" ? this.kept.rows[line.index] : undefined;
  }

  mayEdit(line: Line | null, path: string): boolean {
    const field = this.field(path);
    if (this.readOnly || !this.kind?.editable || !field || field.type.is === "moment") return false;
    return line?.is === "new" || (!field.fixed && (line?.is === "row" || line?.is === "added"));
  }

  cell(line: Line | null, column: number): Shown {
    const path = this.columns[column]?.path ?? "";
    const fresh = this.newRow(line);
    if (fresh) {
      const kept = fresh.cells[path];
      return { text: kept?.typed ?? "", cell: undefined, kept };
    }
    const row = this.row(line);
    const cell = row?.cells[column];
    const kept = row ? this.kept.cells[row.id]?.[path] : undefined;
    return { text: kept?.typed ?? (cell ? inList(cell) : ""), cell, kept };
  }

  /** What an editor starts with. */
  editText(line: Line, column: number): string {
    const { cell, kept, text } = this.cell(line, column);
    const type = this.columns[column]?.type;
    if (kept || !cell || !type) return text;
    return type.is === "choice" ? cell.text : type.is === "yes_no" ? cell.text : typedOf(type, cell).text;
  }

  /** What the clipboard gets: as shown, a heading of a group in its first column. */
  copyText(line: Line | null, column: number): string {
    if (line?.is !== "group") return this.cell(line, column).text;
    return column === 0 ? (this.groups?.[line.group]?.cell.text ?? "") : "";
  }

  /** Label of the field that rows are grouped by. */
  get groupLabel(): string {
    const path = this.groupPath();
    return this.field(path)?.label ?? this.columns.find((c) => c.path === path)?.label ?? path;
  }

  /** Whether a line has something that was not accepted. */
  refused(line: Line): boolean {
    const cells = this.newRow(line)?.cells ?? this.kept.cells[this.row(line)?.id ?? ""] ?? {};
    return Object.values(cells).some((c) => c.reason !== "");
  }

  toggle(group: number): void {
    const key = this.groups?.[group] && groupKey(this.groups[group]);
    if (key === undefined) return;
    const closed = new Set(this.closed);
    if (!closed.delete(key)) closed.add(key);
    this.closed = closed;
  }

  closeAll(closed: boolean): void {
    this.closed = new Set(closed ? (this.groups ?? []).map(groupKey) : []);
  }

  /** A new row at the end; the last one, while it is still empty. Its line. */
  addRow(): number {
    const last = this.kept.rows.at(-1);
    if (!last || Object.keys(last.cells).length > 0) this.#keep({ ...this.kept, rows: [...this.kept.rows, { key: this.#newKey(), cells: {} }] });
    return this.lines.count - 1;
  }

  /** The rows on some lines, those beyond the end as new ones. Headings of groups are passed over. */
  async rowsOn(first: number, end: number): Promise<SheetRow[]> {
    const loaded = await this.windows.load(this.lines.runs(first, end));
    const rows: SheetRow[] = [];
    for (let at = first; at < end; at++) {
      const line = this.lines.at(at);
      if (line?.is === "group") continue;
      const row = line?.is === "row" ? loaded.shift() : this.row(line);
      const fresh = this.newRow(line);
      rows.push({ id: row?.id ?? null, key: fresh?.key ?? this.#newKey(), title: row?.title ?? "", cells: row?.cells ?? [], typed: fresh?.cells });
    }
    return rows;
  }

  /** Types into one cell. A new row is saved when it is left, see [`leaveRow`]. */
  async type(line: Line, path: string, typed: string, value: Value = typed): Promise<SavedMany | null> {
    const fresh = this.newRow(line);
    if (fresh) {
      this.#keep(typeInto(this.kept, fresh.key, path, typed));
      return null;
    }
    const row = this.row(line);
    if (!row) return null;
    return this.save([{ id: row.id, key: "", title: row.title, typed: { [path]: typed }, values: { [path]: value } }], "edit");
  }

  /** Tries to make a record of a new row; an empty one is forgotten. */
  async leaveRow(line: Line | null): Promise<SavedMany | null> {
    const fresh = this.newRow(line);
    if (!fresh) return null;
    const typed = Object.fromEntries(Object.entries(fresh.cells).map(([path, cell]) => [path, cell.typed]).filter(([, text]) => text !== ""));
    if (Object.keys(typed).length === 0) {
      this.#keep(dropRow(this.kept, fresh.key));
      return null;
    }
    return this.save([{ id: null, key: fresh.key, title: "", typed, values: typed }], "edit");
  }

  /** Saves edits of many rows as one action. What is not accepted stays as typed, with the reason. */
  async save(attempts: Attempt[], how: ManyHow): Promise<SavedMany> {
    if (attempts.length <= STAY) this.#showWhileSaving(attempts);
    this.saving++;
    // One after the other: a later edit must have seen the earlier one.
    const run = this.#saving.then(async () => {
      const columns = this.columns.map((c) => c.path);
      const generation = Math.max(this.own, this.windows.generation ?? 0);
      const rows = attempts.map((a) => ({ id: a.id, fields: a.values }));
      const done = await this.core.save({ kind: this.kind?.name ?? "", how, generation, columns, reason: null, dry_run: false, rows });
      this.#took(attempts, done);
      return done;
    });
    this.#saving = run.catch(() => this.#keep(forgetSaving(this.kept))).finally(() => this.saving--);
    return run;
  }

  drop(id: string, field: string): void {
    this.#keep(dropCell(this.kept, id, field));
  }

  dropNew(key: string): void {
    this.#keep(dropRow(this.kept, key));
  }

  /** Takes away what an edit that was undone had left to mend. */
  forget(done: SavedMany): void {
    const attempts = this.#attempts.get(done);
    if (attempts) this.#keep(takenBack(this.kept, attempts, done.ids, done.refused));
  }

  dropAll(): void {
    this.#keep(nothingKept);
  }

  restore(kept: Kept): void {
    this.kept = kept;
  }

  #newKey(): string {
    return `new-${Date.now()}-${this.#keys++}`;
  }

  #keep(kept: Kept): void {
    this.kept = kept;
    this.core.remember(kept);
  }

  #showWhileSaving(attempts: Attempt[]): void {
    const cells = { ...this.kept.cells };
    for (const { id, typed } of attempts) {
      if (id === null) continue;
      const saving = Object.entries(typed).map(([path, text]): [string, KeptCell] => [path, { typed: text, reason: "", candidates: [] }]);
      cells[id] = { ...cells[id], ...Object.fromEntries(saving) };
    }
    this.kept = { ...this.kept, cells };
  }

  #took(attempts: Attempt[], done: SavedMany): void {
    this.own = done.generation;
    this.#attempts.set(done, attempts);
    const ids = done.ids;
    const fresh = attempts.map((a, i) => (a.id === null ? ids[i] : null)).filter((id) => id !== null && id !== undefined);
    const here = new Set(done.rows.map((row) => row.id));
    this.#keep(settled(this.kept, attempts, ids, done.refused));
    if (fresh.length > STAY || ids.some((id) => id !== null && !here.has(id))) {
      this.renew();
      return;
    }
    const rows = new Map(done.rows.map((row) => [row.id, row]));
    const again = this.added.map((row) => rows.get(row.id) ?? row);
    this.added = [...again, ...fresh.map((id) => rows.get(id)).filter((row) => row !== undefined)];
    untrack(() => this.windows.patch(done.rows, done.generation));
  }
}

function forgetSaving(kept: Kept): Kept {
  const cells = Object.entries(kept.cells).map(([id, of]): [string, Record<string, KeptCell>] =>
    [id, Object.fromEntries(Object.entries(of).filter(([, cell]) => cell.reason !== ""))]);
  return { ...kept, cells: Object.fromEntries(cells.filter(([, of]) => Object.keys(of).length > 0)) };
}
