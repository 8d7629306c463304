// What needs attention, grouped by rule: the worst first, then what is due first.
import type { FindingInfo } from "../../bindings/FindingInfo";
import type { KindInfo } from "../../bindings/KindInfo";
import { words } from "../words";
import { placeOf, type Route } from "./router";

export interface Group {
  rule: string;
  heading: string;
  severity: string;
  items: FindingInfo[];
}

const order = ["breach", "due", "missing", "note"];
const rank = (severity: string): number => (order.indexOf(severity) + order.length) % order.length;

/** Letters that stay capitals when a rule is named from its code. */
const capitals: Record<string, string> = { pcn: "PCN", pcns: "PCNs", kpi: "KPI", ods: "ODS", ics: "ICS", edi: "EDI", cpd: "CPD" };

/** `practice.without_pcn` as `Practices: without PCN`. */
export function ruleHeading(rule: string, kinds: KindInfo[]): string {
  const known = words.rules[rule];
  if (known) return known;
  const [first = "", ...rest] = rule.split(".");
  const subject = kinds.find((k) => k.name === first)?.many ?? sentence(first);
  const matter = rest.join(" ").split(/[_\s]+/).map((w) => capitals[w] ?? w).join(" ").trim();
  return matter ? `${subject}: ${matter}` : subject;
}

function sentence(code: string): string {
  const text = code.split("_").map((w) => capitals[w] ?? w).join(" ");
  return text.charAt(0).toUpperCase() + text.slice(1);
}

export function groupByRule(findings: FindingInfo[], kinds: KindInfo[]): Group[] {
  const groups = new Map<string, Group>();
  for (const f of findings) {
    const group = groups.get(f.rule) ?? { rule: f.rule, heading: ruleHeading(f.rule, kinds), severity: f.severity, items: [] };
    if (rank(f.severity) < rank(group.severity)) group.severity = f.severity;
    group.items.push(f);
    groups.set(f.rule, group);
  }
  const sorted = [...groups.values()];
  for (const group of sorted) group.items.sort(byDue);
  return sorted.sort((a, b) => rank(a.severity) - rank(b.severity) || byDue(a.items[0], b.items[0]) || a.heading.localeCompare(b.heading));
}

export function isToSettle(finding: FindingInfo): boolean {
  return finding.rule === "record.may_be_same" || finding.rule === "record.to_settle";
}

/** Where a thing is put right: two records that may be the same are on the list of what is to be settled. */
export function placeOfFinding(finding: FindingInfo): Route {
  if (isToSettle(finding)) return { page: "to-settle", record: finding.id, kind: "", what: "" };
  return placeOf(finding.kind, finding.id);
}

function byDue(a: FindingInfo | undefined, b: FindingInfo | undefined): number {
  const [x, y] = [a?.due ?? "9999", b?.due ?? "9999"];
  return x < y ? -1 : x > y ? 1 : (a?.title ?? "").localeCompare(b?.title ?? "");
}
