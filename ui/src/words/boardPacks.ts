// Texts of the packs of a meeting, of the register of interests and of the other packs.
import type { CopyWords } from "../logic/meetings";
import { counted } from "../logic/numbers";

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
    kept: "Without the papers that were kept from them",
    without: (titles: string) => `Without the papers for: ${titles}`,
  } satisfies CopyWords,
  papersHow: "How do the papers come along?",
  papers: { listed: "Listed by name", read: "To read: their pages, in the order of the agenda (PDF)", filed: "To keep: their files, attached (PDF)" },
  all: "Make all copies",
  allText: "A folder with every copy as PDF, and a list of who gets which.",
  allDone: (files: number, folder: string) => `${counted(files, "copy was", "copies were")} written to ${folder}, with the list of who gets which.`,
  copy: "Copy",
  fileOf: "File",
  whichVersion: "Which version?",
  now: "As it is now, not issued",
  issued: (version: number, on: string, by: string) => `Version ${version}, issued on ${on} by ${by}`,
  alike: (version: string, code: string) => `${version} (check code ${code})`,
  version: (version: number) => `version ${version}`,
  wentOut: (version: number, on: string, by: string) => `Version ${version} was issued on ${on} by ${by}. It stands still: what has changed since goes into version ${version + 1}.`,
  news: (version: number) => `New in version ${version}`,
  notOut: "Nothing was issued yet: this is how it is now.",
  nowText: "This is how it is now. What is new in it goes out as the next version.",
  issue: (version: number) => `Issue as version ${version}`,
  issueText: "Issuing keeps the pack as it is now. Its copies can be written again on any day, and it can be signed off.",
  notHere: "What this version was made from has not come to this laptop yet. Bring in a file from a colleague who has it.",
  erased: "This version held a person whose data was erased since, so its content is gone. That it was issued and signed stays.",
  thisVersion: (version: number) => `version ${version}`,
  signOff: (pack: string, version: number) => `Sign-off: ${pack}, version ${version}`,
  /** `copy` is the words for a copy that is not the usual one. */
  file: (pack: string, board: string, day: string, copy: string) => `${pack} ${board}, ${day}${copy && ` (${copy})`}`,
  publicFile: "public",
};

export const packParts = {
  title: "Parts of the pack",
  text: "These parts stand in the pack from now on, in this order. What was issued stays as it is.",
  ways: { up: "Up", down: "Down" },
  up: (part: string) => `Up: ${part}`,
  down: (part: string) => `Down: ${part}`,
  save: "Save parts",
  saved: "The parts of the pack were saved.",
};

export const registerPack = {
  whose: "Which board?",
  all: "All boards and groups",
  issue: "Issue the register under Packs",
  file: (board: string, isPublic: boolean) => `Register of interests${board ? ` ${board}` : ""}${isPublic ? " (public)" : ""}`,
};

export const otherPacks = {
  meetings: "Board packs and minutes",
  meetingsText: "They are made on the page of the meeting.",
  allMeetings: "All meetings",
  others: "Registers, reports and strategy",
  titles: { interests: "Register of interests", engagement: "Stakeholder engagement report", strategy: "Training hub strategy" },
  texts: {
    interests: "What members of your boards and groups declared, and how it is managed.",
    engagement: "Where stakeholders stand, and the contacts of this financial year so far.",
    strategy: "The strategy as far as your records carry it.",
  },
  file: (title: string, board: string, which: string) => `${title}${board && ` ${board}`}${which && ` (${which})`}`,
};

export const passport = {
  title: "Practice passport",
  back: "To the practice",
  take: "To take along",
  copies: [
    ["members", "Our own copy", "All of it, people and contacts too"],
    ["public", "Public copy", "Without people, contacts and declarations"],
  ],
  file: (practice: string) => `Passport ${practice}`,
} as const;
