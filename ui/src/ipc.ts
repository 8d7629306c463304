// The only file that talks to the shell. Everything else asks here, so tests and the preview can stand in for it.
import { invoke } from "@tauri-apps/api/core";
import { listen } from "@tauri-apps/api/event";
import type { Commands } from "../bindings/Commands";
import type { MailDraft } from "../bindings/MailDraft";
import { underway } from "./underway.svelte";

/** A file that a person chose in a dialog or dropped on the window. Its path never comes here. */
export interface ChosenFile {
  ticket: string;
  name: string;
}

/** How far a long piece of work is. */
export interface Progress {
  job: string;
  /** Of the call. */
  number: number;
  done: number;
  total: number;
  what: string;
}

/** What a file is chosen for; the shell takes the title of the dialog and the endings from it. */
export type Purpose =
  | "hub-open" | "hub-create" | "import" | "import-rejected" | "pack" | "pack-copies" | "form" | "pack-verify" | "table" | "share" | "bring-in" | "join"
  | "copy-write" | "copy-restore" | "shared-folder" | "calendar" | "everything" | "attach" | "attached-copy" | "mail-draft" | "words";

/** Asks the core. A rejection is a `Fault`. */
export function call<N extends keyof Commands>(name: N, request: Commands[N]["request"]): Promise<Commands[N]["reply"]> {
  return underway.run(name, (number) => invoke("call", { name, request, number }));
}

/** Opens the system's file dialog; `null` when the person cancelled. */
export function chooseFile(purpose: Purpose, name = ""): Promise<ChosenFile | null> {
  return invoke("choose_file", { purpose, name });
}

/** As [`chooseFile`], for several files at once; empty when the person cancelled. */
export function chooseFiles(purpose: Purpose): Promise<ChosenFile[]> {
  return invoke("choose_files", { purpose });
}

/** Opens a file that was just written, or shows it in its folder. */
export function openMade(ticket: string, how: "open" | "folder"): Promise<void> {
  return invoke("open_made", { ticket, how });
}

/** Hands a draft of an e-mail to the mail program. Nothing is sent. */
export function openMail(draft: MailDraft): Promise<void> {
  return invoke("open_mail", { draft });
}

/** Asks one call to stop; nothing half-done stays. */
export function cancelWork(number: number): Promise<void> {
  return invoke("cancel", { number });
}

/** How large everything in the window is; 1 is the usual size. */
export function setZoom(value: number): Promise<void> {
  return invoke("plugin:webview|set_webview_zoom", { value });
}

/** Says once that the first usable screen is painted. */
export function ready(): Promise<void> {
  return invoke("ready");
}

/** Follows long work; the reply stops following. */
export function onProgress(listener: (progress: Progress) => void): Promise<() => void> {
  return listen<Progress>("progress", (event) => listener(event.payload));
}

/** Hears of files dropped on the window; the reply stops hearing. */
export function onFilesDropped(listener: (file: ChosenFile) => void): Promise<() => void> {
  return listen<ChosenFile>("files-dropped", (event) => listener(event.payload));
}
