// What is open, and the one way to write: every edit refreshes the state that all pages look at.
import type { Fault } from "../bindings/Fault";
import type { KindInfo } from "../bindings/KindInfo";
import type { SharingPage } from "../bindings/SharingPage";
import type { Status } from "../bindings/Status";
import { call } from "./ipc";
import { asFault } from "./logic/faults";
import { words } from "./words";

/** A line at the foot of the window. It stays until closed or replaced. */
export interface Message {
  text: string;
  /** More lines, such as what an undo left alone. */
  lines?: string[];
  bad?: boolean;
  /** For "Copy details": the code and the words, nothing personal. */
  details?: string;
  /** A button: its words and what it does. */
  action?: { label: string; run: () => unknown };
}

class Session {
  phase = $state<"starting" | "first-run" | "ready" | "fault">("starting");
  status = $state.raw<Status | null>(null);
  kinds = $state.raw<KindInfo[]>([]);
  fault = $state.raw<Fault | null>(null);
  message = $state.raw<Message | null>(null);
  /** Writes under way. */
  writing = $state(0);
  /** The newest undo: what was named, and the state of the file before. */
  undone = $state.raw<{ action: string | null; before: number } | null>(null);
  /** Home has its contents, for the first time since the window came: what a person waits for at the start. */
  homeRead = $state(false);
  /** Counts up with every edit of the file; pages that read it read anew. */
  generation = $state(0);

  get hub() {
    return this.status?.hub ?? null;
  }

  get readOnly(): boolean {
    return this.hub?.read_only ?? false;
  }

  kind(name: string): KindInfo | undefined {
    return this.kinds.find((k) => k.name === name);
  }

  async start(): Promise<void> {
    this.phase = "starting";
    this.fault = null;
    try {
      await this.opened(await call("status", {}));
    } catch (e) {
      this.fault = asFault(e);
      this.phase = "fault";
    }
  }

  /** Takes in a hub file that was just opened, or that there is none. */
  async opened(status: Status): Promise<void> {
    this.kinds = status.hub ? await call("kinds", {}) : [];
    this.status = status;
    this.generation = status.hub?.generation ?? 0;
    this.phase = status.hub ? "ready" : "first-run";
  }

  async refresh(): Promise<void> {
    const status = await call("status", {});
    this.status = status;
    this.generation = status.hub?.generation ?? this.generation;
  }

  /** Takes in the counts of a page that was just read; the state of the hub file carries those of its last look. */
  counted(page: SharingPage): void {
    const hub = this.status?.hub;
    if (!this.status || !hub) return;
    const files_waiting = page.folder?.new_files ?? 0;
    if (hub.to_settle === page.to_settle && hub.files_waiting === files_waiting) return;
    this.status = { ...this.status, hub: { ...hub, to_settle: page.to_settle, files_waiting } };
  }

  /** Runs a write. The caller sees its fault; the state is refreshed either way. */
  async write<T>(run: () => Promise<T>): Promise<T> {
    this.writing++;
    try {
      return await run();
    } finally {
      await this.refresh().catch(() => undefined);
      this.writing--;
    }
  }

  say(message: Message | null): void {
    this.message = message;
  }

  complain(e: unknown): void {
    const fault = asFault(e);
    this.say({ text: fault.message, lines: fault.hint ? [fault.hint] : [], bad: true, details: [`Code: ${fault.code}`, fault.message, fault.hint].filter(Boolean).join("\n") });
  }

  /** Takes back the last action or a named one, and says so with a way back. */
  async undo(action: string | null = null, partly = false): Promise<boolean> {
    if (this.readOnly) return false;
    if (action === null && !this.hub?.undo) {
      this.say({ text: words.undo.nothing });
      return false;
    }
    try {
      const before = this.generation;
      const done = await this.write(() => call("undo", { action, partly }));
      this.undone = { action, before };
      const lines = done.left.length ? [words.undo.left, ...done.left] : [];
      this.say({ text: words.undo.did(done.label), lines, action: { label: words.undo.redo, run: () => this.redo() } });
      return true;
    } catch (e) {
      this.complain(e);
      // Fields that were edited later stand in the way: the rest can still be undone.
      if (!partly && asFault(e).code === "later_edits" && this.message) {
        this.say({ ...this.message, action: { label: words.undo.partly, run: () => this.undo(action, true) } });
      }
      return false;
    }
  }

  async redo(): Promise<void> {
    if (this.readOnly) return;
    if (!this.hub?.redo) {
      this.say({ text: words.undo.nothingRedo });
      return;
    }
    try {
      const done = await this.write(() => call("redo", {}));
      this.say({ text: words.undo.redid(done.label), action: { label: words.undo.undo, run: () => this.undo() } });
    } catch (e) {
      this.complain(e);
    }
  }
}

export const session = new Session();
