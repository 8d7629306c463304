// Pages say here what Ctrl+F, Ctrl+N, Ctrl+E and Ctrl+S mean while they are shown.
export type PageShortcut = "find" | "new" | "edit" | "save";

const handlers = new Map<PageShortcut, () => void>();

/** Takes a shortcut until the reply is called. */
export function onShortcut(does: PageShortcut, run: () => void): () => void {
  handlers.set(does, run);
  return () => {
    if (handlers.get(does) === run) handlers.delete(does);
  };
}

/** Runs it, if the page shown has a use for it. */
export function runShortcut(does: PageShortcut): boolean {
  const run = handlers.get(does);
  run?.();
  return run !== undefined;
}
