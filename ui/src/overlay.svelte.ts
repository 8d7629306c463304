// The box that lies over the page, if any: one at a time.
type Over = "palette" | "keys" | "someone-else" | null;

let over = $state<Over>(null);

export const overlay = {
  get now(): Over {
    return over;
  },
  show(which: Over): void {
    over = which;
  },
  /** Opens it, or closes it again with the same keys. */
  toggle(which: Over): void {
    over = over === which ? null : which;
  },
};
