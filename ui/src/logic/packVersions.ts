// Versions of a pack that were issued, as a list to choose from; and the parts that a pack is composed from.
import type { IssuedPackInfo } from "../../bindings/IssuedPackInfo";
import { meetingPacks as t, packParts } from "../words/boardPacks";

export type PartName = keyof typeof packParts.parts;
export interface Part {
  name: PartName;
  on: boolean;
}

/** The parts that a text names, a line each, in its order; behind them those that it leaves out. Empty: the usual ones. */
export function partsOf(text: string): Part[] {
  const usual = Object.keys(packParts.parts) as PartName[];
  const lines = text.split("\n").map((line) => line.trim());
  const chosen = usual.filter((name) => lines.includes(name)).sort((a, b) => lines.indexOf(a) - lines.indexOf(b));
  const all = chosen.length > 0 ? chosen : usual;
  return [...all, ...usual.filter((name) => !all.includes(name))].map((name) => ({ name, on: name === "items" || all.includes(name) }));
}

/** One part a place up (-1) or down (1). */
export function moved(parts: Part[], at: number, by: -1 | 1): Part[] {
  const order = [...parts];
  order.splice(at + by, 0, ...order.splice(at, 1));
  return order;
}

/** Two laptops may both have issued a version 1, on one day and by one person: what looks alike bears its check code. */
export function versionNames(issued: Pick<IssuedPackInfo, "id" | "version" | "on" | "by" | "check_code">[]): [id: string, name: string][] {
  const names = issued.map((one) => t.issued(one.version, one.on, one.by));
  return issued.map((one, at) => {
    const name = names[at] ?? "";
    return [one.id, names.indexOf(name) === names.lastIndexOf(name) ? name : t.alike(name, one.check_code)];
  });
}
