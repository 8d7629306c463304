// Versions of a pack that were issued, as a list to choose from.
import type { IssuedPackInfo } from "../../bindings/IssuedPackInfo";
import { meetingPacks as t } from "../words/boardPacks";

/** Two laptops may both have issued a version 1, on one day and by one person: what looks alike bears its check code. */
export function versionNames(issued: Pick<IssuedPackInfo, "id" | "version" | "on" | "by" | "check_code">[]): [id: string, name: string][] {
  const names = issued.map((one) => t.issued(one.version, one.on, one.by));
  return issued.map((one, at) => {
    const name = names[at] ?? "";
    return [one.id, names.indexOf(name) === names.lastIndexOf(name) ? name : t.alike(name, one.check_code)];
  });
}
