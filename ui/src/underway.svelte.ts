// The calls that are not answered yet. One that takes longer than a second is shown, with the way to stop it: on the page that
// asked, where that has a place for it, and otherwise at the foot of the window.

/** One call. */
export interface Job {
  /** Of its own, so that a word to stop reaches it and no other. */
  number: number;
  /** The kind of work, as the shell names it: the first word of the command. */
  work: string;
}

/** What takes longer is long, in milliseconds. */
const LONG = 1000;

class Underway {
  /** Those that are long. */
  long = $state.raw<Job[]>([]);
  /** Kinds of work that a page shows itself. */
  shown = $state.raw<string[]>([]);
  #open = new Map<number, Job>();
  #last = 0;

  async run<T>(name: string, ask: (number: number) => Promise<T>): Promise<T> {
    const job = { number: ++this.#last, work: name.split("_")[0] ?? name };
    this.#open.set(job.number, job);
    // Nothing is said of it before: most pages ask while they come, and are not to wait for this.
    const later = setTimeout(() => (this.long = [...this.long, job]), LONG);
    try {
      return await ask(job.number);
    } finally {
      clearTimeout(later);
      this.#open.delete(job.number);
      if (this.long.includes(job)) this.long = this.long.filter((j) => j !== job);
    }
  }

  /** The newest call of a kind of work. */
  newest(work: string): number {
    return Math.max(0, ...[...this.#open.values()].filter((j) => j.work === work).map((j) => j.number));
  }

  /** A page shows such work itself; the reply ends that. */
  shows(work: string): () => void {
    this.shown = [...this.shown, work];
    return () => {
      const at = this.shown.indexOf(work);
      this.shown = this.shown.filter((_, i) => i !== at);
    };
  }
}

export const underway = new Underway();
