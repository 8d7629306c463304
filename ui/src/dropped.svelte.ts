// A file that was dropped on the window: it waits here until the import page takes it.
import type { ChosenFile } from "./ipc";
import { place } from "./place.svelte";
import { session } from "./session.svelte";
import { words } from "./words";

let waiting = $state.raw<ChosenFile | null>(null);

export const dropped = {
  get file(): ChosenFile | null {
    return waiting;
  },
  take(file: ChosenFile): void {
    if (session.phase !== "ready") return;
    if (!/\.(csv|xlsx|txt|tsv)$/i.test(file.name)) {
      session.say({ text: words.import.wrongFile(file.name), bad: true });
      return;
    }
    waiting = file;
    place.go({ page: "import", mapping: "" });
  },
  done(): void {
    waiting = null;
  },
};
