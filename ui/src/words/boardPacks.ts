// Texts of the packs of a meeting and of the register of interests.
import type { CopyWords } from "../logic/meetings";

export const meetingPacks = {
  title: "Packs",
  which: "Which pack?",
  packs: { board: "Board pack", minutes: "Minutes" },
  noMinutes: "There are no minutes yet. Once the draft is finished, they can be exported here.",
  copies: {
    members: ["Members’ copy", "All of it, what is confidential too"],
    public: ["Public copy", "Without anything confidential"],
    closed: ["Closed session’s copy", "The closed session alone; the rest is in the members’ copy"],
    member: (name: string) => `${name}’s copy`,
    without: (titles: string) => `Without the papers for: ${titles}`,
  } satisfies CopyWords,
  /** `copy` is the words for a copy that is not the usual one. */
  file: (pack: string, board: string, day: string, copy: string) => `${pack} ${board}, ${day}${copy && ` (${copy})`}`,
  publicFile: "public",
};

export const registerPack = {
  whose: "Which board?",
  all: "All boards and groups",
  file: (board: string, isPublic: boolean) => `Register of interests${board ? ` ${board}` : ""}${isPublic ? " (public)" : ""}`,
};
