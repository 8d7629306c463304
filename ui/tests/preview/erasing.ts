// Erasures on a person's request, invented.
import type { Commands } from "../../bindings/Commands";
import type { ErasureInfo } from "../../bindings/ErasureInfo";
import { fault, type World } from "./world";

type Names = "erase_preview" | "erase" | "erasures";
type Handlers = { [N in Names]: (r: Commands[N]["request"]) => Commands[N]["reply"] };

const mentions = [{ kind: "practice", kind_label: "Practice", id: "practice-0", title: "Abbey Road Surgery" }];
const outOfReach = ["1 file for colleagues, sent on 18 November 2026", "1 copy of the hub file, made on 6 November 2026"];

export function erasing(world: World): Handlers {
  let list: ErasureInfo[] = [];
  return {
    erase_preview: (r) => {
      if (r.kind === "practice" && r.fields.length === 0) {
        fault("public_identity", "The whole practice: what identifies it everywhere is public and can't be erased. Nothing was erased.", "Name the fields that hold the personal data.");
      }
      return {
        title: "Priya Nair", goes: ["Person “Priya Nair”: the whole record.", "The content of one signed copy; its fingerprint stays."], values: 6, mentions, out_of_reach: outOfReach, two_people: true,
        stays: ["That a person was recorded here, and who edited it when: not what they wrote.", "That one copy was signed, by whom and when, and its fingerprint: it shows as “signed; content erased”.",
          "This erasure, with its ground, its case number and who approved it."],
      };
    },
    erase: (r) => {
      if (!r.approved_by) fault("second_person", "Nothing was erased: a second person has to approve it.", "Name the colleague who approved it.");
      const order: ErasureInfo = {
        id: world.wrote("Erasure on a person’s request", 6), day: "2026-11-22", what: ["Person 01963a2e-6a10-7cc0-9d3e-2f4bb1a90c11: the whole record."], ground: r.ground, case_number: r.case_number,
        proposed_by: "Eleanor Whitfield", approved_by: r.approved_by, alone: false, laptop: "Hub laptop 1", here: Date.now(), out_of_reach: outOfReach,
      };
      list = [order, ...list];
      return { summary: "6 values of 1 person were erased.", order, mentions };
    },
    erasures: () => list,
  };
}
