import { parse } from "svelte/compiler";
import { describe, expect, it } from "vitest";
import { words } from "../src/words";

// Words of the people who made this, not of those who use it. `design.md` has the list.
const never = [
  /\bchange log/i, /\bheads?\b/i, /\bpackets?\b/i, /\bkinds?\b/i, /viewspec/i, /\bstor(e|es|ed|ing)\b/i, /\bsnapshots?\b/i, /\bdigests?\b/i,
  /\bhash(es|ed)?\b/i, /\bactors?\b/i, /\bdevices?\b/i, /\bwitness/i, /\bforks?\b/i, /\brosters?\b/i, /\brevok/i, /\bstubs?\b/i, /\balias/i,
  /\bderived\b/i, /\bscopes?\b/i, /\brecus/i, /\bredlin/i, /\bexchang/i, /\bfindings?\b/i, /\bconflicts?\b(?! of interest)/i,
  /\b(utilize|organization|color|center|behavior)\b/i,
];

function texts(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value === "function") {
    const speak = value as (...args: unknown[]) => string;
    return [speak(1, "Practice", "Practices"), speak(2, "Practice", "Practices"), speak("Practice", 2, "Practices")];
  }
  if (typeof value === "object" && value !== null) return Object.values(value).flatMap(texts);
  return [];
}

/** Texts of pages that are read late stand in files of their own. */
const files = import.meta.glob<Record<string, unknown>>("../src/words/*.ts", { eager: true });
const all = texts([words, ...Object.values(files).map((file) => ({ ...file }))]);

describe("the words of the window", () => {
  it("are there at all", () => expect(all.length).toBeGreaterThan(200));

  it.each(never)("never hold %s", (word) => {
    expect(all.filter((text) => word.test(text))).toEqual([]);
  });

  it("have no doubled or loose spaces", () => {
    expect(all.filter((text) => / {2}|^ | $| [.,;]/.test(text))).toEqual([]);
  });
});

const components = import.meta.glob<string>("../src/**/*.svelte", { query: "?raw", import: "default", eager: true });

/** Text that stands in a component itself instead of in the catalogue. */
function looseText(node: unknown, found: string[] = []): string[] {
  if (typeof node !== "object" || node === null) return found;
  const { type, data, name, value } = node as { type?: string; data?: string; name?: string; value?: unknown };
  if (type === "Text" && data && /\p{L}{2,}/u.test(data)) found.push(data.trim());
  if (type === "StyleSheet" || type === "Script") return found;
  if (type === "Attribute") {
    if (!["aria-label", "placeholder", "title", "alt", "label"].includes(name ?? "")) return found;
    return looseText(value, found);
  }
  for (const [key, inner] of Object.entries(node)) {
    if (key === "css" || key === "instance" || key === "module" || key === "metadata") continue;
    for (const one of Array.isArray(inner) ? inner : [inner]) looseText(one, found);
  }
  return found;
}

describe("components", () => {
  it("are found", () => expect(Object.keys(components).length).toBeGreaterThan(25));

  it.each(Object.entries(components))("%s takes its words from the catalogue", (_, source) => {
    expect(looseText(parse(source, { modern: true }).fragment)).toEqual([]);
  });

  it("a component with a word of its own is caught", () => {
    expect(looseText(parse('<p>Hello {name}</p><input placeholder="Type here">', { modern: true }).fragment)).toEqual(["Hello", "Type here"]);
  });
});
