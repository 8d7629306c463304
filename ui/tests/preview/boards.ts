// Boards, meetings and declared interests, invented: one board, one meeting to come, one interest that touches an item.
import type { BoardPage } from "../../bindings/BoardPage";
import type { Commands } from "../../bindings/Commands";
import type { IssuedPackInfo } from "../../bindings/IssuedPackInfo";
import type { DeclarationDue } from "../../bindings/DeclarationDue";
import type { ItemCard } from "../../bindings/ItemCard";
import type { MeetingPage } from "../../bindings/MeetingPage";
import type { RegisterLine } from "../../bindings/RegisterLine";
import { fault, type World } from "./world";

type Names = "board_templates" | "board_start" | "board_page" | "accountability" | "meeting_page" | "meeting_attend" | "meeting_rule" | "meeting_standing" | "meeting_letters" | "minutes_step"
  | "packs_issued" | "pack_issue" | "pack_parts" | "declare" | "declarations_due" | "declaration_letter" | "declaration_form" | "declaration_asked" | "interest_register";
type Handlers = { [N in Names]: (r: Commands[N]["request"]) => Commands[N]["reply"] };

const people = [["Amina Rahman", "Chair", true], ["Ben Carter", "Deputy chair", true], ["Dilys Morgan", "Member", true], ["Farah Siddiqui", "In attendance", false]] as const;
const board = { id: "board-1", title: "Hub board", detail: "" };

function meeting(): MeetingPage {
  const item = {
    presenter: "", began: "", ended: "", confidentiality: "open", released: false, paper_expected: false, papers: [], recommendation: "", author: "", started: false, finished: false, concerns: [], minute: "",
    quorum: "met", quorum_words: "Quorum met: 3 voting members present, 3 needed", chair: "Amina Rahman", interests: [], drafted: [], purpose: "To note", allotted: 10,
  };
  return {
    id: "meeting-1", title: "Hub board, 22 November 2026", board, day: "2026-12-02", state: "planned", starts: "10:00", papers_due: "2026-11-25", chair: "Amina Rahman",
    items: [
      { ...item, id: "item-1", place: 1, title: "Minutes of the last meeting" },
      {
        ...item, id: "item-2", place: 2, title: "Renewal of the e-learning contract", purpose: "To decide", allotted: 25, paper_expected: true, concerns: ["Fernwick Learning Ltd"], chair: "Ben Carter",
        interests: [{
          person: "p2", name: "Dilys Morgan", declarations: ["d1"], why: ["the item concerns Fernwick Learning Ltd: the same name"], proposed: "left", ruled: "", ruled_label: "",
          ruled_by: "", out: "", back: "",
        }],
      },
      { ...item, id: "item-3", place: 3, title: "A practice that gives cause for concern", purpose: "For assurance", confidentiality: "closed_session" },
    ],
    people: people.map(([name, capacity, voting], i) => ({ person: `p${i}`, name, capacity, voting, presence: "", arrived: "", left: "", stepped_out: "", came_back: "" })),
    quorum: "not_met", quorum_words: "No quorum: 0 voting members present, 3 needed",
    carried: [{ id: "a1", what: "Write to the university about supervisors", owner: "Ben Carter", due: "2026-11-19", status: "open", progress: "", overdue: true, item: null, confidential: true }],
    actions: [], decisions: [], withheld: [{ person: "p2", name: "Dilys Morgan", items: ["item-2"], titles: ["2. Renewal of the e-learning contract"] }],
    todo: ["Item 2 “Renewal of the e-learning contract” waits for its paper."],
    standing: ["Declarations of interest"], ahead: [{ id: "meeting-2", day: "2027-02-10", items: ["Plan for the year"] }],
    minutes: { state: "", label: "", checked_by: "", approved_at: "", corrections: "" }, to_settle: [], generation: 1,
  };
}

