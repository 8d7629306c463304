// The keyboard never loses its place: when what has the focus goes away with a part of the page and nothing takes the focus
// instead, what stands there now takes it.
const PLACES = "h1, h2, h3, button, a[href], input, select, textarea";

/** An element around the focus, and what stood before the part of it that the focus was in. */
interface Around {
  part: Element;
  before: Element | null;
}

/** The elements around one, the nearest first. */
function around(element: Element): Around[] {
  const all: Around[] = [];
  for (let at = element; at.parentElement; at = at.parentElement) all.push({ part: at.parentElement, before: at.previousElementSibling });
  return all;
}

const canTake = (place: HTMLElement): boolean => !place.matches(":disabled") && (place.checkVisibility?.() ?? true);

/** What comes next where something went away, else what comes last before it. Around the page, the page's heading. */
function nextIn({ part, before }: Around): HTMLElement | undefined {
  const main = part.querySelector<HTMLElement>("main");
  if (main) return main.querySelector<HTMLElement>("h1") ?? main;
  const places = [...part.querySelectorAll<HTMLElement>(PLACES)].filter(canTake);
  if (!before?.isConnected) return places[0];
  const after = (place: Element): boolean => !before.contains(place) && (before.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING) > 0;
  return places.find(after) ?? places.at(-1);
}

/** Looks after the focus within an element. Lists in cells look after their own: their rows come and go as they scroll. */
export function holdFocus(root: HTMLElement): () => void {
  let last: Element | null = null;
  let way: Around[] = [];
  const remember = ({ target }: FocusEvent): void => {
    last = target instanceof Element && !target.closest("[role=grid]") ? target : null;
    way = last ? around(last) : [];
  };
  const watcher = new MutationObserver(() => {
    if (!last || last.isConnected || document.activeElement !== document.body) return;
    const place = way.filter((w) => w.part.isConnected).map(nextIn).find(Boolean);
    last = null;
    if (!place) return;
    if (/^H\d$/.test(place.tagName)) place.tabIndex = -1;
    place.focus();
  });
  root.addEventListener("focusin", remember);
  watcher.observe(root, { childList: true, subtree: true });
  return () => {
    watcher.disconnect();
    root.removeEventListener("focusin", remember);
  };
}
