// The team's laptops and the files between them, invented. Answers the commands of sharing and of copies.
import type { Commands } from "../../bindings/Commands";
import type { LaptopLost } from "../../bindings/LaptopLost";
import type { SharePreview } from "../../bindings/SharePreview";
import type { SharingPage } from "../../bindings/SharingPage";
import type { TeamLaptop } from "../../bindings/TeamLaptop";
import { fault, type World } from "./world";

const at = (day: number, hour: number, minute = 0): number => Date.UTC(2026, 10, day, hour, minute);

const laptop = (key: string, name: string, person: string | null, more: Partial<TeamLaptop>): TeamLaptop => ({
  key, name, person, state: "admitted", check_code: "", edits: 0, held: 0, last_edit: null, behind: 0, notes: [], ...more,
});

export const waitingLaptop = laptop("l-kwame", "Kwame’s laptop", "Kwame Mensah", {
  state: "waiting", check_code: "amber canal maple seven orbit tulip", edits: 0, held: 6, last_edit: at(21, 9, 12), behind: null,
});

const invited = "acorn bridge candle forest puzzle summer";
const six = "copper lantern meadow pilot ribbon walnut";

function page(): SharingPage {
  return {
    this: laptop("l-eleanor", "Hub laptop 1", "Eleanor Whitfield", { state: "this", check_code: "birch dragon falcon marble ocean velvet", edits: 1534, last_edit: at(20, 14, 32) }),
    others: [
      waitingLaptop,
      laptop("l-priya", "Priya’s laptop", "Priya Nair", { check_code: "cedar engine garden harbour lemon stone", edits: 412, last_edit: at(20, 16, 5), behind: 3 }),
      laptop("l-sam", "Sam’s laptop", "Sam Okafor", { check_code: "button camel fabric ginger kettle window", edits: 187, last_edit: at(12, 10, 40), behind: 61,
        notes: ["Its clock is 2 hours ahead of the others; dates of its edits are uncertain."] }),
      laptop("l-sam-old", "Sam’s old laptop", "Sam Okafor", { state: "blocked", check_code: "anchor basket desert island pepper saddle", edits: 96, held: 2, last_edit: at(2, 11, 0), behind: null }),
    ],
    unsent: 23, last_sent: at(18, 12, 15), waiting: ["3 edits from Sam wait for an earlier file. Ask Sam or Priya for it."],
    invitations: [{ id: "inv-1", person: "Dilys Morgan", made_on: "2026-11-19", until: "2026-12-03" }],
    to_settle: 0, folder: { name: "Training hub – shared", reachable: true, new_files: 2, last_put: at(18, 12, 15),
      unreadable: [{ name: "Dene-and-Vale_2026-11-17_0840_Sams-laptop_0017 (1).hubx", reason: "The file is damaged: it was cut short on the way. Your data was not changed." }] },
    papers: [{ kind: "return_revision", kind_label: "Submitted revision", id: "revision-0", title: "National KPIs, October 2024 to March 2025, 1",
      text: "Paper not here yet: ask Sam Okafor (Sam’s laptop) or Priya Nair (Priya’s laptop)." }],
    by_itself: false, last_copy: at(6, 17, 30), has_recovery: false,
    files: [
      { name: "Dene-and-Vale_2026-11-20_1610_Priyas-laptop_0031.hubx", at: at(20, 16, 20), what: "in", text: "14 edits from Priya Nair came in." },
      { name: "Dene-and-Vale_2026-11-19_0902_Sams-laptop_0018.hubx", at: at(19, 9, 30), what: "refused", text: "The file is damaged: it was cut short on the way. Your data was not changed." },
      { name: "Dene-and-Vale_2026-11-18_1215_Hub-laptop-1_0042.hubx", at: at(18, 12, 15), what: "sent", text: "31 edits, for the laptops of Priya Nair and Sam Okafor." },
    ],
  };
}

function alone(): SharingPage {
  return { ...page(), others: [], unsent: 4, last_sent: null, waiting: [], invitations: [], folder: null, last_copy: null, files: [], papers: [] };
}

const sent: SharePreview = {
  file_name: "Dene-and-Vale_2026-11-22_0945_Hub-laptop-1_0043.hubx", edits: 23, records: [["Practices", 9], ["People", 6], ["Coverage marks", 5], ["Returns", 1]],
  personal: ["Names and work e-mail addresses of 6 people.", "Telephone numbers of 2 people."],
  readers: ["Priya’s laptop (Priya Nair)", "Sam’s laptop (Sam Okafor)"], may_be_open: false, files: 2, files_bytes: 1_240_000, parts: 1,
};

function heldBy(one: TeamLaptop): LaptopLost {
  return {
    lines: ["On 18 November 2026 its hub file held everything that is on this laptop but 3 edits.",
      "1 file for colleagues was made here since. If it reached that laptop, it holds those edits too.",
      `The last file it sent that came in here is Dene-and-Vale_${one.key}_0017.hubx, on 12 November 2026.`, "Its newest edit here is of 12 November 2026.",
      "Whoever has the laptop and its password can read the hub file on it. Tell your information governance lead."],
    records: [["Practices", 118], ["People", 12]], personal: ["11 people: names and what is noted of them", "4 texts that people wrote freely, such as notes"],
  };
}

type Names = "sharing" | "sharing_settings" | "share_preview" | "share_write" | "invite" | "laptop_admit" | "laptop_block" | "laptop_held" | "folder_exchange" | "folder_files"
  | "recovery_words" | "words_save" | "recover" | "copy_write" | "copy_restore";
type Handlers = { [N in Names]: (r: Commands[N]["request"]) => Promise<Commands[N]["reply"]> | Commands[N]["reply"] };

