// Pages say here what Ctrl+F, Ctrl+N, Ctrl+E and Ctrl+S mean while they are shown.
export type PageShortcut = "find" | "new" | "edit" | "save";

const handlers = new Map<PageShortcut, () => void>();

/** How long a press is remembered on a page that is still being read, in milliseconds. */
const REMEMBERED = 5_000;
/** Pressed where nobody took it yet. */
let pressed: { does: PageShortcut; at: string; moment: number } | null = null;

/** Takes a shortcut until the reply is called. One that was pressed while this page was still being read is obeyed now. */
export function onShortcut(does: PageShortcut, run: () => void): () => void {
  handlers.set(does, run);
  if (pressed?.does === does) {
    const meant = pressed.at === window.location.hash && Date.now() - pressed.moment < REMEMBERED;
    pressed = null;
    if (meant) queueMicrotask(run);
  }
  return () => {
    if (handlers.get(does) === run) handlers.delete(does);
  };
}

/** Runs it, if the page shown has a use for it. */
export function runShortcut(does: PageShortcut): boolean {
  const run = handlers.get(does);
  // Nothing was typed yet that could be saved.
  pressed = run || does === "save" ? null : { does, at: window.location.hash, moment: Date.now() };
  run?.();
  return run !== undefined;
}
