// What colleagues’ edits ask for, wherever a person is: read at the start, unlike the texts of the pages about it.
import { counted, inThousands } from "../logic/numbers";

const n = inThousands;

export const team = {
  title: "With your colleagues",
  toSettle: (count: number) => `${n(count)} to settle`,
  toSettleLong: (count: number) => counted(count, "thing has two versions to settle", "things have two versions to settle"),
  filesWaiting: (count: number) => counted(count, "file waiting", "files waiting"),
  filesWaitingLong: (count: number) => counted(count, "file from colleagues waits in the shared folder", "files from colleagues wait in the shared folder"),
  laptops: (count: number) => counted(count, "laptop waits to be admitted", "laptops wait to be admitted"),
  waitingHere: "This laptop waits to be admitted by a colleague",
  unsent: (count: number) => `${counted(count, "edit", "edits")} made here ${count === 1 ? "has" : "have"} not been sent to colleagues`,
  settle: "Settle",
  bringIn: "Bring in",
  compare: "Compare and admit",
  see: "See check code",
  send: "Send",
  folderWaiting: "Left for you to look at, since they need a decision",
  folderRefused: "Could not be read",
  folderAtStart: "Hubfolio went through the shared folder",
  undo: "Undo bringing in",
  undone: "Bringing in was undone",
  readOnly: "Nothing can be brought in while Hubfolio is open on this hub file in another window.",
  unchanged: "Your data was not changed.",
};

/** Of one thing, written by colleagues who had not seen each other’s. */
export const versions = {
  what: {
    field: "Two versions", removed: "Removed and edited", same: "Same record twice", missing: "Points to something missing", signed: "Late edit after sign-off",
    rule: "Does not fit", twice: "Edits made twice",
  } as Record<string, string>,
  inList: "Two versions to settle:",
  mark: (count: number) => `${n(count)} versions to settle`,
  markOf: (label: string) => `of ${label}`,
  banner: "To settle in this record",
  bannerPage: "To settle in what this page shows",
  bannerMore: (count: number) => `${counted(count, "more thing", "more things")} to settle`,
};
