// Where the window is. The address bar of the web view is the one truth; this follows it.
import { address, route, type Route } from "./logic/router";

let hash = $state(window.location.hash);

window.addEventListener("hashchange", () => {
  hash = window.location.hash;
});

const now = $derived(route(hash));

export const place = {
  get route(): Route {
    return now;
  },
  /** Goes there; Back returns. */
  go(to: Route): void {
    window.location.hash = address(to);
    // The event comes later: what is typed meanwhile belongs to the new place already.
    hash = window.location.hash;
  },
  /** Changes what is shown without a new step back, for instance while typing in a search box. */
  refine(to: Route): void {
    window.history.replaceState(null, "", address(to));
    hash = window.location.hash;
  },
};
