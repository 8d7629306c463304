// Stakeholders, invented: one at a glance, the map, duplicates, a feedback round.
import type { Commands } from "../../bindings/Commands";
import type { DuplicateGroup } from "../../bindings/DuplicateGroup";
import type { MapPoint } from "../../bindings/MapPoint";
import type { Saved } from "../../bindings/Saved";
import type { TimelineEntry } from "../../bindings/TimelineEntry";
import { gaps } from "../../src/logic/stakeholders";
import { kindOf, titleOf } from "./views";
import type { Tables } from "./sample";
import { fault, type World } from "./world";

type Names = "duplicates" | "merge_many" | "keep_apart" | "stakeholder_page" | "practice_passport" | "stakeholder_map" | "stakeholder_move" | "stakeholder_gaps" | "survey_results" | "survey_import";
type Handlers = { [N in Names]: (r: Commands[N]["request"]) => Commands[N]["reply"] };

const order = ["unaware", "resistant", "neutral", "supportive", "leading"];
const corner = (p: { influence: number; interest: number }): string =>
  (p.influence > 3 ? (p.interest > 3 ? "Work closely with" : "Keep satisfied") : p.interest > 3 ? "Keep informed" : "Keep an eye on");

function pointsOf(): MapPoint[] {
  const spots: [string, number, number, string, string][] = [
    ["Dene Hospitals Trust", 5, 2, "neutral", "supportive"], ["Whitstow University", 4, 5, "supportive", "leading"], ["Integrated care board", 5, 5, "leading", "leading"],
    ["Local medical committee", 4, 3, "resistant", "neutral"], ["Volunteers of the Vale", 2, 4, "supportive", "supportive"], ["Dene Council", 3, 2, "unaware", "neutral"],
    ["GP federation", 5, 5, "supportive", "supportive"], ["Pharmacy group", 3, 3, "neutral", "neutral"], ["College of Kelmarsh Vale", 2, 3, "neutral", "supportive"],
    ["Director of nursing, Dene Hospitals Trust", 4, 4, "neutral", "leading"], ["Care partnership of the four places", 2, 1, "unaware", "unaware"], ["Patients’ forum", 1, 5, "supportive", "leading"],
  ];
  return spots.map(([title, influence, interest, now, wanted], i) => ({
    id: `map-${i}`, kind: "organisation", record: `organisation-${i}`, title, influence, interest, corner: corner({ influence, interest }), now, wanted,
    gap: Math.max(0, order.indexOf(wanted) - order.indexOf(now)), owner: i % 2 ? "Eleanor Whitfield" : null, day: "2026-10-01", last_contact: i % 3 ? "2026-11-05" : null,
  }));
}

function groups(): DuplicateGroup[] {
  const record = (id: string, title: string, details: string[], links: number) => ({ id, title, details, links });
  return [
    { reason: "email", words: "The same e-mail and nearly the same name", sure: true, records: [record("person-1", "Ben Carter", ["Role: GP", "E-mail: ben.carter@example.org"], 6), record("person-1b", "Benjamin Carter", ["E-mail: ben.carter@example.org"], 1)] },
    { reason: "email", words: "The same e-mail and nearly the same name", sure: true, records: [record("person-5", "Farah Siddiqui", ["Role: Nurse"], 3), record("person-5b", "Farah Sidiqui", ["E-mail: farah.s@example.org"], 0)] },
    { reason: "near_name", words: "Nearly the same name", sure: false, records: [record("person-9", "Joanna Kowalska", ["Role: GP"], 2), record("person-9b", "Joana Kowalska", ["Role: Practice manager"], 2)] },
  ];
}

