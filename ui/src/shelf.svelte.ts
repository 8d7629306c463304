// Records kept at hand on this laptop: those opened last and those pinned. Only kind and identifier are kept, beside the
// unfinished typing in the hub file: no name stands anywhere else, so what is erased or renamed is so here too. Lists are
// kept by the name that a person sees above them and by their address.
import { call } from "./ipc";
import { front, isItem, isPinnedList, MOST, same, type Item, type PinnedList } from "./logic/shelf";
import { session } from "./session.svelte";

const KEY = "shelf";

class Shelf {
  recent = $state.raw<Item[]>([]);
  pinned = $state.raw<Item[]>([]);
  lists = $state.raw<PinnedList[]>([]);
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
    [this.recent, this.pinned, this.lists] = [[], [], []];
    const kept = await call("draft_get", { key: KEY }).catch(() => null);
    const read = (name: string): Item[] => {
      const list: unknown = (kept?.body as Record<string, unknown> | undefined)?.[name];
      return Array.isArray(list) ? list.filter(isItem) : [];
    };
    const lists: unknown = (kept?.body as Record<string, unknown> | undefined)?.lists;
    [this.recent, this.pinned, this.lists] = [read("recent"), read("pinned"), Array.isArray(lists) ? lists.filter(isPinnedList) : []];
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

  isListPinned(at: string): boolean {
    return this.lists.some((list) => list.at === at);
  }

  toggleList(list: PinnedList): void {
    this.lists = this.isListPinned(list.at) ? this.lists.filter((one) => one.at !== list.at) : [list, ...this.lists].slice(0, MOST);
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
    void call("draft_put", { key: KEY, body: { recent: this.recent, pinned: this.pinned, lists: this.lists } }).catch(() => undefined);
  }
}

export const shelf = new Shelf();
