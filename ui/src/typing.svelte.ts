// Unfinished typing of a form, kept on this laptop while it is typed, so that it survives a crash or a closed window.
import { onDestroy } from "svelte";
import { call } from "./ipc";
import { session } from "./session.svelte";

const PAUSE = 600;

type Texts = Record<string, string>;

/**
 * Keeps texts under a key, and gives back those kept earlier. To be called while a component is made.
 * `now` says what stands in the form; what equals what stood there at first is not worth keeping.
 */
export function keepTyping(key: string, now: () => Texts, use: (texts: Texts) => void): { saved: () => void } {
  let first = JSON.stringify(now());
  let last = first;
  let waiting: ReturnType<typeof setTimeout> | undefined;

  void call("draft_get", { key }).then((kept) => {
    // Whoever was quicker to type than the answer came is not disturbed.
    if (!kept || JSON.stringify(now()) !== first) return;
    const texts = Object.entries(kept.body).filter((entry): entry is [string, string] => typeof entry[1] === "string");
    if (texts.length > 0) use(Object.fromEntries(texts));
  }).catch(() => undefined);

  function put(): void {
    clearTimeout(waiting);
    waiting = undefined;
    if (session.readOnly) return;
    const kept = last === first ? call("draft_drop", { key }) : call("draft_put", { key, body: JSON.parse(last) as Texts });
    void kept.catch(() => undefined);
  }

  $effect(() => {
    const texts = JSON.stringify(now());
    if (texts === last) return;
    last = texts;
    clearTimeout(waiting);
    waiting = setTimeout(put, PAUSE);
  });

  onDestroy(() => {
    if (waiting !== undefined) put();
  });

  return {
    /** What stands there is saved: it need not be kept any more. */
    saved(): void {
      clearTimeout(waiting);
      waiting = undefined;
      [first, last] = [JSON.stringify(now()), JSON.stringify(now())];
      void call("draft_drop", { key }).catch(() => undefined);
    },
  };
}
