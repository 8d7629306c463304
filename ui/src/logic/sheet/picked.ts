// Rows that are ticked: some by name, or the whole list but some. A list of fifty thousand is ticked without being read.
export interface Picked {
  /** The whole list is meant; `ids` are then those left out. */
  all: boolean;
  ids: ReadonlySet<string>;
}

export const nonePicked: Picked = { all: false, ids: new Set() };
export const allPicked: Picked = { all: true, ids: new Set() };

export function isPicked(picked: Picked, id: string): boolean {
  return picked.all !== picked.ids.has(id);
}

export function withPicked(picked: Picked, ids: string[], on: boolean): Picked {
  const next = new Set(picked.ids);
  for (const id of ids) {
    if (picked.all === on) next.delete(id);
    else next.add(id);
  }
  return { all: picked.all, ids: next };
}

export function pickedCount(picked: Picked, total: number): number {
  return picked.all ? Math.max(0, total - picked.ids.size) : picked.ids.size;
}

/** For the box in the heading: all, none, or some. */
export function pickedState(picked: Picked, total: number): "all" | "some" | "none" {
  const count = pickedCount(picked, total);
  if (count === 0) return "none";
  return count >= total ? "all" : "some";
}

/** Identifiers of the ticked rows. Of a whole list they are read page by page. */
export async function pickedIds(picked: Picked, fetch: (offset: number, limit: number) => Promise<{ rows: { id: string }[] }>, most: number): Promise<string[]> {
  if (!picked.all) return [...picked.ids];
  const ids: string[] = [];
  const page = 1_000;
  for (let at = 0; ids.length <= most; at += page) {
    const { rows } = await fetch(at, page);
    ids.push(...rows.map((row) => row.id).filter((id) => isPicked(picked, id)));
    if (rows.length < page) break;
  }
  return ids;
}