export function boards(world: World): Handlers {
  const page = meeting();
  const issued: IssuedPackInfo[] = [];
  const due: DeclarationDue = {
    person: "person-1", name: "Ben Carter", board: board.id, board_name: board.title, reason: "appointment", reason_label: "On appointment", due: "2026-12-03", overdue: false, last: null,
    asked_on: null, reminded_on: null,
  };
  const entries: RegisterLine[] = [{
    id: "d1", name: "Dilys Morgan", role: "Lead nurse", groups: "Hub board", what: "interest", kind: "Indirect", description: "Partner works for a company that sells e-learning to hubs.",
    organisation: "Fernwick Learning Ltd", through: "Sam Hill, partner", from: "2024-04-01", to: null, declared_on: "2026-07-01", action: "Leaves the room when its contract is discussed.",
    withheld_because: "",
  }];
  const labels: Record<string, string> = { left: "Left for the item", stayed_silent: "Stayed, did not speak or vote", noted: "Noted" };
  const states: Record<string, [string, string]> = {
    draft: ["draft", "Draft"], check: ["checked", "Checked by the chair"], approve: ["approved", "Approved"], publish: ["published", "Published"],
  };

  function boardPage(): BoardPage {
    return {
      id: board.id, name: board.title, template: "Board of an ICS-level hub", purpose: "Leads the hub: agrees its plans, watches over its work and its risks.",
      chair_rule: "The primary care dean or a deputy.", parent: null, subgroups: [{ id: "board-2", title: "Placements working group", detail: "" }], meetings_a_year: 3, quorum: 3,
      seats: [{ id: "s1", name: "Lead nurse", holders: ["Dilys Morgan"], optional: false }, { id: "s2", name: "Practice manager", holders: [], optional: false }],
      members: people.map(([name, capacity_label, voting], i) => ({
        id: `m${i}`, person: `person-${i}`, name, capacity: "member", capacity_label, seat: i === 2 ? "Lead nurse" : "", organisation: "", voting, from: "2025-04-01",
        term_ends: "2027-12-31", declaration: i === 1 ? "Declaration due by 3 December 2026" : "", overdue: false,
      })),
      year: "2026-27",
      meetings: [
        { id: "meeting-0", day: "2026-06-10", state: "held", state_label: "Held", minutes: "Approved", quorum: "Quorum met: 3 voting members present, 3 needed" },
        { id: page.id, day: page.day, state: page.state, state_label: "Planned", minutes: page.minutes.label, quorum: "" },
      ],
      exceptions: [], actions: page.carried, to_settle: [], generation: world.generation(),
      paragraph: "In 2026-27 up to 22 November 2026, Hub board kept to its terms of reference, except that the seat “Practice manager” was vacant from 1 September 2026.",
    };
  }

  return {
    board_templates: () => ["Board of an ICS-level hub", "Locality executive"].map((name, i) => ({
      code: i ? "locality_executive" : "ics_hub_board", name, purpose: "Leads the work.", chair_rule: "The primary care dean or a deputy.", meetings: "At least three a year.",
      seats: ["Lead nurse", "Practice manager"], source: "Operational guidance, appendix 2",
    })),
    board_start: () => ({ id: board.id, change: world.wrote("Add Hub board", 3), touched: [], generation: world.generation() }),
    board_page: boardPage,
    accountability: () => ({
      usual: true, bodies: ["Hub", "Primary care school"], lines: [{ reports: "Hub", reports_to: "Primary care school", scope: "education", scope_label: "Educational governance" }],
      picture: "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1 1\"></svg>", picture_text: "Diagram: Who reports to whom. Educational governance: Hub reports to Primary care school.",
    }),
    meeting_page: () => page,
    meeting_attend: (r) => {
      const who = page.people.find((p) => p.person === r.person);
      if (!who) return fault("no_record", "There is no such person.");
      if (r.presence) who.presence = r.presence;
      who.arrived = r.arrived ?? who.arrived;
      who.left = r.left ?? who.left;
      if (r.back) Object.assign(who, { stepped_out: who.left, came_back: r.back, left: "" });
      world.wrote(`Attendance of ${who.name}`, 1);
      return page;
    },
    meeting_rule: (r) => {
      const item = page.items.find((i) => i.id === r.item);
      const interest = item?.interests.find((i) => i.person === r.person);
      if (!item || !interest) return fault("nothing_declared", "Nothing is declared that touches this item. Nothing was changed.");
      Object.assign(interest, { ruled: r.ruled, ruled_label: labels[r.ruled] ?? "", ruled_by: "Amina Rahman", out: r.out ?? "", back: r.back ?? "" });
      item.drafted = [`${interest.name} has declared an indirect interest. Amina Rahman, in the chair, ruled.`];
      world.wrote(`Ruling on ${interest.name}`, 1);
      return page;
    },
    meeting_standing: () => {
      page.items.push({ ...page.items[0], id: "item-4", place: 4, title: page.standing.join() } as ItemCard);
      page.standing = [];
      world.wrote("Standing items", 1);
      return page;
    },
    meeting_letters: (r) => [{
      subject: r.about === "papers" ? "Paper for Hub board" : "Your actions", text: "Dear Ben Carter,\n\n- Item 2: Renewal of the e-learning contract", without: [],
      people: [{ name: "Ben Carter", email: "ben.carter@example.org" }],
    }],
    minutes_step: (r) => {
      const [state = "", label = ""] = states[r.step] ?? [];
      page.minutes = { ...page.minutes, state, label, corrections: r.corrections ?? page.minutes.corrections };
      world.wrote("Minutes of Hub board", 1);
      return page;
    },
    pack_parts: () => ({ template: null, name: "Parts of the pack: Hub board", parts: [{ name: "items", words: "Items with their papers", on: true, always: true }] }),
    packs_issued: (r) => issued.filter((one) => !r.pack || one.pack === r.pack),
    pack_issue: (r) => {
      const version = issued.filter((one) => one.pack === r.pack).length + 1;
      const one: IssuedPackInfo = {
        id: `issued-${r.pack}-${version}`, pack: r.pack, version, on: "22 November 2026", by: "Amina Rahman", state: "here", check_code: "3f9a0c27b1d4",
        closed_session: r.pack === "board", own_copies: r.pack === "board" ? ["Dilys Morgan"] : [], sign_offs: [],
        changes: version > 1 ? ["Paper for item 2 came late: Options for e-learning."] : [],
      };
      issued.unshift(one);
      world.wrote(`Board pack issued as version ${version}`, 1);
      return one;
    },
    declare: (r) => {
      if (r.declared === "interest" && !r.fields.kind) fault("invalid", "Nothing was saved.", "", [{ field: "kind", message: "Say what type of interest it is." }]);
      return { saved: { id: "d2", change: world.wrote("Declaration", 3), touched: [], generation: world.generation() }, settled: ["Hub board, due by 3 December 2026"], still_due: [] };
    },
    declarations_due: () => [due],
    declaration_letter: () => ({ subject: "Declaration of interests", text: "Dear Ben Carter,", people: [{ name: "Ben Carter", email: "ben.carter@example.org" }], without: [] }),
    declaration_form: (r) => ({ file: r.file, name: "form.docx", bytes: 9_000 }),
    declaration_asked: () => {
      if (due.asked_on) due.reminded_on = "2026-11-22";
      else due.asked_on = "2026-11-22";
      world.wrote("Declaration asked for", 1);
      return [due];
    },
    interest_register: (r) => ({
      public: r.public, board: "", day: "2026-11-22", entries: r.public ? entries.map((e) => ({ ...e, through: "" })) : entries, withheld: 0, past: 0, missing: ["Ben Carter"],
      policy: "Interests are declared within 28 days, again every 12 months; the public register shows them for 6 months after their end, and they are kept for 6 years after it.", to_settle: [],
    }),
  };
}
