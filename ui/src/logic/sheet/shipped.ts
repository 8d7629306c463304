// Views that every list brings along, as far as its fields allow: one's own, what falls due this month, what is still to do,
// what goes on now.
import type { Filter } from "../../../bindings/Filter";
import type { KindInfo } from "../../../bindings/KindInfo";
import { join, makeFilter } from "../filters";

/** Who has to see to it. */
const OWNERS = ["owner", "follow_up_owner", "lead", "chair", "action_by"];
/** By when. */
const DUE = ["due", "follow_up_due", "papers_due", "report_back", "term_ends", "next_review"];
/** Filled in when nothing more is to do. */
const DONE = ["done", "follow_up_done", "settled_on"];
/** Filled in when it is over. */
const OVER = ["closed", "to", "end"];

export type Shipped = "mine" | "due" | "todo" | "now";

/** `me` is the name of who works here, `today` a day like 2026-11-29. */
export function shippedViews(kind: KindInfo, me: string, today: string): { is: Shipped; filter: Filter }[] {
  const first = (names: string[], type: "ref" | "date"): string | undefined =>
    names.find((name) => kind.fields.some((f) => f.name === name && f.type.is === type && (f.type.is !== "ref" || f.type.kind === "person")));
  const [owner, due, done, over] = [first(OWNERS, "ref"), first(DUE, "date"), first(DONE, "date"), first(OVER, "date")];
  const month = today.slice(0, 7);
  const last = new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5)), 0)).getUTCDate();
  const all: { is: Shipped; filter: Filter | null | undefined }[] = [
    { is: "mine", filter: owner && makeFilter(`${owner}.name`, "is", me) },
    { is: "due", filter: due && join([makeFilter(due, "at_least", `${month}-01`), makeFilter(due, "at_most", `${month}-${last}`)]) },
    { is: "todo", filter: done && join([...(due ? [makeFilter(due, "filled", null)] : []), makeFilter(done, "empty", null)]) },
    { is: "now", filter: over && makeFilter(over, "empty", null) },
  ].map(({ is, filter }) => ({ is: is as Shipped, filter: filter || null }));
  return all.flatMap(({ is, filter }) => (filter ? [{ is, filter }] : []));
}
