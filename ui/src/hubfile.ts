// Opens another hub file by the system's dialog.
import { call, chooseFile } from "./ipc";
import { place } from "./place.svelte";
import { session } from "./session.svelte";

/** `true` when a file was opened; a fault is shown at the foot of the window. */
export async function openHubFile(): Promise<boolean> {
  try {
    const file = await chooseFile("hub-open");
    if (!file) return false;
    await session.opened(await call("hub_open", { file: file.ticket }));
    session.say(null);
    place.go({ page: "home" });
    return true;
  } catch (e) {
    session.complain(e);
    return false;
  }
}
