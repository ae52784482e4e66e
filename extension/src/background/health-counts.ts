// Sums of photos seen and identified on each site, on their way to the host. They wait in session storage, because
// the background may be stopped before they are due.

import type {Platform} from '../../../shared/protocol/protocol.gen.ts';
import {PLATFORM} from '../../../shared/protocol/protocol.gen.ts';
import {answered} from '../common/findings.ts';
import type {Tally} from '../common/messages.ts';
import type {Question} from './native-client.ts';

const FLUSH_MS = 5000;
/** What one `count` request may carry. */
const MAX_COUNT = 1_000_000;

interface Sums {
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
  ) {}

  /** Adds what a page's counts have grown by. */
  add(platform: Platform, before: Tally, after: Tally): void {
    const seen = Math.max(0, answered(after) - answered(before));
    const identified = Math.max(0, after.identified - before.identified);
    if (seen + identified === 0) return;
    this.inTurn(async () => {
      const sums = await this.sums(platform);
      const grown = {
        seen: Math.min(sums.seen + seen, MAX_COUNT),
        identified: Math.min(sums.identified + identified, MAX_COUNT),
      };
      await this.area.set({[sumsKey(platform)]: grown});
    });
    this.timer ??= setTimeout(() => this.flush(), FLUSH_MS);
  }

  private flush(): void {
    this.timer = undefined;
    for (const platform of PLATFORM) {
      this.inTurn(async () => {
        const sums = await this.sums(platform);
        if (sums.seen + sums.identified === 0) return;
        await this.ask({verb: 'count', platform, ...sums});
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
