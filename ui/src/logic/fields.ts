// One field: from what is kept to what is typed, back again, and to words. Rules here spare a round trip; the core decides.
import type { CellText } from "../../bindings/CellText";
import type { Choice } from "../../bindings/Choice";
import type { FieldInfo } from "../../bindings/FieldInfo";
import type { FieldTypeInfo } from "../../bindings/FieldTypeInfo";
import { words } from "../words";
import { dayInField, dayInText, momentInText, parseDay } from "./dates";
import { hundredthsInField, hundredthsInText, inThousands, moneyInField, moneyInText, parseHundredths, parseMoney, parseWhole } from "./numbers";

export type Kept = string | number | boolean | null;

/** What stands in a field while it is edited. `id` goes with references: the record that the text names. */
export interface Typed {
  text: string;
  id: string;
}

export type Read = { value: Kept } | { error: string };

export const blank: Typed = { text: "", id: "" };

/** What a field shows when its editing starts. */
export function typedOf(type: FieldTypeInfo, cell: CellText): Typed {
  const { value } = cell;
  if (value === null || value === "") return blank;
  switch (type.is) {
    case "integer": return { text: String(value), id: "" };
    case "hundredths": return { text: typeof value === "number" ? hundredthsInField(value) : String(value), id: "" };
    case "money": return { text: typeof value === "number" ? moneyInField(value) : String(value), id: "" };
    case "date": return { text: dayInField(String(value)), id: "" };
    case "yes_no": return { text: isYes(value) ? "yes" : "no", id: "" };
    case "ref": return { text: cell.text, id: String(value) };
    case "choice": return { text: type.open ? labelOf(type.options, String(value)) : String(value), id: "" };
    default: return { text: String(value), id: "" };
  }
}

/** An open list is typed in words: a value that the list knows shows its label, any other shows itself. */
function labelOf(options: Choice[], value: string): string {
  return options.find((o) => o.value === value)?.label ?? value;
}

/** What was typed into an open list, as it is kept: the value of a label that the list knows, else the words themselves. */
function valueOf(options: Choice[], text: string): string {
  const same = (one: string): boolean => one.toLowerCase() === text.toLowerCase();
  return options.find((o) => same(o.label) || o.value === text)?.value ?? text;
}

function isYes(value: unknown): boolean {
  return value === true || value === 1 || value === "yes" || value === "true" || value === "1";
}

function within(n: number, label: string, min: number | null, max: number | null, show: (n: number) => string): Read {
  if (min !== null && n < min) return { error: words.fieldError.atLeast(label, show(min)) };
  if (max !== null && n > max) return { error: words.fieldError.atMost(label, show(max)) };
  return { value: n };
}

/** Reads what was typed. Empty is `null`, and an error where the field is required. */
export function readField(field: FieldInfo, typed: Typed, today: string): Read {
  const { type, label } = field;
  const text = typed.text.trim();
  if (text === "") {
    if (!field.required) return { value: null };
    const chosen = type.is === "choice" || type.is === "ref" || type.is === "yes_no";
    return { error: chosen ? words.fieldError.choose(inSentence(label)) : words.fieldError.required(inSentence(label)) };
  }
  switch (type.is) {
    case "integer": {
      const n = parseWhole(text);
      return n === null ? { error: words.fieldError.whole(label) } : within(n, label, type.min, type.max, inThousands);
    }
    case "hundredths": {
      const n = parseHundredths(text.replace(/%$/, ""));
      return n === null ? { error: words.fieldError.decimal(label) } : within(n, label, type.min, type.max, hundredthsInText);
    }
    case "money": {
      const n = parseMoney(text);
      return n === null ? { error: words.fieldError.money(label) } : { value: n };
    }
    case "date": {
      const day = parseDay(text, today);
      return day === null ? { error: words.fieldError.date(label) } : { value: day };
    }
    case "yes_no":
      return { value: text === "yes" };
    case "ref":
      return typed.id ? { value: typed.id } : { error: words.fieldError.pick(inSentence(label)) };
    case "text":
      return type.max > 0 && text.length > type.max
        ? { error: words.fieldError.long(label, type.max) }
        : { value: type.long ? typed.text.replace(/\s+$/, "") : text };
    case "choice":
      return { value: type.open ? valueOf(type.options, text) : text };
    default:
      return { value: text };
  }
}

/** A label inside a sentence: `list size`, but `PCN` and `ODS code` keep their capitals. */
export function inSentence(label: string): string {
  const second = label.charAt(1);
  const keeps = second !== "" && second === second.toUpperCase() && second !== second.toLowerCase();
  return keeps ? label : label.charAt(0).toLowerCase() + label.slice(1);
}

/** What several records are called where they are counted: a list may have a name of its own, such as “Contact log”. */
export function severalOf({ one, many }: { one: string; many: string }): string {
  const stems = one.split(" ").map((word) => word.slice(0, -1));
  const isPlural = one === "Person" || many.split(" ").some((word, i) => word.endsWith("s") && word.toLowerCase().startsWith((stems[i] ?? "?").toLowerCase()));
  return inSentence(isPlural ? many : one.replace(/^.*?(?= of | on |$)/, (head) => (head.endsWith("y") ? `${head.slice(0, -1)}ies` : `${head}s`)));
}

/** The help under a label; none where it only says the label again ("Name": "Name."). */
export function helpOf(field: FieldInfo): string {
  const bare = (text: string): string => text.trim().toLowerCase().replace(/^(the|a|an) /, "").replace(/[\s.]+$/, "");
  return bare(field.help) === bare(field.label) ? "" : field.help;
}

/** A value in words, on a page of text. */
export function inWords(type: FieldTypeInfo, cell: CellText): string {
  if (cell.state === "erased") return words.record.erased;
  if (cell.state === "unreadable") return words.record.unreadable;
  const { value } = cell;
  if (value === null || value === "") return "";
  if (cell.state === "removed") return words.record.removedRef(cell.text);
  switch (type.is) {
    case "date": return dayInText(String(value));
    case "moment": return typeof value === "number" ? momentInText(value) : cell.text;
    case "money": return typeof value === "number" ? moneyInText(value) : cell.text;
    case "integer": return typeof value === "number" ? withUnit(inThousands(value), type.unit) : cell.text;
    case "hundredths": return typeof value === "number" ? withUnit(hundredthsInText(value), type.unit) : cell.text;
    default: return cell.text || String(value);
  }
}

/** A value in a list: as the core words it, which is short. */
export function inList(cell: CellText): string {
  switch (cell.state) {
    case "erased": return words.record.erased;
    case "unreadable": return words.record.unreadable;
    case "removed": return words.record.removedRef(cell.text);
    default: return cell.text;
  }
}

function withUnit(text: string, unit: string): string {
  if (!unit) return text;
  return unit === "%" ? `${text}%` : `${text} ${unit}`;
}

/** The unit beside a field; money has its own sign. */
export function unitOf(type: FieldTypeInfo): string {
  return type.is === "integer" || type.is === "hundredths" ? type.unit : "";
}
