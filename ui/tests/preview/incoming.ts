// Files from colleagues, invented. What a file holds follows from its name: words, damaged, newer, other-team, seen, joined.
import type { Commands } from "../../bindings/Commands";
import type { IncomingFile } from "../../bindings/IncomingFile";
import type { IncomingPreview } from "../../bindings/IncomingPreview";
import type { IncomingRecord } from "../../bindings/IncomingRecord";
import { waitingLaptop } from "./sharing";
import { fault, type World } from "./world";

const rightWords = "copper lantern meadow pilot ribbon walnut";

const fileOf = (name: string): IncomingFile => ({
  name, laptop: "Priya’s laptop", person: "Priya Nair", made: Date.UTC(2026, 10, 21, 17, 40), seen: /seen/.test(name), what: /other-team/.test(name) ? "packet" : "team",
});

const records: IncomingRecord[] = [
  { kind: "practice", kind_label: "Practice", id: "practice-0", title: "Abbey Road Surgery", what: "two_versions", fields: ["Telephone: 01632 960000 → 01632 960118"], by: "Priya Nair" },
  { kind: "practice", kind_label: "Practice", id: "practice-5", title: "Brook Road Surgery", what: "two_versions", fields: ["Notes: “Hosts two student nurses …” → “Hosts three student nurses …”"], by: "Priya Nair" },
  { kind: "person", kind_label: "Person", id: "person-7", title: "Hannah O’Neill", what: "removed", fields: [], by: "Priya Nair" },
  { kind: "practice", kind_label: "Practice", id: "practice-8", title: "Cedar Road Surgery", what: "changed", fields: ["List size: 7,412 → 7,508", "List size as at: 01/10/2025 → 01/11/2026"], by: "Priya Nair" },
  { kind: "pcn", kind_label: "PCN", id: "pcn-3", title: "Bishops Wood PCN", what: "changed", fields: ["Place: Whitstow → Kelmarsh Vale"], by: "Priya Nair" },
  ...["Workforce-planning support offered", "Engaged on new roles"].map((mark, i): IncomingRecord => ({
    kind: "pcn_mark", kind_label: "PCN coverage mark", id: `new-${i}`, title: `Bishops Wood PCN: ${mark}`, what: "added", fields: ["From: 11/11/2026", "Evidence: Workshop, attendance list"], by: "Priya Nair" })),
  { kind: "person", kind_label: "Person", id: "new-9", title: "Rosa Delgado", what: "added", fields: ["Role: Practice manager"], by: "Priya Nair" },
];

function open(files: string[], words: string | null): void {
  for (const name of files) {
    if (/damaged/.test(name)) fault("file_damaged", `${name} is damaged: it was cut short on the way. Your data was not changed.`, "Ask the colleague who sent it for the file again.");
    if (/newer/.test(name)) fault("file_newer", `${name} was made by a newer version of Hubfolio.`, "Update Hubfolio on this laptop, then bring the file in again.");
    if (/words/.test(name) && !words) fault("words_needed", `${name} is protected by six words.`, "Ask the colleague who sent it for them, by telephone.");
    if (/words/.test(name) && words !== rightWords) fault("words_wrong", "The words do not open this file.", "Check each word with the colleague who sent it.");
  }
}

function preview(files: string[]): IncomingPreview {
  const nothing = files.every((name) => /seen/.test(name));
  const base = { token: `in-${files.join()}`, files: files.map(fileOf), to_settle_before: 5, notes: [] as string[] };
  if (nothing) return { ...base, new_edits: 0, known_edits: 14, waiting: [], people: [], records: [], to_settle_after: 5, decisions: [], laptops: [], can_apply: false };
  return {
    ...base, new_edits: 14, known_edits: 31, waiting: ["3 edits from Sam wait for an earlier file. Ask Sam or Priya for it."],
    people: ["Priya Nair adds 3 records, edits 4 and removes 1.", "Kwame Mensah adds 6 contacts; they are held until his laptop is admitted."],
    records, to_settle_after: 7,
    decisions: ["1 person would be removed: Hannah O’Neill.", "2 fields would have two versions to settle.", "1 laptop waits to be admitted."],
    laptops: [{ ...waitingLaptop }], can_apply: true,
    notes: ["The clock of Priya’s laptop is 25 minutes ahead of this one. Dates of its edits are uncertain."],
  };
}

type Names = "incoming_preview" | "incoming_apply" | "arrival_undo" | "join";
type Handlers = { [N in Names]: (r: Commands[N]["request"]) => Promise<Commands[N]["reply"]> | Commands[N]["reply"] };

export function incoming(world: World, admit: (key: string) => unknown, joined: (person: string) => void): Handlers {
  return {
    incoming_preview: (r) => {
      open(r.files, r.words);
      return preview(r.files);
    },
    incoming_apply: async (r) => {
      open(r.incoming.files, r.incoming.words);
      await world.longWork("incoming", "Edits");
      for (const key of r.incoming.admit) admit(key);
      world.wrote("Files from Priya Nair brought in", 14);
      return { summary: "14 edits from Priya Nair came in: 3 records were added, 4 edited and 1 removed.", edits: 14, to_settle: 7, waiting: 3, arrival: 12 };
    },
    arrival_undo: () => {
      const change = world.wrote("Bringing in undone", 13);
      return { label: "Files from Priya Nair brought in", change, restored: 13, left: ["Abbey Road Surgery, Telephone: edited on 22 November 2026"], touched: [], generation: world.generation() };
    },
    join: async (r) => {
      if (!/\.hubx$/.test(r.file)) fault("not_for_colleagues", `${r.file} is not a file for colleagues. Nothing was written.`, "Choose the file that your colleague sent; its name ends in .hubx.");
      open([r.file], r.words);
      await world.longWork("join", "Edits");
      joined(r.person);
      return world.status();
    },
  };
}
