// The size of everything in the window. The web view's own keys would forget it with every start, so ours come first.
import { setZoom } from "./ipc";
import { keepZoom, keptZoom, zoomed, zoomKey } from "./logic/zoom";
import { session } from "./session.svelte";
import { words } from "./words";

let now = keptZoom();

function put(by: 1 | -1 | 0): void {
  now = zoomed(now, by);
  keepZoom(now);
  void setZoom(now).catch(() => undefined);
  session.say({ text: words.zoom(Math.round(now * 100)) });
}

/** Takes the keys and the wheel before anything else hears of them; the reply gives them back. */
export function listenForZoom(): () => void {
  const onkey = (event: KeyboardEvent): void => {
    const by = zoomKey(event);
    if (by === null) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    put(by);
  };
  const onwheel = (event: WheelEvent): void => {
    if (!event.ctrlKey || event.deltaY === 0) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    put(event.deltaY < 0 ? 1 : -1);
  };
  window.addEventListener("keydown", onkey, { capture: true });
  window.addEventListener("wheel", onwheel, { capture: true, passive: false });
  if (now !== 1) void setZoom(now).catch(() => undefined);
  return () => {
    window.removeEventListener("keydown", onkey, { capture: true });
    window.removeEventListener("wheel", onwheel, { capture: true });
  };
}
