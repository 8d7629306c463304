// Lists over the invented hub: filter, sort, search, window.
import type { CellText } from "../../bindings/CellText";
import type { FieldInfo } from "../../bindings/FieldInfo";
import type { FieldTypeInfo } from "../../bindings/FieldTypeInfo";
import type { Filter } from "../../bindings/Filter";
import type { ViewPage } from "../../bindings/ViewPage";
import type { ViewRow } from "../../bindings/ViewRow";
import type { ViewSpec } from "../../bindings/ViewSpec";
import { dayInField } from "../../src/logic/dates";
import { hundredthsInText, inThousands, moneyInText } from "../../src/logic/numbers";
import { kinds } from "./kinds";
import type { Row, Tables } from "./sample";

export const kindOf = (name: string) => kinds.find((k) => k.name === name);

export function titleOf(tables: Tables, kind: string, row: Row | undefined): string {
  if (!row) return "";
  if (row.name ?? row.title) return String(row.name ?? row.title);
  const [first, second] = kindOf(kind)?.fields ?? [];
  return [first, second].filter((f) => f !== undefined).map((f) => cell(tables, f.type, row[f.name]).text).join(": ");
}

export function cell(tables: Tables, type: FieldTypeInfo, value: Row[string]): CellText {
  if (value === null || value === undefined || value === "") return { value: null, text: "", state: "missing" };
  if (type.is === "yes_no") return { value: value ? 1 : 0, text: value ? "Yes" : "No", state: "known" };
  const kept = typeof value === "boolean" ? Number(value) : value;
  switch (type.is) {
    case "date": return { value: kept, text: dayInField(String(value)), state: "known" };
    case "integer": return { value: kept, text: inThousands(Number(value)), state: "known" };
    case "hundredths": return { value: kept, text: hundredthsInText(Number(value)), state: "known" };
    case "money": return { value: kept, text: moneyInText(Number(value)), state: "known" };
    case "choice": return { value: kept, text: type.options.find((o) => o.value === value)?.label ?? String(value), state: "known" };
    case "ref": {
      const target = tables[type.kind]?.find((r) => r.id === value);
      return { value: kept, text: titleOf(tables, type.kind, target), state: target?.removed ? "removed" : "known" };
    }
    default: return { value: kept, text: String(value), state: "known" };
  }
}

/** Where a path leads: the kind and the field at its end, with the words of a heading. */
function fieldOf(kind: string, path: string): FieldInfo | undefined {
  const [first, ...rest] = path.split(".");
  const field = kindOf(kind)?.fields.find((f) => f.name === first);
  if (rest.length === 0 || field?.type.is !== "ref") return rest.length === 0 ? field : undefined;
  const end = fieldOf(field.type.kind, rest.join("."));
  return end && (rest.length > 1 ? end : { ...end, label: `${kindOf(field.type.kind)?.one}: ${end.label}` });
}

/** The value at the end of a path. */
function valueAt(tables: Tables, kind: string, row: Row | undefined, path: string): Row[string] {
  const [first = "", ...rest] = path.split(".");
  const type = kindOf(kind)?.fields.find((f) => f.name === first)?.type;
  if (rest.length === 0 || type?.is !== "ref") return row?.[first];
  return valueAt(tables, type.kind, tables[type.kind]?.find((r) => r.id === row?.[first]), rest.join("."));
}

function holds(tables: Tables, kind: string, row: Row, f: Filter): boolean {
  if ("and" in f) return f.and.every((x) => holds(tables, kind, row, x));
  if ("or" in f) return f.or.some((x) => holds(tables, kind, row, x));
  if ("not" in f) return !holds(tables, kind, row, f.not);
  if ("exists" in f) {
    const { kind: other, field, filter } = f.exists;
    return (tables[other] ?? []).some((r) => r[field] === row.id && (!filter || holds(tables, other, r, filter)));
  }
  const { path, op, value } = f.field;
  const type = fieldOf(kind, path)?.type;
  const mine = valueAt(tables, kind, row, path) ?? null;
  if (op === "empty") return mine === null || mine === "";
  if (mine === null || value === null) return false;
  switch (op) {
    case "is": return mine === value || (type?.is === "yes_no" && Boolean(mine) === Boolean(value));
    case "contains": return String(mine).toLowerCase().includes(String(value).toLowerCase());
    case "at_least": return mine >= value;
    case "at_most": return mine <= value;
    case "above": return mine > value;
    default: return mine < value;
  }
}

