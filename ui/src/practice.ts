// The practice hub: opened beside the real one, and made anew when somebody wants to start again.
import { call } from "./ipc";
import { place } from "./place.svelte";
import { session } from "./session.svelte";
import { practice } from "./words/start";

/** `true` when it is open. The caller sees a fault. */
export async function openPractice(again = false): Promise<void> {
  await session.opened(await call("sample_open", { again }));
  session.say(again ? { text: practice.againDone } : null);
  place.go({ page: "home" });
}

/** Back to the hub file in the usual place. */
export async function openOwn(): Promise<void> {
  await session.opened(await call("hub_open", { file: null }));
  session.say(null);
  place.go({ page: "home" });
}
