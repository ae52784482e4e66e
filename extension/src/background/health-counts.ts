// Sums of photos seen and identified on each site, on their way to the host, and what an organisation may want counted
// of them and of posts. They wait in session storage, because the background may be stopped before they are due.

import type {Platform} from '../../../shared/protocol/protocol.gen.ts';
import {PLATFORM} from '../../../shared/protocol/protocol.gen.ts';
import {answered} from '../common/findings.ts';
import type {PostOutcome, Tally} from '../common/messages.ts';
import type {Question} from './native-client.ts';

const FLUSH_MS = 5000;
/** What one `count` request may carry. */
const MAX_COUNT = 1_000_000;

interface Sums extends Partial<Record<'checked' | 'listed' | PostOutcome, number>> {
  seen: number;
  identified: number;
}

const sumsKey = (platform: Platform): string => `sums:${platform}`;

export class HealthCounts {
  private turn: Promise<unknown> = Promise.resolve();
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly area: Pick<chrome.storage.StorageArea, 'get' | 'set' | 'remove'>,
    private readonly ask: (question: Question) => Promise<unknown>,
    /** Whether an organisation has set that events are counted. */
    private readonly countsEvents: () => Promise<boolean>,
  ) {}

  /** Adds what a page's counts have grown by. */
  add(platform: Platform, before: Tally, after: Tally): void {
    const grown = (by: number): number => Math.max(0, by);
    this.sum(platform, {
      seen: grown(answered(after) - answered(before)),
      identified: grown(after.identified - before.identified),
      checked: grown(after.checked - before.checked),
      listed: grown(after.listed - before.listed),
    });
  }

  addPost(platform: Platform, outcome: PostOutcome): void {
    this.sum(platform, {seen: 0, identified: 0, [outcome]: 1});
  }

  private sum(platform: Platform, grown: Sums): void {
    if (Object.values(grown).every(by => by === 0)) return;
    this.inTurn(async () => {
      const sums: Record<string, number> = {...(await this.sums(platform))};
      for (const [name, by] of Object.entries(grown))
        if (by > 0) sums[name] = Math.min((sums[name] ?? 0) + by, MAX_COUNT);
      await this.area.set({[sumsKey(platform)]: sums});
    });
    this.timer ??= setTimeout(() => this.flush(), FLUSH_MS);
  }

  private flush(): void {
    this.timer = undefined;
    for (const platform of PLATFORM) {
      this.inTurn(async () => {
        const sums = await this.sums(platform);
        const {seen, identified} = sums;
        const told = (await this.countsEvents()) ? sums : {seen, identified};
        if (Object.values(told).some(sum => sum > 0)) {
          await this.ask({verb: 'count', platform, ...told});
        }
        await this.area.remove(sumsKey(platform));
      });
    }
  }

  private async sums(platform: Platform): Promise<Sums> {
    const key = sumsKey(platform);
    const stored: Record<string, unknown> = await this.area.get(key);
    return (stored[key] as Sums | undefined) ?? {seen: 0, identified: 0};
  }

  /** One after the other; a host that is away leaves the sums for the next time. */
  private inTurn(work: () => Promise<void>): void {
    this.turn = this.turn.then(work).catch(() => undefined);
  }
}
