import { describe, expect, it } from "vitest";
import css from "../src/styles/tokens.css?raw";

const [lightPart = "", darkPart = ""] = css.split("@media (prefers-color-scheme: dark)");
const read = (part: string): Record<string, string> =>
  Object.fromEntries([...part.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6})/g)].map((m) => [m[1] ?? "", m[2] ?? ""]));
const light = read(lightPart);
const dark = { ...light, ...read(darkPart) };

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((i) => parseInt(hex.slice(i, i + 2), 16) / 255).map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const grounds = ["page", "surface", "surface-sunk", "hover"];
const texts: [string, string[]][] = [
  ["ink", [...grounds, "field", "second-hover"]], ["ink-soft", [...grounds, "field"]], ["link", [...grounds, "current"]], ["link-hover", grounds],
  ["brand-ink", ["brand"]], ["brand-soft", ["brand"]], ["current-ink", ["current", "surface", "hover"]], ["button-ink", ["button", "button-hover"]],
  ["second-ink", ["second", "second-hover"]], ["danger-ink", ["danger", "danger-hover"]], ["bad", grounds], ["good", grounds], ["note", grounds], ["warn-soft-ink", [...grounds, "warn-soft"]],
  ["bad-soft-ink", ["bad-soft"]], ["good-soft-ink", ["good-soft"]], ["note-soft-ink", ["note-soft"]], ["quiet-soft-ink", ["quiet-soft"]], ["focus-ink", ["focus"]],
];
const parts: [string, string[]][] = [["line-strong", ["page", "surface", "field"]], ["mark", ["surface", "current"]], ["focus-ring", ["page", "surface"]], ["warn", ["warn-soft"]]];

describe.each([["light", light], ["dark", dark]])("in %s", (_, tokens) => {
  const pairs = (list: [string, string[]][]) => list.flatMap(([a, others]) => others.map((b) => [a, b] as const));

  it.each(pairs(texts))("%s on %s can be read (4.5 to 1)", (text, ground) => {
    expect(contrast(tokens[text] ?? "", tokens[ground] ?? "")).toBeGreaterThanOrEqual(4.5);
  });
  it.each(pairs(parts))("%s on %s can be seen (3 to 1)", (part, ground) => {
    expect(contrast(tokens[part] ?? "", tokens[ground] ?? "")).toBeGreaterThanOrEqual(3);
  });
});

it("dark has a value for every colour", () => expect(Object.keys(read(darkPart)).sort()).toEqual(Object.keys(light).sort()));
it("the measure is right: black on white is 21", () => expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5));
