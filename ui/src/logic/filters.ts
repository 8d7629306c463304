// Filters as a person sets them, and any filter in words.
import type { Compare } from "../../bindings/Compare";
import type { FieldInfo } from "../../bindings/FieldInfo";
import type { FieldTypeInfo } from "../../bindings/FieldTypeInfo";
import type { Filter } from "../../bindings/Filter";
import type { OwnColumnInfo } from "../../bindings/OwnColumnInfo";
import type { KindInfo } from "../../bindings/KindInfo";
import { words } from "../words";
import { dayInText } from "./dates";
import { inSentence, type Kept } from "./fields";
import { hundredthsInText, inThousands, moneyInText } from "./numbers";

/** How a field may be compared, in the words of its type. `filled` and `isnt` turn a comparison round. */
export type How = Compare | "filled" | "isnt";

function family(type: FieldTypeInfo): "text" | "number" | "date" | "one" {
  switch (type.is) {
    case "text": return "text";
    case "integer": case "hundredths": case "money": case "moment": return "number";
    case "date": return "date";
    default: return "one";
  }
}

export interface HowOption {
  how: How;
  label: string;
}

export function howOptions(type: FieldTypeInfo): HowOption[] {
  return Object.entries(words.compare[family(type)] ?? {}).map(([how, label]) => ({ how: how as How, label }));
}

export function needsValue(how: How): boolean {
  return how !== "empty" && how !== "filled";
}

/** The filter a person asked for. */
export function makeFilter(path: string, how: How, value: Kept): Filter {
  if (how === "filled") return { not: { field: { path, op: "empty", value: null } } };
  if (how === "isnt") return { not: { field: { path, op: "is", value } } };
  return { field: { path, op: how, value: how === "empty" ? null : value } };
}

/** A list with the columns that the hub made itself, as fields to filter by. */
export function withOwn(kind: KindInfo, own: OwnColumnInfo[]): KindInfo {
  const field = (c: OwnColumnInfo): FieldInfo => ({ name: c.path, label: c.name, help: "", type: { is: "text", long: true, max: 60_000 }, required: false, fixed: false });
  return { ...kind, fields: [...kind.fields, ...own.map(field)] };
}

/** The parts that all must hold: one chip each. */
export function chips(filter: Filter | null): Filter[] {
  if (!filter) return [];
  return "and" in filter ? filter.and.flatMap(chips) : [filter];
}

export function join(parts: Filter[]): Filter | null {
  const [first, second] = parts;
  if (!first) return null;
  return second ? { and: parts } : first;
}

function fieldAt(kind: KindInfo | undefined, path: string, kinds: KindInfo[]): FieldInfo | undefined {
  // A column that the hub made itself has a path of its own.
  const whole = kind?.fields.find((f) => f.name === path);
  if (whole) return whole;
  const [name, ...rest] = path.split(".");
  const field = kind?.fields.find((f) => f.name === name);
  if (!field || rest.length === 0 || field.type.is !== "ref") return field;
  const target = field.type.kind;
  return fieldAt(kinds.find((k) => k.name === target), rest.join("."), kinds) ?? field;
}

function valueInWords(type: FieldTypeInfo | undefined, value: Kept): string {
  if (value === null) return "";
  switch (type?.is) {
    case "date": return dayInText(String(value));
    case "integer": return inThousands(Number(value));
    case "hundredths": return hundredthsInText(Number(value));
    case "money": return moneyInText(Number(value));
    case "yes_no": return value === true || value === 1 ? words.yes : words.no;
    case "choice": return type.options.find((o) => o.value === value)?.label ?? String(value);
    default: return String(value);
  }
}

/** The paths that a filter speaks of. */
export function pathsIn(filter: Filter): string[] {
  if ("and" in filter) return filter.and.flatMap(pathsIn);
  if ("or" in filter) return filter.or.flatMap(pathsIn);
  if ("not" in filter) return pathsIn(filter.not);
  return "field" in filter ? [filter.field.path] : [];
}

/** A filter in words. `titles` names records that the filter points to, by identifier. */
export function filterInWords(filter: Filter, kind: KindInfo | undefined, kinds: KindInfo[], titles: Map<string, string>): string {
  const words_ = (f: Filter): string => filterInWords(f, kind, kinds, titles);
  if ("and" in filter) return filter.and.map(words_).join(` ${words.filterAnd} `);
  if ("or" in filter) return filter.or.map(words_).join(` ${words.filterOr} `);
  if ("exists" in filter) {
    const other = kinds.find((k) => k.name === filter.exists.kind);
    return words.filterExists(inSentence(other?.many ?? filter.exists.kind));
  }
  const inner = "not" in filter ? filter.not : filter;
  if (!("field" in inner)) return words.filterNot(words_(inner));
  const { path, op, value } = inner.field;
  const field = fieldAt(kind, path, kinds);
  const how: How = inner === filter ? op : op === "empty" ? "filled" : op === "is" ? "isnt" : op;
  const type = field?.type;
  const options = words.compare[type ? family(type) : "text"] ?? {};
  const how_ = options[how] ?? words.compare.number?.[how] ?? how.replace("_", " ");
  const shown = typeof value === "string" && titles.has(value) ? titles.get(value) ?? "" : valueInWords(type, value);
  const text = [field?.label ?? path, how_, shown].filter(Boolean).join(" ");
  return inner !== filter && how === op ? words.filterNot(text) : text;
}
