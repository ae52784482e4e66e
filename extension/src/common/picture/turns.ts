/** A task on the page's thread that is longer is felt while typing. */
const TURN_MS = 12;

interface Scheduler {
  yield?(): Promise<void>;
}

/** Cuts long work into short turns, between which the page has the thread. */
export class Turns {
  private began = performance.now();

  async next(): Promise<void> {
    if (performance.now() - this.began < TURN_MS) return;
    const {scheduler} = globalThis as {scheduler?: Scheduler};
    await (scheduler?.yield?.() ?? new Promise<void>(resolve => setTimeout(resolve)));
    this.began = performance.now();
  }
}
