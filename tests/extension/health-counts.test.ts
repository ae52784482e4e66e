import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {HealthCounts} from '../../extension/src/background/health-counts.ts';
import type {Question} from '../../extension/src/background/native-client.ts';
import {EMPTY_TALLY} from '../../extension/src/common/findings.ts';
import {MemoryArea} from './memory-area.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const no = async () => false;
const tally = (seen: number, identified: number, missing = 0) => ({
  ...EMPTY_TALLY,
  seen,
  identified,
  ...(missing > 0 && {reasons: {host_missing: missing}}),
});

test('health counts: what a page grows by is summed and sent once', async () => {
  const asked: Question[] = [];
  const counts = new HealthCounts(new MemoryArea(), async question => asked.push(question), no);
  counts.add('flickr', EMPTY_TALLY, tally(10, 9));
  counts.add('flickr', tally(10, 9), tally(25, 20));
  counts.add('flickr', tally(25, 20), tally(25, 20));
  await vi.advanceTimersByTimeAsync(6000);
  expect(asked).toEqual([{verb: 'count', platform: 'flickr', seen: 25, identified: 20}]);
  counts.add('flickr', tally(25, 20), tally(26, 21));
  await vi.advanceTimersByTimeAsync(6000);
  expect(asked.at(-1)).toEqual({verb: 'count', platform: 'flickr', seen: 1, identified: 1});
});

test('health counts: photos that met no host say nothing of the site', async () => {
  const asked: Question[] = [];
  const counts = new HealthCounts(new MemoryArea(), async question => asked.push(question), no);
  counts.add('flickr', EMPTY_TALLY, tally(10, 0, 10));
  await vi.advanceTimersByTimeAsync(6000);
  expect(asked).toEqual([]);
});

test('health counts: what could not be sent waits, also for another background', async () => {
  const area = new MemoryArea();
  const first = new HealthCounts(area, () => Promise.reject(new Error('no host')), no);
  first.add('instagram', EMPTY_TALLY, tally(4, 4));
  await vi.advanceTimersByTimeAsync(6000);
  const asked: Question[] = [];
  const second = new HealthCounts(area, async question => asked.push(question), no);
  second.add('instagram', EMPTY_TALLY, tally(1, 1));
  await vi.advanceTimersByTimeAsync(6000);
  expect(asked).toEqual([{verb: 'count', platform: 'instagram', seen: 5, identified: 5}]);
});

test('health counts: events go along where an organisation has set that, and nowhere else', async () => {
  for (const isSet of [false, true]) {
    const asked: Question[] = [];
    const counts = new HealthCounts(
      new MemoryArea(),
      async question => asked.push(question),
      async () => isSet,
    );
    counts.addPost('flickr', 'warned');
    counts.addPost('flickr', 'posted_anyway');
    counts.addPost('instagram', 'blocked');
    counts.add('flickr', EMPTY_TALLY, {...tally(4, 3), checked: 3, listed: 1});
    await vi.advanceTimersByTimeAsync(6000);
    const flickr = {verb: 'count', platform: 'flickr', seen: 4, identified: 3};
    const events = {checked: 3, listed: 1, warned: 1, posted_anyway: 1};
    const instagram = {verb: 'count', platform: 'instagram', seen: 0, identified: 0, blocked: 1};
    expect(asked).toEqual(isSet ? [{...flickr, ...events}, instagram] : [flickr]);
  }
});
