// Texts of closing a practice or network, and of what follows from it.
import { counted, inThousands } from "../logic/numbers";

const n = inThousands;

export const closing = {
  link: (one: string) => `Close or merge this ${one}…`,
  title: (name: string) => `Close: ${name}`,
  intro: "Say when it closes and, if it merges, what it goes on in. You see everything that follows before anything is saved, and one undo takes all of it back.",
  back: "Back to the record",
  closedAlready: (day: string) => `It closed on ${day} already. Use this page to settle what still names it, or to change the day.`,
  on: "Last day",
  onHint: "Such as 31/03/2027. A day to come is fine.",
  successor: (one: string) => `Which ${one} follows it?`,
  successorHint: "If it merges into another one. Leave empty if nothing follows.",
  needOn: "Enter its last day",
  follows: "What follows",
  working: "Working out what follows",
  nothing: "Nothing that goes on after that day names it, so there is nothing else to settle.",
  way: (label: string) => `What becomes of them? ${label}`,
  ways: (day: string, successor: string): Record<string, string> => ({
    end: `They end on ${day} too`,
    move: `They go on at ${successor}`,
    leave: "They stay as they are",
  }),
  proposed: "proposed",
  matter: (label: string, total: number) => `${label} (${n(total)})`,
  choose: (label: string) => `${label}: those it applies to`,
  some: (count: number, of: number) => (count === of ? `All ${n(of)}` : `${n(count)} of ${n(of)}`),
  one: (title: string) => `Include ${title}`,
  twin: (successor: string) => `${successor} has the same already, so it only ends here`,
  rest: (count: number) => `and ${n(count)} more, settled in the same way`,
  all: "Choose all",
  none: "Choose none",
  stays: "What stays as it is",
  staysText: "Baselines, targets and returns that were submitted say how things stood on their day. They are never changed.",
  staysLine: (label: string, total: number, why: string) => `${label}: ${counted(total, "record", "records")}, ${why}`,
  reason: "Why? (optional)",
  reasonHint: "For the history, such as the letter that announced it",
  button: (one: string) => `Close this ${one}`,
  done: (title: string, parts: string) => `${title} is closed. ${parts}`,
  counts: (ended: number, moved: number, left: number) => {
    const parts = [
      ended > 0 && `${counted(ended, "record", "records")} ended`, moved > 0 && `${n(moved)} moved`, left > 0 && `${n(left)} left as they are`,
    ].filter(Boolean);
    return parts.length > 0 ? `${parts.join(", ")}.` : "Nothing else named it.";
  },
  refused: "Nothing was closed",
};
