/** A task on the page's thread that is longer is felt while typing. */
const TURN_MS = 12;
/** A page that is never idle is given up on no sooner. */
const IDLE_MS = 2000;

interface Scheduler {
  postTask?(task: () => void): Promise<void>;
}

/** Cuts long work into short turns, between which the page has the thread. */
export class Turns {
  private began = performance.now();

  /** @param rest resolves when the next turn may begin */
  constructor(private readonly rest: () => Promise<void> = soon) {}

  async next(): Promise<void> {
    if (performance.now() - this.began < TURN_MS) return;
    await this.rest();
    this.began = performance.now();
  }
}

/** Behind what the page has waiting: what goes on after a scheduler.yield() would go before it. */
function soon(): Promise<void> {
  const {scheduler} = globalThis as {scheduler?: Scheduler};
  return (
    scheduler?.postTask?.(() => undefined) ?? new Promise<void>(resolve => setTimeout(resolve))
  );
}

/** When the page has nothing else to do. */
export const idle = (): Promise<void> =>
  new Promise(resolve => requestIdleCallback(() => resolve(), {timeout: IDLE_MS}));
