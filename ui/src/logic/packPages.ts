// Pages of a pack, fetched a few at a time and kept while somebody turns them.
import type { PackPages } from "../../bindings/PackPages";

/** Pages fetched together: turning one page seldom waits. */
const TOGETHER = 8;

export interface Shown {
  at: number;
  total: number;
  /** An address that an image element takes. */
  picture: string;
  remarks: string[];
}

/** A picture as an address: inside an image element nothing in it can run or reach out. */
export function asAddress(svg: string): string {
  return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
}

export class PagesShelf {
  #kept = new Map<number, string>();
  #total = 0;
  #remarks: string[] = [];
  readonly #fetch: (from: number, count: number) => Promise<PackPages>;

  constructor(fetch: (from: number, count: number) => Promise<PackPages>) {
    this.#fetch = fetch;
  }

  /** The page, or the nearest that there is. */
  async page(wanted: number): Promise<Shown> {
    let at = Math.max(1, this.#total ? Math.min(wanted, this.#total) : wanted);
    if (!this.#kept.has(at)) {
      const from = at - ((at - 1) % TOGETHER);
      const got = await this.#fetch(from, TOGETHER);
      this.#total = got.total;
      this.#remarks = got.remarks;
      got.pages.forEach((svg, n) => this.#kept.set(from + n, asAddress(svg)));
      at = Math.min(at, Math.max(1, got.total));
    }
    return { at, total: this.#total, picture: this.#kept.get(at) ?? "", remarks: this.#remarks };
  }
}
