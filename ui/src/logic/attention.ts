// What needs attention, by whose it is. It knows no screen.
import type { FindingInfo } from "../../bindings/FindingInfo";
import { whenOf } from "./due";

/** `soon` = mine, due within 30 days; `mine`; `all`; `nobody`; else the identifier of a person. */
export type Whose = string;

const isMine = (f: FindingInfo): boolean => f.owner?.me === true;

export function ofWhom(findings: FindingInfo[], whose: Whose, today: string): FindingInfo[] {
  switch (whose) {
    case "all": return findings;
    case "soon": return findings.filter((f) => isMine(f) && ["overdue", "week", "month"].includes(whenOf(f.due, today)));
    case "mine": return findings.filter(isMine);
    case "nobody": return findings.filter((f) => !f.owner);
    default: return findings.filter((f) => f.owner?.id === whose);
  }
}

export interface Owner {
  id: string;
  name: string;
  count: number;
}

/** The people other than me who have something, by name. */
export function owners(findings: FindingInfo[]): Owner[] {
  const all = new Map<string, Owner>();
  for (const { owner } of findings) {
    if (!owner || owner.me) continue;
    const one = all.get(owner.id) ?? { id: owner.id, name: owner.name, count: 0 };
    all.set(owner.id, { ...one, count: one.count + 1 });
  }
  return [...all.values()].sort((a, b) => a.name.localeCompare(b.name));
}
