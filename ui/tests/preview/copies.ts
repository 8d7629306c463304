// Copies from another team and for one, invented. The Dene hub is admitted; a file whose name has "unknown" in it comes
// from a team that nobody has admitted yet.
import type { Commands } from "../../bindings/Commands";
import type { CommentInfo } from "../../bindings/CommentInfo";
import type { CopyInfo } from "../../bindings/CopyInfo";
import type { FileEntry } from "../../bindings/FileEntry";
import type { CopyPage } from "../../bindings/CopyPage";
import type { CopySection } from "../../bindings/CopySection";
import type { PartnerInfo } from "../../bindings/PartnerInfo";
import { fault, type World } from "./world";

const six = "copper lantern meadow pilot ribbon walnut";
const code = "basket copper daisy engine fiddle garden";

const sections: CopySection[] = [
  { heading: "About this return", columns: ["What", "Value"], rows: [["Hub", "Dene Training Hub"], ["Period", "April to September 2025"]] },
  { heading: "Answers", columns: ["KPI", "Indicator", "Figure", "Narrative"],
    rows: [["1", "Planning support", "18 of 19, 94.7%", "Visits to all but one network."], ["8", "Library services", "3 of 19, 15.8%", "Two sessions were held."]] },
];

type Names = "copy_preview" | "copy_send" | "copy_look" | "copy_take" | "partners" | "partner_admit" | "partner_block" | "copy_page" | "copy_say"
  | "comments_send" | "comments_on";
type Handlers = { [N in Names]: (r: Commands[N]["request"]) => Promise<Commands[N]["reply"]> | Commands[N]["reply"] };

export function copies(world: World): Handlers {
  const info = (id: string, version: string): CopyInfo => ({
    id, title: "KPI return of Dene Training Hub, April to September 2025", version, partner: "Dene Training Hub", sent_by: "Sam Okafor (Sam’s laptop)",
    as_at: "2025-09-30", comments: 0,
  });
  const partners: PartnerInfo[] = [{ id: "partner-1", name: "Dene Training Hub", standing: "admitted", laptops: 2, copies: 2 }];
  const taken: CopyInfo[] = [info("copy-2", "Revision 2, not signed off"), info("copy-1", "Revision 1, not signed off")];
  const ours: CommentInfo[] = [];
  const theirs: CommentInfo[] = [{ id: "said-1", ours: false, partner: "Midlands Region", title: "KPI return, April to September 2025", version: "Revision 1",
    kind: "return", subject: "return-1", person: "Rita Regan", day: "2025-11-12", text: "Figure 8 looks low. Why?" }];
  const page = (id: string): CopyPage => ({
    info: taken.find((c) => c.id === id) ?? fault("no_record", "There is no such copy."), sections, state: "intact", check_code: code,
    versions: taken.filter((c) => c.id !== id), comments: ours,
  });
  const refused: FileEntry[] = [];
  const now = (): Commands["partners"]["reply"] => ({ partners, copies: taken, comments: theirs, refused });
  const sent = (file: string, how: Commands["copy_send"]["request"]["how"], bytes: number): Commands["copy_send"]["reply"] => ({
    file, bytes, words: how.protection === "words" ? six : null, reader: how.protection === "words" || how.protection === "none" ? null : "Dene Training Hub",
  });
  return {
    copy_preview: (r) => ({
      title: "record" in r ? "KPI return, April to September 2025" : "Practices", version: "record" in r ? "Revision 1, not signed off" : "As at 22 November 2026",
      file_name: "Dene-and-Vale_2026-11-22_0945_Hub-laptop-1_0044.hubx", sections, personal: "record" in r ? ["22 texts that people wrote freely, such as notes"] : [],
      kept_back: "record" in r ? [] : ["1 record that is kept to your team"], may_be_open: "list" in r, partners: partners.filter((p) => p.standing === "admitted"),
    }),
    copy_send: async (r) => { await world.longWork("share", "Records"); return sent(r.file, r.how, 12_400); },
    copy_look: (r) => {
      if (/words/.test(r.file) && r.words !== six) fault(r.words ? "words_wrong" : "words_needed", "This file is protected by words. Your data was not changed.", "Ask for the six words.");
      if (/damaged/.test(r.file)) fault("file_damaged", "This file is damaged or was changed on the way. Your data was not changed.", "Ask for the file again.");
      const unknown = /unknown/.test(r.file) && !partners.some((p) => p.name === "Vale Training Hub");
      if (unknown) refused.unshift({ name: r.file, at: Date.now(), what: "refused", text: "Nobody here has admitted Vale Training Hub. Telephone Sam Okafor, compare the check code, and admit the team." });
      return { file: r.file, team: unknown ? "Vale Training Hub" : "Dene Training Hub", laptop: "Sam’s laptop", person: "Sam Okafor", key: "key-1", check_code: code,
        standing: unknown ? "unknown" : "admitted", made: Date.UTC(2026, 10, 21, 17, 40), what: "copy", title: taken[0]?.title ?? "", version: "Revision 3",
        parts: [["About this return", 8], ["Answers", 22]], known: false };
    },
    copy_take: () => {
      taken.unshift(info("copy-3", "Revision 3"));
      refused.length = 0;
      world.wrote("Copy taken in", 9);
      return { id: "copy-3", new: 1, text: "A copy from Dene Training Hub came in: Revision 3." };
    },
    partners: now,
    partner_admit: () => { partners.push({ id: "partner-2", name: "Vale Training Hub", standing: "admitted", laptops: 1, copies: 0 }); world.wrote("Team admitted", 6); return now(); },
    partner_block: (r) => { const one = partners.find((p) => p.id === r.id); if (one) one.standing = "blocked"; world.wrote("Team blocked", 2); return now(); },
    copy_page: (r) => page(r.id),
    copy_say: (r) => {
      const about = page(r.id).info;
      ours.push({ id: `mine-${ours.length}`, ours: true, partner: about.partner, title: about.title, version: about.version, kind: "return", subject: "x", person: "Eleanor Whitfield",
        day: "2026-11-22", text: r.text });
      world.wrote("Comment added", 11);
      return page(r.id);
    },
    comments_send: (r) => sent(r.file, r.how, 2_100),
    comments_on: (r) => (r.kind === "return" ? theirs : []),
  };
}
