// Files that were dropped on the window or that Hubfolio was opened with: they wait here until the page for them takes
// them. Nothing is brought in by dropping: every page shows first what a file would do.
import type { ChosenFile } from "./ipc";
import { isForColleagues } from "./logic/sharing";
import { place } from "./place.svelte";
import { session } from "./session.svelte";
import { words } from "./words";

let sheet = $state.raw<ChosenFile | null>(null);
let shared = $state.raw<ChosenFile[]>([]);
let pdf = $state.raw<ChosenFile | null>(null);
/** The page of a record keeps what is dropped on it. */
let keeper: ((file: ChosenFile) => void) | null = null;
/** Files that arrived before it was known whether there is a hub file. */
let early: ChosenFile[] = [];

export const dropped = {
  /** A spreadsheet. */
  get file(): ChosenFile | null {
    return sheet;
  },
  /** Files for colleagues; they come one by one, and are one preview. */
  get shared(): ChosenFile[] {
    return shared;
  },
  /** A PDF to check. */
  get pdf(): ChosenFile | null {
    return pdf;
  },
  take(file: ChosenFile): void {
    if (session.phase === "starting") {
      early = [...early, file];
    } else if (isForColleagues(file.name)) {
      takeShared(file);
    } else if (session.phase === "ready" && !keeper && /\.pdf$/i.test(file.name)) {
      pdf = file;
      place.go({ page: "packs" });
    } else if (session.phase === "ready") {
      if (keeper) keeper(file);
      else takeSheet(file);
    } else {
      session.say({ text: words.hubFirst(file.name), bad: true });
    }
  },
  /** From now on a page keeps what is dropped; the reply ends that. */
  keep(take: (file: ChosenFile) => void): () => void {
    keeper = take;
    return () => {
      if (keeper === take) keeper = null;
    };
  },
  /** Takes what arrived early. */
  wake(): void {
    const files = early;
    early = [];
    for (const file of files) this.take(file);
  },
  done(): void {
    sheet = null;
  },
  pdfDone(): void {
    pdf = null;
  },
  sharedDone(): void {
    shared = [];
  },
};

/** Before there is a hub file, the first page takes it: it may be the file to join with. */
function takeShared(file: ChosenFile): void {
  if (session.phase === "ready" && session.readOnly) {
    session.say({ text: words.team.readOnly, bad: true });
    return;
  }
  shared = [...shared, file];
  if (session.phase === "ready") place.go({ page: "bring-in" });
}

function takeSheet(file: ChosenFile): void {
  if (!/\.(csv|xlsx|xlsm|xls|ods|txt|tsv)$/i.test(file.name)) {
    session.say({ text: words.wrongFile(file.name), bad: true });
    return;
  }
  sheet = file;
  place.go({ page: "import", mapping: "" });
}
