// Columns of the records that those of a list name: `pcn.place.name` in a list of practices.
import type { FieldTypeInfo } from "../../../bindings/FieldTypeInfo";
import type { KindInfo } from "../../../bindings/KindInfo";
import type { ViewColumn } from "../../../bindings/ViewColumn";

/** A column of a record that another names. */
export interface Linked {
  path: string;
  /** As the heading will say it: `PCN: Name`. */
  label: string;
  /** Its own name, and how it is reached: `PCN now, Place`. */
  field: string;
  way: string;
  type: FieldTypeInfo;
}

/** Steps that a path may have, as the core allows. */
const STEPS = 3;

/**
 * Columns of the records that those of a list name, and of those they name. A field whose value is worked out is known by the
 * column that shows it. No way leads to the same sort of record twice.
 */
export function linked(kind: KindInfo, kinds: KindInfo[], shown: ViewColumn[]): Linked[] {
  const found: Linked[] = [];
  const own = [...shown.filter((c) => !c.path.includes(".") && !kind.fields.some((f) => f.name === c.path)).map((c) => ({ name: c.path, label: c.label, type: c.type })), ...kind.fields];
  function follow(fields: typeof own, path: string[], way: string[], seen: string[]): void {
    for (const field of fields) {
      const { type } = field;
      if (type.is !== "ref" || seen.includes(type.kind)) continue;
      const other = kinds.find((k) => k.name === type.kind);
      if (!other) continue;
      const [to, along] = [[...path, field.name], [...way, field.label]];
      for (const f of other.fields) {
        if (f.type.is !== "moment") found.push({ path: [...to, f.name].join("."), label: `${other.one}: ${f.label}`, field: f.label, way: along.join(", "), type: f.type });
      }
      if (to.length + 1 < STEPS) follow(other.fields, to, along, [...seen, other.name]);
    }
  }
  follow(own, [], [], [kind.name]);
  return found;
}

/** The heading of a linked column, also before the list has come; nothing for any other. */
export function linkedLabel(kind: KindInfo, path: string, kinds: KindInfo[], shown: ViewColumn[]): string | undefined {
  return path.includes(".") ? linked(kind, kinds, shown).find((c) => c.path === path)?.label : undefined;
}

/**
 * The kind with the columns that are shown beside its own fields, and those that `used` names: what a list can be narrowed
 * down by is what is seen in it.
 */
export function withColumns(kind: KindInfo, kinds: KindInfo[], shown: ViewColumn[], used: string[]): KindInfo {
  const more = [...shown, ...linked(kind, kinds, shown).filter((c) => used.includes(c.path))];
  const fresh = more.filter((c, i) => !kind.fields.some((f) => f.name === c.path) && more.findIndex((other) => other.path === c.path) === i);
  return { ...kind, fields: [...kind.fields, ...fresh.map((c) => ({ name: c.path, label: c.label, help: "", type: c.type, required: false, fixed: true }))] };
}