/** Named sets behind figures: which kind, and which of its rows. */
function named(set: string, tables: Tables): { kind: string; rows: Row[] } {
  const pcns = tables.pcn ?? [];
  const marked = (mark: string): Row[] => pcns.filter((p) => (tables.pcn_mark ?? []).some((m) => m.pcn === p.id && m.mark === mark));
  if (set === "kpi.1.numerator") return { kind: "pcn", rows: marked("workforce_planning_support_offered") };
  if (set === "kpi.8.numerator") return { kind: "pcn", rows: marked("uses_library_and_knowledge_services") };
  if (set === "kpi.19.numerator") return { kind: "pcn", rows: marked("engaged_on_new_roles") };
  return { kind: "pcn", rows: pcns };
}

const columnsOf = (kind: string, paths: string[]) => paths.map((path) => {
  const field = fieldOf(kind, path);
  return { path, label: field?.label ?? path.replace("own.", ""), type: field?.type ?? ({ is: "text", long: false, max: 0 } as FieldTypeInfo) };
});

export function rowOf(tables: Tables, kind: string, row: Row | undefined, paths: string[]): ViewRow {
  return { id: row?.id ?? "", title: titleOf(tables, kind, row), cells: columnsOf(kind, paths).map((c) => cell(tables, c.type, valueAt(tables, kind, row, c.path))) };
}

export function view(tables: Tables, spec: ViewSpec, generation: number): ViewPage {
  const from = "kind" in spec.source ? { kind: spec.source.kind, rows: tables[spec.source.kind] ?? [] } : named(spec.source.set, tables);
  const { kind } = from;
  const info = kindOf(kind);
  const columns = columnsOf(kind, spec.columns.length ? spec.columns : (info?.columns ?? []));
  const words = (spec.search ?? "").toLowerCase().split(/\s+/).filter(Boolean);
  let rows = from.rows.filter((r) => !r.removed && (!spec.filter || holds(tables, kind, r, spec.filter)));
  if (words.length) {
    rows = rows.filter((r) => {
      const all = (info?.fields ?? []).map((f) => cell(tables, f.type, r[f.name]).text).join(" ").toLowerCase();
      return words.every((w) => all.includes(w));
    });
  }
  const keys = spec.group && spec.sort[0]?.path !== spec.group ? [{ path: spec.group, descending: false }, ...spec.sort] : spec.sort;
  const value = (r: Row, path: string): string | number => {
    const type = fieldOf(kind, path)?.type;
    const at = valueAt(tables, kind, r, path);
    return type?.is === "ref" ? cell(tables, type, at).text : typeof at === "number" ? at : String(at ?? "");
  };
  if (keys.length > 0) {
    rows = [...rows].sort((a, b) => {
      for (const key of keys) {
        const [x, y] = [value(a, key.path), value(b, key.path)];
        if (x !== y) return (x < y ? -1 : 1) * (key.descending ? -1 : 1);
      }
      return 0;
    });
  }
  const groups: ViewPage["groups"] = [];
  for (const r of spec.group ? rows : []) {
    const type = fieldOf(kind, spec.group ?? "")?.type ?? { is: "text", long: false, max: 0 };
    const here = cell(tables, type, valueAt(tables, kind, r, spec.group ?? ""));
    const last = groups.at(-1);
    if (last && last.cell.value === here.value) last.count++;
    else groups.push({ cell: here, count: 1 });
  }
  return {
    generation, kind, total: rows.length, columns, groups,
    rows: rows.slice(spec.offset, spec.offset + spec.limit).map((r) => rowOf(tables, kind, r, columns.map((c) => c.path))),
  };
}
