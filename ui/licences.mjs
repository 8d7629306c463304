// Writes the core's guide/licences.json: every package that Hubfolio is built from, with its licence, for "About and licences".
// Run it after dependencies change: node ui/licences.mjs. A test compares the list with both lock files.
import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const here = import.meta.dirname;
const metadata = JSON.parse(execFileSync("cargo", ["metadata", "--format-version", "1", "--locked"], { cwd: join(here, ".."), maxBuffer: 1 << 28, encoding: "utf8" }));
const own = new Set(metadata.workspace_members);
const crates = metadata.packages.filter((p) => !own.has(p.id)).map((p) => ["Rust", p.name, p.version, (p.license ?? "see its files").replaceAll("/", " OR ")]);

const lock = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf8"));
const scripts = Object.entries(lock.packages).filter(([path]) => path !== "")
  .map(([path, p]) => ["JavaScript", path.slice(path.lastIndexOf("node_modules/") + 13), p.version, p.license ?? "see its files"]);

const lines = [...crates, ...scripts].map((one) => JSON.stringify(one)).sort();
writeFileSync(join(here, "../src-tauri/core/src/guide/licences.json"), `[\n${[...new Set(lines)].join(",\n")}\n]\n`);
