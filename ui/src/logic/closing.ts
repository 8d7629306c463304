// Closing a record: which kinds can, and what a person chose of what follows. It knows no screen.
import type { ClosingChoice } from "../../bindings/ClosingChoice";
import type { ClosingMatter } from "../../bindings/ClosingMatter";
import type { KindInfo } from "../../bindings/KindInfo";

/** A kind whose records have a last day and something that follows them. */
export function canClose(kind: KindInfo | undefined): boolean {
  const closed = kind?.fields.some((f) => f.name === "closed" && f.type.is === "date");
  const follows = kind?.fields.some((f) => f.name === "successor" && f.type.is === "ref" && f.type.kind === kind.name);
  return kind?.editable === true && closed === true && follows === true;
}

export interface Chosen {
  way: string;
  /** Identifiers of those left alone. */
  left: string[];
}

export const keyOf = (matter: ClosingMatter): string => `${matter.kind}/${matter.field}`;

/** What holds for these records: what a person chose where it is still offered, else what is proposed. */
export function choiceOf(matter: ClosingMatter, chosen: Record<string, Chosen>): Chosen {
  const own = chosen[keyOf(matter)];
  const ids = new Set(matter.records.map((r) => r.id));
  const way = own && matter.ways.includes(own.way) ? own.way : matter.proposed;
  return { way, left: (own?.left ?? []).filter((id) => ids.has(id)) };
}

export function requestOf(matters: ClosingMatter[], chosen: Record<string, Chosen>): ClosingChoice[] {
  return matters.map((matter) => {
    const choice = choiceOf(matter, chosen);
    return { kind: matter.kind, field: matter.field, way: choice.way, leave: choice.way === "leave" ? [] : choice.left };
  });
}
