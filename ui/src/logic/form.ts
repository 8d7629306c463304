// A form over one record: what was there, what is typed, what is wrong, what to save. It knows no screen.
import type { CellText } from "../../bindings/CellText";
import type { Fault } from "../../bindings/Fault";
import type { FieldInfo } from "../../bindings/FieldInfo";
import type { FieldState } from "../../bindings/FieldState";
import { blank, readField, typedOf, type Kept, type Typed } from "./fields";

export type Entries = Record<string, Typed>;
export type Errors = Record<string, string>;

const nothing: CellText = { value: null, text: "", state: "missing" };

/** What every field shows at first. `fill` sets fields of a new record, references by identifier. */
export function entriesOf(fields: FieldInfo[], states: FieldState[], fill: Record<string, string> = {}): Entries {
  const entries: Entries = {};
  for (const field of fields) {
    const cell = states.find((s) => s.name === field.name)?.cell ?? nothing;
    const filled = fill[field.name];
    entries[field.name] = filled === undefined ? typedOf(field.type, cell)
      : field.type.is === "ref" ? { text: filled, id: filled } : { text: filled, id: "" };
  }
  return entries;
}

const same = (a: Typed | undefined, b: Typed | undefined): boolean => (a?.text ?? "") === (b?.text ?? "") && (a?.id ?? "") === (b?.id ?? "");

/** Names of the fields whose typing differs from what was there. */
export function edited(before: Entries, now: Entries): string[] {
  return Object.keys(now).filter((name) => !same(before[name], now[name]));
}

/** Fields a person may set: not the fixed ones of a record that exists. */
export function settable(fields: FieldInfo[], isNew: boolean): FieldInfo[] {
  return fields.filter((f) => isNew || !f.fixed).filter((f) => f.type.is !== "moment");
}

export interface Reading {
  values: Record<string, Kept>;
  errors: Errors;
}

/** Reads the edited fields, and for a new record the required ones too. */
export function readForm(fields: FieldInfo[], before: Entries, now: Entries, isNew: boolean, today: string): Reading {
  const reading: Reading = { values: {}, errors: {} };
  const touched = new Set(edited(before, now));
  for (const field of settable(fields, isNew)) {
    const entry = now[field.name] ?? blank;
    const filled = entry.text.trim() !== "";
    if (isNew ? !filled && !field.required : !touched.has(field.name)) continue;
    const read = readField(field, entry, today);
    if ("error" in read) reading.errors[field.name] = read.error;
    else reading.values[field.name] = read.value;
  }
  return reading;
}

/** What the core said about single fields; a field the form does not show keeps its sentence for the summary. */
export function faultErrors(fault: Fault): Errors {
  const errors: Errors = {};
  for (const f of fault.fields ?? []) errors[f.field] = errors[f.field] ? `${errors[f.field]} ${f.message}` : f.message;
  return errors;
}

/** Unfinished typing as it is kept: only what differs. */
export function draftBody(before: Entries, now: Entries): Record<string, unknown> {
  const body: Record<string, unknown> = {};
  for (const name of edited(before, now)) body[name] = now[name];
  return body;
}

function isTyped(value: unknown): value is Typed {
  return typeof value === "object" && value !== null && "text" in value && "id" in value
    && typeof value.text === "string" && typeof value.id === "string";
}

/** Kept typing laid over what is there now. Fields that no longer exist are passed over. */
export function withDraft(now: Entries, body: Record<string, unknown>): Entries {
  const entries = { ...now };
  for (const [name, value] of Object.entries(body)) {
    if (name in entries && isTyped(value)) entries[name] = value;
  }
  return entries;
}

export function draftKey(kind: string, id: string | null): string {
  return `${kind}/${id ?? "new"}`;
}
