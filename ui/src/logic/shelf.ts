// A short list of records, the newest first.
export interface Item {
  kind: string;
  id: string;
}

export const MOST = 20;

export const same = (a: Item, b: Item): boolean => a.kind === b.kind && a.id === b.id;

export function isItem(value: unknown): value is Item {
  const item = value as Partial<Item> | null;
  return typeof item === "object" && typeof item?.kind === "string" && typeof item.id === "string";
}

/** With the item in front, once. */
export function front(list: Item[], item: Item): Item[] {
  return [item, ...list.filter((one) => !same(one, item))].slice(0, MOST);
}

/** A list as it was set up, kept at hand. */
export interface PinnedList {
  /** What people call it. */
  name: string;
  /** Its address inside the window. */
  at: string;
}

export function isPinnedList(value: unknown): value is PinnedList {
  const list = value as Partial<PinnedList> | null;
  return typeof list === "object" && typeof list?.name === "string" && typeof list.at === "string" && /^#\/(list|rows)\//.test(list.at);
}
