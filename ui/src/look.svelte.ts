// Light or dark, and how close together: one choice for the whole window, that of the rows of lists included.
import { keepLook, keptLook, type Look } from "./logic/look";

class LookNow {
  now = $state.raw<Look>(keptLook());

  set(change: Partial<Look>): void {
    this.now = { ...this.now, ...change };
    keepLook(this.now);
  }
}

export const look = new LookNow();