export function sharing(world: World): Handlers & { page: () => SharingPage } {
  const team = world.params.get("team") === "alone" ? alone() : page();
  const now = (): SharingPage => ({ ...team, to_settle: world.toSettle() });
  const other = (key: string): TeamLaptop => team.others.find((l) => l.key === key) ?? fault("laptop_unknown", "There is no such laptop in the team.");
  return {
    page: now,
    sharing: () => (world.params.get("lost") === "sharing" ? fault("file_unreadable", "The hub file could not be read.", "Check that its disk is still there.") : now()),
    sharing_settings: (r) => {
      if (r.by_itself !== null) team.by_itself = r.by_itself;
      if (r.folder === "") team.folder = null;
      else if (r.folder !== null) team.folder = { name: r.folder, reachable: true, new_files: 0, unreadable: [], last_put: null };
      return now();
    },
    share_preview: (r) => ({
      ...sent,
      ...(r.everything || r.invitation ? { edits: 2229, records: [["Practices", 119], ["PCNs", 19], ["People", 12], ["Coverage marks", 117], ["Returns", 1]] as [string, number][] } : team.unsent === 0 ? { edits: 0, records: [], personal: [] } : {}),
      ...(r.without_files ? { files: 0, files_bytes: 0 } : {}),
      ...(world.params.get("parts") ? { parts: 3 } : {}),
      ...(world.params.get("open") ? { personal: [], may_be_open: true } : {}),
      readers: r.protection === "colleagues" ? (team.others.length ? sent.readers : []) : r.protection === "words" ? ["Anyone who has the file and its six words"] : ["Anyone who has the file"],
    }),
    share_write: async (r) => {
      if (r.share.invitation && r.share.words !== invited) {
        fault("invitation_words", "These are not the six words of the invitation for Dilys Morgan. No file was written.", "Check each word, or make a new invitation.",
          [{ field: "words", message: "These are not the six words of the invitation for Dilys Morgan. No file was written." }]);
      }
      if (r.share.words !== null && r.share.words.length < 12) fault("words_weak", "No file was written: the words are too easy to guess.", "Use six words, or let Hubfolio make them up.", [{ field: "words", message: "Use at least six words that do not belong together." }]);
      await world.longWork("share", "Edits");
      const edits = r.share.everything ? 2229 : team.unsent;
      team.unsent = 0;
      team.last_sent = Date.now();
      team.files.unshift({ name: r.file, at: Date.now(), what: "sent", text: `${edits} edits.` });
      return { file: r.file, bytes: r.share.everything ? 412_000 : 18_400, edits, words: r.share.invitation ? invited : r.share.protection === "words" ? (r.share.words ?? six) : null };
    },
    invite: (r) => {
      if (!r.person.trim()) fault("person_missing", "Nobody was invited.", "", [{ field: "person", message: "Enter a name" }]);
      const id = `inv-${team.invitations.length + 1}`;
      team.invitations.push({ id, person: r.person, made_on: "2026-11-22", until: "2026-12-06" });
      return { id, person: r.person, words: invited, until: "2026-12-06" };
    },
    laptop_admit: (r) => {
      const one = other(r.key);
      Object.assign(one, { state: "admitted", edits: one.edits + one.held, held: 0 });
      world.wrote(`${one.name} admitted`, 1);
      return now();
    },
    laptop_block: (r) => {
      const one = other(r.key);
      one.state = "blocked";
      world.wrote(`${one.name} blocked`, 1);
      const lost = heldBy(one);
      return { ...lost, lines: [`${one.name} is blocked. Its edits until now count; later ones are held. Send a file to your colleagues so that their laptops block it too.`, ...lost.lines] };
    },
    laptop_held: (r) => heldBy(other(r.key)),
    folder_files: () => Array.from({ length: team.folder?.new_files ?? 0 }, (_, i) => ({
      file: `Dene-and-Vale_2026-11-2${i}_1740_Priyas-laptop_003${i}.hubx`, name: `Dene-and-Vale_2026-11-2${i}_1740_Priyas-laptop_003${i}.hubx`, bytes: 48_000 + i, at: at(20, 17, 40 + i) })),
    folder_exchange: async () => {
      await world.longWork("folder", "Files");
      if (team.folder) Object.assign(team.folder, { new_files: 1, last_put: Date.now() });
      team.unsent = 0;
      return { put: "Dene-and-Vale_2026-11-22_0945_Hub-laptop-1_0043.hubx", brought_in: [{ summary: "14 edits from Priya Nair came in.", edits: 14, to_settle: 0, waiting: 0, arrival: 12 }],
        waiting: ["Dene-and-Vale_2026-11-21_1802_Sams-laptop_0019.hubx"], refused: ["old-copy.hubx: made by a newer version of Hubfolio. Update this laptop first."] };
    },
    recovery_words: () => { team.has_recovery = true; return { words: "atlas bonnet carrot donkey elbow feather goblet hazel igloo jacket kitten ladder" }; },
    words_save: (r) => ({ file: r.file, name: r.file, bytes: 80 }),
    recover: (r) => (r.words.trim().split(/\s+/).length === 12 ? now() : fault("words_wrong", "These are not the recovery words of this hub. Nothing was altered.", "Check each word against the printed page.")),
    copy_write: async (r) => { await world.longWork("copy", "Pages"); team.last_copy = Date.now(); team.copies_folder = "Backups"; const file = r.file ?? "Dene and Vale 2026-11-22.hubfolio"; return { file, made: file, bytes: 2_480_000 }; },
    copy_restore: (r) => {
      if (/wrong/.test(r.file)) fault("not_a_hub_file", `${r.file} is not a copy of a hub file. Your hub file was not changed.`, "Choose another file.");
      return world.status();
    },
  };
}