export function stakeholders(world: World, tables: () => Tables): Handlers {
  let points = world.params.get("hub") === "empty" ? [] : pointsOf();
  let twice = world.params.get("hub") === "empty" ? [] : groups();
  let answers = 24;
  const saved = (id: string, label: string): Saved => ({ id, change: world.wrote(label, 2), touched: [], generation: world.generation() });
  const entry = (what: string, label: string, day: string, title: string, text: string, kind: string): TimelineEntry => ({ what, label, day, title, text, kind, id: `${kind}-1`, late: false });
  return {
    duplicates: (r) => ({ kind: r.kind, compared: 4003, total: r.kind === "person" ? twice.length : 0, groups: r.kind === "person" ? twice : [] }),
    merge_many: (r) => {
      const gone = r.groups.flatMap((g) => g.others);
      twice = twice.filter((g) => !g.records.some((x) => gone.includes(x.id)));
      return { saved: saved(r.groups[0]?.keep ?? "", `Merge ${gone.length} people`), merged: gone.length };
    },
    keep_apart: (r) => {
      twice = twice.filter((g) => !g.records.some((x) => r.records.includes(x.id)));
      return saved(r.records[0] ?? "", "Settle versions");
    },
    practice_passport: (r) => ({
      id: r.id, title: "Abbey Surgery", parts: [
        { title: "Practice", facts: [["ODS code", "M84001"], ["PCN", "Dene Valley PCN"]], headings: [], rows: [], none: "" },
        { title: "People and roles", facts: [], headings: ["Name", "Role"], rows: [["Ben Carter", "GP"]], none: "Nobody who works there is on record." },
        { title: "Boards it sits on", facts: [], headings: ["Board", "Who"], rows: [], none: "Nobody who works there sits on a board." },
      ],
    }),
    stakeholder_page: (r) => {
      const row = tables()[r.kind]?.find((x) => x.id === r.id);
      const title = row && kindOf(r.kind) ? titleOf(tables(), r.kind, row) : "Somebody";
      return {
        kind: r.kind, id: r.id, title, place: null, last_contact: "2026-11-05", next_due: "2026-12-03", total: 3, to_settle: [],
        posts: r.kind === "person" ? [{ id: "post-1", role: "Practice manager", other: { kind: "practice", id: "practice-3" }, other_title: "Birch Road Surgery", email: null, telephone: null, from: "2024-04-01", to: null, now: true }] : [],
        follow_ups: [{ ...entry("follow_up", "To do", "2026-11-12", "Send the supervisors’ guide", "Eleanor Whitfield", "engagement"), late: true }],
        timeline: [
          entry("contact", "Visit", "2026-11-05", "Placements for next year", "Two more places if a room can be found.", "engagement"),
          entry("group", "Group", "2026-05-01", "Forum of practice managers", "", "stakeholder_group"),
          entry("post", "Post begun", "2024-04-01", "Practice manager", "Birch Road Surgery", "post"),
        ],
      };
    },
    stakeholder_map: () => ({ points, people_allowed: world.params.get("people") !== null, hidden: world.params.get("hidden") ? 2 : 0, to_settle: [] }),
    stakeholder_gaps: () => gaps(points),
    stakeholder_move: (r) => {
      const one = points.find((p) => p.id === r.id) ?? fault("no_record", "There is no such record.");
      points = points.map((p) => (p === one ? { ...p, influence: r.influence, interest: r.interest, corner: corner(r) } : p));
      return saved(r.id, `Change ${one.title} on the map`);
    },
    survey_results: (r) => {
      const line = (title: string, counts: number[], average: number, comments: string[]) => ({
        id: "question-1", title, function: "Stakeholders and engagement", counts, answered: answers, average, before: 310, comments: comments.map((text) => ({ respondent: "Arden Meadows PCN", text })) });
      return { round: r.round, title: "Feedback from PCNs, spring 2026", invited: 19, respondents: 14, functions: [line("Stakeholders and engagement", [1, 3, 4, 9, 7], 375, [])],
        questions: [line("The hub answers quickly", [0, 1, 2, 6, 5], 407, ["Always a friendly answer within the day."]), line("Training meets our needs", [1, 2, 2, 3, 2], 330, [])] };
    },
    survey_import: (r) => {
      const left_out = ["Row 4: 9 under “The hub answers quickly” is not between 1 and 5."];
      if (!r.dry_run) answers += 6;
      return { saved: saved(r.round, "Import of answers.csv"), questions: 2, respondents: 4, answers: 6, left_out };
    },
  };
}
