// Records kept at hand on this laptop: those opened last and those pinned. Only kind and identifier are kept, beside the
// unfinished typing in the hub file: no name stands anywhere else, so what is erased or renamed is so here too.
import { call } from "./ipc";
import { front, isItem, same, type Item } from "./logic/shelf";
import { session } from "./session.svelte";

const KEY = "shelf";

class Shelf {
  recent = $state.raw<Item[]>([]);
  pinned = $state.raw<Item[]>([]);
  #file = "";
  #loading: Promise<void> | null = null;

  /** Reads what was kept, once for each hub file. */
  async open(): Promise<void> {
    const file = session.hub?.file ?? "";
    if (file !== this.#file || !this.#loading) {
      this.#file = file;
      this.#loading = this.#load();
    }
    await this.#loading;
  }

  async #load(): Promise<void> {
    [this.recent, this.pinned] = [[], []];
    const kept = await call("draft_get", { key: KEY }).catch(() => null);
    const read = (name: string): Item[] => {
      const list: unknown = (kept?.body as Record<string, unknown> | undefined)?.[name];
      return Array.isArray(list) ? list.filter(isItem) : [];
    };
    [this.recent, this.pinned] = [read("recent"), read("pinned")];
  }

  async visit(item: Item): Promise<void> {
    await this.open();
    if (this.recent[0] && same(this.recent[0], item)) return;
    this.recent = front(this.recent, item);
    this.#keep();
  }

  isPinned(item: Item): boolean {
    return this.pinned.some((p) => same(p, item));
  }

  togglePin(item: Item): void {
    this.pinned = this.isPinned(item) ? this.pinned.filter((p) => !same(p, item)) : front(this.pinned, item);
    this.#keep();
  }

  /** What is no longer in the hub file goes from the shelf. */
  drop(item: Item): void {
    this.recent = this.recent.filter((p) => !same(p, item));
    this.pinned = this.pinned.filter((p) => !same(p, item));
  }

  /** A hub file that can only be looked at keeps nothing; that is no fault. */
  #keep(): void {
    if (session.readOnly) return;
    void call("draft_put", { key: KEY, body: { recent: this.recent, pinned: this.pinned } }).catch(() => undefined);
  }
}

export const shelf = new Shelf();
