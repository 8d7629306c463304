// Things to settle in the invented hub: what they say, and what settling them does.
import type { Commands } from "../../bindings/Commands";
import type { FieldVersion } from "../../bindings/FieldVersion";
import type { SettlePage } from "../../bindings/SettlePage";
import type { ToSettle } from "../../bindings/ToSettle";
import { fault, type World } from "./world";

const at = (day: number, hour: number, minute = 0): number => Date.UTC(2026, 10, day, hour, minute);
const me = { person: "Eleanor Whitfield", laptop: "Hub laptop 1" };
const priya = { person: "Priya Nair", laptop: "Priya’s laptop" };
const sam = { person: "Sam Okafor", laptop: "Sam’s laptop" };

const version = (who: { person: string; laptop: string }, text: string, when: number, more: Partial<FieldVersion> = {}): FieldVersion => ({
  token: `${who.person}-${when}`, text, value: text, ...who, at: when, doubtful: false, replaced: "", reason: null, shown: false, ...more,
});

const item = (id: string, what: string, kind: [string, string], record: [string, string], field: [string, string] | null, sentence: string, versions: FieldVersion[]): ToSettle => ({
  id, what, kind: kind[0], kind_label: kind[1], record: record[0], title: record[1], field: field?.[0] ?? null, field_label: field?.[1] ?? null, sentence,
  versions: versions.length, people: [...new Set(versions.map((v) => v.person))], at: Math.max(0, ...versions.map((v) => v.at)),
});

const practice: [string, string] = ["practice", "Practice"];
const person: [string, string] = ["person", "Person"];
const words = (text: string): { text: string; differs: boolean }[] =>
  text.split(/(\[[^\]]*\])/).filter(Boolean).map((t) => (t.startsWith("[") ? { text: t.slice(1, -1), differs: true } : { text: t, differs: false }));
const plain = (text: string): string => text.replace(/[[\]]/g, "");

// A long note that two people wrote on at once: what differs stands in square brackets.
const paragraphs: [string, string][] = [
  ["Visited in September with the locality lead.", "Visited in September with the locality lead."],
  ["Hosts [two] student nurses from the university, and would take a paramedic student [from January].", "Hosts [three] student nurses from the university, and would take a paramedic student [once the treatment room is ready]."],
  ["", "The practice manager leaves in March; the deputy is the contact from then on."],
  ["Asks for help with the learning environment approval, which runs out in May.", "Asks for help with the learning environment approval, which runs out in May."],
];
const side = (i: 0 | 1): string => paragraphs.map((p) => plain(p[i])).filter(Boolean).join("\n\n");

