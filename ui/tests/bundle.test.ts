// @vitest-environment node
import { build } from "vite";
import { beforeAll, describe, expect, it } from "vitest";

const files = new Map<string, string>();

beforeAll(async () => {
  const built = await build({ logLevel: "silent", build: { write: false } });
  for (const part of Array.isArray(built) ? built : [built]) {
    if (!("output" in part)) continue;
    for (const file of part.output) files.set(file.fileName, file.type === "chunk" ? file.code : String(file.source));
  }
}, 120_000);

const all = (): string => [...files.values()].join("\n");

describe("what is shipped", () => {
  it("is a page, a style sheet, the script of the first view and that of the pages for files", () => {
    expect([...files.keys()].map((name) => name.split(".").pop()).sort()).toEqual(["css", "html", "js", "js"]);
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

  it("stays small: 120 kB of script, packed, is the limit of the first view", async () => {
    const first = /<script[^>]* src="\/?([^"]+)"/.exec(files.get("index.html") ?? "")?.[1] ?? "";
    const script = files.get(first) ?? "";
    expect(script.length).toBeGreaterThan(0);
    const packed = await new Response(new Blob([script]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();
    expect(packed.byteLength).toBeLessThan(120_000);
  });
});
