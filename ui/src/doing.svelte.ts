// One step of a form after another: while one runs no second begins, and what is refused stands above the form.
import { asFault } from "./logic/faults";
import { refusal } from "./logic/sharing";

export class Doing {
  busy = $state(false);
  /** Why the last step was refused, a sentence each. */
  refused = $state.raw<string[]>([]);

  async step(run: () => Promise<void>): Promise<void> {
    if (this.busy) return;
    [this.busy, this.refused] = [true, []];
    try {
      await run();
    } catch (e) {
      this.refused = refusal(asFault(e));
    } finally {
      this.busy = false;
    }
  }
}
