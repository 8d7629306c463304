// Two records that are the same, side by side: where they differ, and what the one that stays takes over. It knows no screen.
import type { KindInfo } from "../../bindings/KindInfo";
import type { RecordPage } from "../../bindings/RecordPage";
import { inWords } from "./fields";

export interface Line {
  name: string;
  label: string;
  first: string;
  second: string;
  differs: boolean;
}

/** The fields that either of them says anything in. */
export function sideBySide(info: KindInfo, first: RecordPage, second: RecordPage): Line[] {
  const text = (page: RecordPage, name: string): string => {
    const field = info.fields.find((f) => f.name === name);
    const state = page.fields.find((f) => f.name === name);
    return field && state ? inWords(field.type, state.cell) : "";
  };
  return info.fields
    .map((f) => ({ name: f.name, label: f.label, first: text(first, f.name), second: text(second, f.name) }))
    .map((line) => ({ ...line, differs: line.first !== line.second }))
    .filter((line) => line.first !== "" || line.second !== "");
}

/** What the one that stays takes over from the other, and where they say different things. */
export function outcome(lines: Line[], keep: "first" | "second"): { takes: number; differ: number } {
  const other = keep === "first" ? "second" : "first";
  return {
    takes: lines.filter((l) => l[keep] === "" && l[other] !== "").length,
    differ: lines.filter((l) => l.differs && l[keep] !== "" && l[other] !== "").length,
  };
}