function pages(): SettlePage[] {
  const page = (base: Omit<ToSettle, "versions" | "people" | "at">, versions: FieldVersion[], more: Partial<SettlePage> = {}): SettlePage => ({
    item: item(base.id, base.what, [base.kind, base.kind_label], [base.record, base.title], base.field ? [base.field, base.field_label ?? ""] : null, base.sentence, versions),
    versions, paragraphs: [], joined: null, can_keep_both: false, can_write: true, ...more,
  });
  const of = (id: string, what: string, kind: [string, string], record: [string, string], field: [string, string] | null, sentence: string): Omit<ToSettle, "versions" | "people" | "at"> =>
    ({ id, what, kind: kind[0], kind_label: kind[1], record: record[0], title: record[1], field: field?.[0] ?? null, field_label: field?.[1] ?? null, sentence });
  const sizes = [8, 9, 10, 11, 12].map((n) => page(
    of(`s-size-${n}`, "field", practice, [`practice-${n}`, ["Cedar Road Surgery", "Chapel Road Surgery", "Church Road Surgery", "Clover Road Surgery", "Combe Road Surgery"][n - 8] ?? ""], ["list_size", "List size"],
      "Eleanor and Sam wrote different list sizes without having seen each other’s."),
    [version(me, "7,508", at(20, 9, n), { value: 7508, replaced: "7,412", shown: true }), version(sam, "7,491", at(12, 9, n), { value: 7491, replaced: "7,412", doubtful: true })]));
  return [
    page(of("s-tel", "field", practice, ["practice-0", "Abbey Road Surgery"], ["telephone", "Telephone"], "Eleanor and Priya wrote different numbers without having seen each other’s."), [
      version(priya, "01632 960118", at(20, 16, 5), { replaced: "01632 960000", shown: true, reason: "From the practice’s website" }),
      version(me, "01632 960181", at(20, 14, 32), { replaced: "01632 960000" }),
    ]),
    page(of("s-notes", "field", practice, ["practice-5", "Brook Road Surgery"], ["notes", "Notes"], "Priya and Eleanor both wrote on this text."), [
      version(priya, side(0), at(20, 16, 9), { replaced: "Visited in September.", shown: true }),
      version(me, side(1), at(19, 11, 2), { replaced: "Visited in September." }),
    ], { can_keep_both: true, paragraphs: paragraphs.map(([a, b]) => ({ first: a ? words(a) : [], second: b ? words(b) : [], same: a === b })) }),
    page(of("s-joined", "field", practice, ["practice-21", "Hawthorn Road Surgery"], ["notes", "Notes"], "Sam and Priya wrote on different parts of this text. Both parts were joined: please read the result."), [
      version(priya, "Open on Saturdays since April.\n\nParking behind the building.", at(18, 10), { shown: true, replaced: "Parking behind the building." }),
      version(sam, "Parking behind the building.\n\nThe second nurse starts in January.", at(12, 10, 20), { replaced: "Parking behind the building." }),
    ], { can_keep_both: true, joined: "Open on Saturdays since April.\n\nParking behind the building.\n\nThe second nurse starts in January." }),
    page(of("s-removed", "removed", person, ["person-7", "Hannah O’Neill"], null, "Priya removed this person; Eleanor, who had not seen that, wrote a new role."), [
      version(me, "Kept, with Role: Clinical lead", at(20, 11, 40), { replaced: "Role: Clinical director", shown: true }),
      version(priya, "Removed", at(20, 16, 12), { replaced: "", reason: "Has left the practice" }),
    ], { can_write: false }),
    page(of("s-same", "same", person, ["person-10", "Kwame Mensah"], null, "There are two people called Kwame Mensah with the same e-mail address."), [
      version(me, "Name: Kwame Mensah\nRole: Nurse", at(10, 9), { shown: true, token: "person-10" }),
      version(sam, "Name: Kwame Mensah\nRole: Practice nurse\nWorks at: Abbey Road Surgery", at(11, 9), { shown: true, token: "person-10b" }),
    ], { can_write: false, can_keep_both: true }),
    ...sizes,
    page(of("s-date", "field", practice, ["practice-30", "Market Road Surgery"], ["closed", "Closed"], "Eleanor, Priya and Sam wrote three different days."), [
      version(priya, "31/03/2026", at(19, 9), { value: "2026-03-31", shown: true }), version(me, "01/04/2026", at(18, 9), { value: "2026-04-01" }),
      version(sam, "Not filled in", at(12, 9), { value: null, doubtful: true, replaced: "31/12/2025" }),
    ]),
    page(of("s-signed", "signed", ["return", "Return"], ["return-0", "KPI return April to September 2025"], null, "Sam edited KPI 8 without having seen that the return was signed off. The signed version stands as it was."), [
      version(sam, "KPI 8, Narrative: “Uptake grew in all localities …”", at(12, 10), { replaced: "“Uptake grew …”" }),
    ], { can_write: false }),
    page(of("s-twice", "twice", ["@writer", "Laptop"], ["writer-1", "Sam’s laptop"], null, "The edits of Sam’s laptop go two ways from number 96 on: the laptop was copied or put back, and both were used."), [
      version(sam, "", at(2, 11)), version(sam, "", at(3, 9), { laptop: "Sam’s old laptop" }),
    ], { can_write: false }),
  ];
}

type Names = "to_settle" | "settle_page" | "settle" | "settle_many" | "merge_records";
type Handlers = { [N in Names]: (r: Commands[N]["request"]) => Promise<Commands[N]["reply"]> | Commands[N]["reply"] };

export function settling(world: () => World, none: boolean): Handlers & { count: () => number; marked: (record: string) => string[]; versionsOf: (record: string, field: string) => number } {
  let left = none ? [] : pages();
  const done = (ids: string[], label: string, reasons: string[] = []): Commands["settle"]["reply"] => {
    left = left.filter((p) => !ids.includes(p.item.id));
    const change = world().wrote(label, ids.length);
    return { saved: { id: ids[0] ?? "", change, touched: [], generation: world().generation() }, settled: ids.length, left: reasons, to_settle: left.length };
  };
  return {
    count: () => left.length,
    marked: (record) => left.filter((p) => p.item.record === record && p.item.what === "field").map((p) => p.item.field ?? ""),
    versionsOf: (record, field) => left.find((p) => p.item.record === record && p.item.field === field)?.versions.length ?? 1,
    to_settle: (r) => left.map((p) => p.item).filter((i) => !r.record || i.record === r.record),
    settle_page: (r) => left.find((p) => p.item.id === r.id) ?? fault("settled_already", "This was settled already.", "Go back to the list."),
    settle: (r) => {
      const page = left.find((p) => p.item.id === r.id) ?? fault("settled_already", "This was settled already.");
      if (r.choice === "write" && page.item.field === "telephone" && String(r.value).length > 20) {
        fault("save_refused", "Nothing was saved.", "", [{ field: "telephone", message: "Telephone must be 20 characters or fewer" }]);
      }
      return done([r.id], `${page.item.title}, ${page.item.field_label ?? page.item.kind_label} settled`);
    },
    settle_many: (r) => {
      const fits = (p: SettlePage): boolean => r.ids.includes(p.item.id) && (r.choice !== "person" || p.item.people.includes(r.person ?? ""));
      const ids = left.filter(fits).map((p) => p.item.id);
      const rest = left.filter((p) => r.ids.includes(p.item.id) && !fits(p)).map((p) => `${p.item.title}: ${r.person} wrote no version of it.`);
      return done(ids, `${ids.length} things settled`, rest);
    },
    merge_records: (r) => ({ id: r.keep, change: world().wrote("Two records made one", 1), touched: [], generation: world().generation() }),
  };
}
