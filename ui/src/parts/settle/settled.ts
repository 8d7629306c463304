// Says at the foot of the window what settling did, with a way back.
import type { Settled } from "../../../bindings/Settled";
import { session } from "../../session.svelte";
import { words } from "../../words";
import { settling as t } from "../../words/settling";

export function saySettled(done: Settled): void {
  const { change } = done.saved;
  session.say({
    text: done.settled > 0 ? t.settled(done.settled) : t.nothingSettled,
    lines: done.left.length > 0 ? [t.leftTitle, ...done.left] : [],
    ...(change ? { action: { label: words.undo.undo, run: () => session.undo(change) } } : {}),
  });
}
