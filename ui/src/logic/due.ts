// What needs attention by the day it is due.
import type { FindingInfo } from "../../bindings/FindingInfo";

export type When = "overdue" | "week" | "month" | "later" | "none";
const order: When[] = ["overdue", "week", "month", "later", "none"];

const DAY = 86_400_000;

export function whenOf(due: string | null, today: string): When {
  if (due === null) return "none";
  if (due < today) return "overdue";
  const days = Math.round((Date.parse(due) - Date.parse(today)) / DAY);
  if (days <= 7) return "week";
  return days <= 30 ? "month" : "later";
}

/** In the order of urgency, the earliest day first; nothing empty. */
export function byDate(findings: FindingInfo[], today: string): { when: When; items: FindingInfo[] }[] {
  const sorted = [...findings].sort((a, b) => (a.due ?? "9999").localeCompare(b.due ?? "9999") || a.title.localeCompare(b.title));
  return order.map((when) => ({ when, items: sorted.filter((f) => whenOf(f.due, today) === when) })).filter((group) => group.items.length > 0);
}
