// Files on records, invented: the first practice has some, one of them not come yet.
import type { AttachmentInfo } from "../../bindings/AttachmentInfo";
import type { Commands } from "../../bindings/Commands";
import { fault, type World } from "./world";

type Names = "attach" | "attachments" | "attachment_open" | "attachment_save";
type Handlers = { [N in Names]: (r: Commands[N]["request"]) => Commands[N]["reply"] } & { detach: (id: string) => boolean };

const here = { state: "here", text: "" };

export function attachments(world: World, person: () => string): Handlers {
  const made = (id: string, name: string, bytes: number, paper = here, opens = true): AttachmentInfo =>
    ({ id, name, bytes, who: "Eleanor Whitfield", at: Date.UTC(2026, 10, 18, 9, 5), paper, opens });
  const files = new Map<string, AttachmentInfo[]>([["practice/practice-0", [
    made("file-0", "Letter of approval, 2025.pdf", 182_400), made("file-1", "Room plan.dwg", 2_410_000, here, false),
    made("file-2", "Scan of the signed agreement with the university.pdf", 4_800_000, { state: "missing", text: "Paper not here yet: ask Sam Reeve (SAM-PC)." }),
  ]]]);
  const find = (id: string): AttachmentInfo => [...files.values()].flat().find((f) => f.id === id) ?? fault("no_record", "There is no such file.");
  return {
    attach: (r) => {
      if (/large/.test(r.file)) fault("file_too_large", "This file is larger than 50 MB, the most that can be attached. Nothing was changed.", "Make it smaller, or note where it is kept instead.");
      const key = `${r.kind}/${r.id}`;
      const change = world.wrote(`Add ${r.file}`, 5);
      files.set(key, [...(files.get(key) ?? []), { ...made(`file-${change}`, r.file, 96_000), who: person(), at: Date.now() }]);
      return { id: `file-${change}`, change, touched: [], generation: world.generation() };
    },
    attachments: (r) => files.get(`${r.kind}/${r.id}`) ?? [],
    attachment_open: (r) => ({ file: r.id, name: find(r.id).name, bytes: find(r.id).bytes }),
    attachment_save: (r) => ({ file: r.file, name: r.file, bytes: find(r.id).bytes }),
    detach: (id) => {
      for (const [key, list] of files) {
        if (list.some((f) => f.id === id)) {
          files.set(key, list.filter((f) => f.id !== id));
          return true;
        }
      }
      return false;
    },
  };
}
