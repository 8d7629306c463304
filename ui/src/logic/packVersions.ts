// Versions of a pack that were issued, as a list to choose from; and the order of the parts that a pack is composed from.
import type { IssuedPackInfo } from "../../bindings/IssuedPackInfo";
import { meetingPacks as t } from "../words/boardPacks";

/** One part a place up (-1) or down (1). */
export function moved<T>(parts: T[], at: number, by: -1 | 1): T[] {
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
