// The stakeholder map as rows of squares, and moves on it. Knows no screen.
import type { MapPoint } from "../../bindings/MapPoint";

export interface Spot {
  influence: number;
  interest: number;
}

export const scale = [1, 2, 3, 4, 5];

/** Influence falls from the top, interest grows to the right. */
export const rows = [...scale].reverse();

/** Kinds with contacts at a glance on their page. */
const stakeholders = new Set(["person", "organisation", "practice", "pcn"]);
export const isStakeholder = (kind: string): boolean => stakeholders.has(kind);

/** Who stands in a square; who is being moved stands where they are moved to. */
export function inSquare(points: MapPoint[], at: Spot, moving: { id: string; to: Spot } | null): MapPoint[] {
  return points.filter((p) => {
    const spot = moving?.id === p.id ? moving.to : p;
    return spot.influence === at.influence && spot.interest === at.interest;
  });
}

const within = (value: number): number => Math.min(5, Math.max(1, value));

/** Where an arrow key leads; `null` for other keys. */
export function stepped(key: string, from: Spot): Spot | null {
  const [up, right] = { ArrowUp: [1, 0], ArrowDown: [-1, 0], ArrowRight: [0, 1], ArrowLeft: [0, -1] }[key] ?? [];
  if (up === undefined || right === undefined) return null;
  return { influence: within(from.influence + up), interest: within(from.interest + right) };
}

export const same = (a: Spot, b: Spot): boolean => a.influence === b.influence && a.interest === b.interest;

/** Who does not stand where the hub would like: by influence, then by the way to go. */
export function gaps(points: MapPoint[]): MapPoint[] {
  return points.filter((p) => p.gap > 0).sort((a, b) => b.influence - a.influence || b.gap - a.gap || b.interest - a.interest);
}
