// How the person at this laptop likes to look at lists. Kept in the hub file beside unfinished typing: never sent, never
// part of the records.
import { call } from "./ipc";
import type { Setup } from "./logic/sheet/columns";
import type { ListView } from "./logic/router";
import type { SavedLook } from "./logic/sheet/views";

interface ListDesk {
  setup?: Setup;
  views?: SavedLook[];
  /** How the list opens, where a person chose that. */
  usual?: ListView | undefined;
}

interface Body {
  plain: boolean;
  lists: Record<string, ListDesk>;
}

const KEY = "desk";
const usual: Body = { plain: false, lists: {} };

function read(body: Record<string, unknown> | undefined): Body {
  const { plain, lists } = (body ?? {}) as Partial<Body>;
  return {
    plain: plain === true,
    lists: typeof lists === "object" && lists !== null ? lists : {},
  };
}

class Desk {
  #body = $state.raw<Body>(usual);
  /** The hub file that this was read from; none before. */
  #file = $state<string | null>(null);
  #waiting: ReturnType<typeof setTimeout> | undefined;

  get ready(): boolean {
    return this.#file !== null;
  }

  get plain(): boolean {
    return this.#body.plain;
  }

  list(kind: string): ListDesk {
    return this.#body.lists[kind] ?? {};
  }

  async load(file: string): Promise<void> {
    if (this.#file === file) return;
    const kept = await call("draft_get", { key: KEY }).catch(() => null);
    this.#body = read(kept?.body);
    this.#file = file;
  }

  setPlain(plain: boolean): void {
    this.#put({ ...this.#body, plain });
  }

  setList(kind: string, change: ListDesk): void {
    const lists = { ...this.#body.lists, [kind]: { ...this.list(kind), ...change } };
    this.#put({ ...this.#body, lists });
  }

  #put(body: Body): void {
    this.#body = body;
    clearTimeout(this.#waiting);
    // A column that is being dragged changes with every pixel.
    this.#waiting = setTimeout(() => void call("draft_put", { key: KEY, body: { ...body } }).catch(() => undefined), 300);
  }
}

export const desk = new Desk();
