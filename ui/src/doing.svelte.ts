// One step of a form after another: while one runs no second begins, and what is refused stands above the form.
import { asFault } from "./logic/faults";
import { refusal } from "./logic/sharing";
import { session } from "./session.svelte";
import { team } from "./team.svelte";

export class Doing {
  busy = $state(false);
  /** Why the last step was refused, a sentence each. */
  refused = $state.raw<string[]>([]);

  async step(run: () => Promise<void>, refuse = (e: unknown): void => void (this.refused = refusal(asFault(e)))): Promise<void> {
    if (this.busy) return;
    [this.busy, this.refused] = [true, []];
    try {
      await run();
    } catch (e) {
      refuse(e);
    } finally {
      this.busy = false;
    }
  }

  /** An edit after which the team stands differently; a refusal is said at the foot of the window. */
  async write<T>(run: () => Promise<T>, took: (done: T) => void): Promise<void> {
    await this.step(async () => {
      took(await session.write(run));
      await team.read();
    }, (e) => session.complain(e));
  }
}
