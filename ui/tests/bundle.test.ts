// @vitest-environment node
import { build } from "vite";
import { beforeAll, describe, expect, it, vi } from "vitest";

const files = new Map<string, string>();

beforeAll(async () => {
  // As it is shipped: the test's own setting would bring in what Svelte keeps for developers.
  vi.stubEnv("NODE_ENV", "production");
  const built = await build({ logLevel: "silent", build: { write: false } });
  vi.unstubAllEnvs();
  for (const part of Array.isArray(built) ? built : [built]) {
    if (!("output" in part)) continue;
    for (const file of part.output) files.set(file.fileName, file.type === "chunk" ? file.code : String(file.source));
  }
}, 300_000);

const all = (): string => [...files.values()].join("\n");

const packed = async (text: string): Promise<number> =>
  (await new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer()).byteLength;

describe("what is shipped", () => {
  it("is one page, with scripts and style sheets", () => {
    expect([...new Set([...files.keys()].map((name) => name.split(".").pop()))].sort()).toEqual(["css", "html", "js"]);
    expect([...files.keys()].filter((name) => name.endsWith(".html"))).toEqual(["index.html"]);
  });

  it("names no address but those that name a format", () => {
    // Namespaces of XML, and the page that Svelte's own error messages point to. Nothing is fetched from either.
    const known = ["http://www.w3.org/", "https://svelte.dev/e/"];
    const addresses = [...all().matchAll(/https?:\/\/[^\s"'`)<>\\]+/g)].map((m) => m[0]);
    expect(addresses.filter((a) => !known.some((start) => a.startsWith(start)))).toEqual([]);
  });

  it("holds no font of others and no logo", () => expect(all()).not.toMatch(/frutiger|@font-face|nhs-?logo/i));

  it("holds nothing of the preview", () => expect(all()).not.toMatch(/Dene and Vale|Eleanor Whitfield|Arden Meadows/));

  it("needs no style or script inside the page", () => {
    const page = files.get("index.html") ?? "";
    expect(page).toContain("<script type=\"module\"");
    expect(page).not.toMatch(/<style|style="|<script(?![^>]*src=)|onload=/);
    expect([...files].filter(([name]) => name.endsWith(".js")).map(([, code]) => code).join()).not.toMatch(/ style="/);
  });

  it("talks to the shell in one place", async () => {
    const sources = import.meta.glob<string>("../src/**/*.{ts,svelte}", { query: "?raw", import: "default", eager: true });
    expect(Object.entries(sources).filter(([, text]) => text.includes("@tauri-apps/api")).map(([name]) => name)).toEqual(["../src/ipc.ts"]);
  });

  it("stays small: 250 kB, packed, is the limit of all scripts and styles, pages that are read late included", async () => {
    const sizes = await Promise.all([...files].filter(([name]) => /\.(js|css)$/.test(name)).map(([, text]) => packed(text)));
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(250_000);
  });

  it("stays small: 120 kB of scripts and styles, packed, is the limit of the first view", async () => {
    // What the page itself asks for: its style sheets, the script it names, and those that script imports at once.
    const page = files.get("index.html") ?? "";
    const styles = [...page.matchAll(/<link[^>]*href="\.?\/?([^"]+\.css)"/g)].map((m) => m[1] ?? "");
    expect(styles).not.toEqual([]);
    const [, first = ""] = /<script type="module"[^>]*src="\.?\/?([^"]+)"/.exec(page) ?? [];
    const needed = new Set([first]);
    for (const name of needed) {
      for (const [, other = ""] of (files.get(name) ?? "").matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) needed.add(`assets/${other}`);
    }
    const texts = [...needed, ...styles].map((name) => files.get(name) ?? "");
    expect(texts.join("").length).toBeGreaterThan(100_000);
    const sizes = await Promise.all(texts.map(packed));
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(120_000);
  });
});
