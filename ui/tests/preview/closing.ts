// Closing a practice or network, invented: memberships and coverage of the closing record are what follows.
import type { ClosingMatter } from "../../bindings/ClosingMatter";
import type { ClosingOf } from "../../bindings/ClosingOf";
import type { ClosingPage } from "../../bindings/ClosingPage";
import type { Commands } from "../../bindings/Commands";
import { dayOf, parseDay } from "../../src/logic/dates";
import type { Tables } from "./sample";
import { kindOf, titleOf } from "./views";
import { fault, type World } from "./world";

type Names = "closing" | "close";
type Handlers = { [N in Names]: (r: Commands[N]["request"]) => Commands[N]["reply"] };

export function closing(world: World, tables: () => Tables): Handlers {
  const today = dayOf(Date.UTC(2026, 10, 22));
  const rowOf = (kind: string, id: string) => tables()[kind]?.find((r) => r.id === id) ?? fault("no_record", "There is no such record.");

  function look(r: ClosingOf): ClosingPage {
    const row = rowOf(r.kind, r.id);
    const on = r.on ? parseDay(r.on, today) : String(row.closed ?? "") || today;
    if (!on) fault("invalid", "Nothing was saved.", "", [{ field: "closed", message: `Closed: “${r.on}” is not a day.` }]);
    if (r.successor === r.id) fault("cannot_close", "A record can’t be followed by itself. Nothing was changed.", "Choose another one, or none.");
    const matters = ["pcn_membership", "practice_mark", "pcn_mark"].flatMap((kind): ClosingMatter[] => {
      const info = kindOf(kind);
      const records = (tables()[kind] ?? []).filter((m) => m[r.kind] === r.id && !m.to);
      if (!info || records.length === 0) return [];
      const moves = kind === "pcn_membership" && r.kind === "pcn" && r.successor;
      return [{
        kind, field: r.kind, label: info.many, ways: r.successor ? ["end", "move", "leave"] : ["end", "leave"], proposed: moves ? "move" : "end",
        total: records.length, records: records.map((m) => ({ id: m.id, title: titleOf(tables(), kind, m), detail: "from 1 April 2024", twin: false })),
      }];
    });
    const successor = r.successor ? { id: r.successor, title: titleOf(tables(), r.kind, rowOf(r.kind, r.successor)), detail: "" } : null;
    return {
      kind: r.kind, id: r.id, title: titleOf(tables(), r.kind, row), on: on ?? today, closed: row.closed ? String(row.closed) : null, successor, matters,
      stays: [{ label: "Practice coverage", total: 2, why: "over by then" }],
    };
  }

  return {
    closing: look,
    close: (r) => {
      const page = look(r);
      const counts = { end: 0, move: 0, leave: 0 };
      for (const matter of page.matters) {
        const choice = r.choices.find((c) => c.kind === matter.kind);
        counts[(choice?.way ?? matter.proposed) as "end"] += matter.total - (choice?.leave.length ?? 0);
        counts.leave += choice?.leave.length ?? 0;
      }
      const row = rowOf(r.kind, r.id);
      [row.closed, row.successor] = [page.on, r.successor];
      const change = world.wrote(`Close ${page.title}`, 2 + counts.end + counts.move);
      return { saved: { id: r.id, change, touched: [], generation: world.generation() }, ended: counts.end, moved: counts.move, left: counts.leave };
    },
  };
}
