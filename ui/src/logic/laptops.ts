// A colleague's laptop, as a person reads about it. It knows no screen.
import type { TeamLaptop } from "../../bindings/TeamLaptop";
import { sharing } from "../words/sharing";
import type { Tone } from "./sharing";

export function stateOf(laptop: TeamLaptop): { tone: Tone; text: string } {
  const tones: Record<string, Tone> = { admitted: "good", this: "good", waiting: "warn", blocked: "bad" };
  return { tone: tones[laptop.state] ?? "quiet", text: sharing.state[laptop.state] ?? laptop.state };
}

/** What a laptop has of what is here. Says nothing of one that nobody sends files to. */
export function holds(laptop: TeamLaptop): { tone: Tone; text: string } | null {
  if (laptop.state === "blocked" || laptop.state === "waiting") return null;
  if (laptop.behind === null) return { tone: "quiet", text: sharing.unknownBehind };
  return laptop.behind === 0 ? { tone: "good", text: sharing.upToDate } : { tone: "warn", text: sharing.behind(laptop.behind) };
}

export function heldText(laptop: TeamLaptop): string {
  if (laptop.held === 0) return "";
  return laptop.state === "blocked" ? sharing.heldBlocked(laptop.held) : sharing.held(laptop.held);
}

/** Remarks the core gives by name, in sentences; others as they are. */
export function noteText(note: string): string {
  return sharing.note[note] ?? note;
}
