import { describe, expect, it } from "vitest";
import { PagesShelf, asAddress } from "../src/logic/packPages";

function shelf(total: number): { shelf: PagesShelf; asked: number[] } {
  const asked: number[] = [];
  const fetch = (from: number, count: number) => {
    asked.push(from);
    const pages = Array.from({ length: Math.max(0, Math.min(count, total - from + 1)) }, (_, n) => `<svg>${from + n}</svg>`);
    return Promise.resolve({ total, pages, remarks: [] });
  };
  return { shelf: new PagesShelf(fetch), asked };
}

describe("pages of a pack", () => {
  it("are fetched a few at a time and kept", async () => {
    const { shelf: s, asked } = shelf(20);
    for (const at of [1, 2, 8, 9, 1, 20]) expect((await s.page(at)).picture).toBe(asAddress(`<svg>${at}</svg>`));
    expect(asked).toEqual([1, 9, 17]);
  });

  it("end with the last one", async () => {
    const { shelf: s } = shelf(3);
    expect((await s.page(1)).total).toBe(3);
    expect((await s.page(9)).at).toBe(3);
    expect((await s.page(-4)).at).toBe(1);
  });

  it("become addresses in which nothing ends early", () => {
    expect(asAddress('<svg>"#&</svg>')).toBe("data:image/svg+xml;charset=utf-8,%3Csvg%3E%22%23%26%3C%2Fsvg%3E");
  });
});
