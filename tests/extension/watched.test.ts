import {beforeAll, expect, test} from 'vitest';
import type {Question} from '../../extension/src/background/native-client.ts';
import {NewsOfWatched} from '../../extension/src/background/watched-news.ts';
import {sinceDay} from '../../extension/src/common/i18n.ts';
import {NEWS_KEY, newsSentence} from '../../extension/src/common/watched-news.ts';
import {watchedWords} from '../../extension/src/pages/photos/watched-word.ts';
import type {Reply, WatchNews} from '../../shared/protocol/protocol.gen.ts';
import {installChrome} from './fake-chrome.ts';
import {MemoryArea} from './memory-area.ts';

beforeAll(installChrome);

const THURSDAY = '2026-11-26';

test.each([
  ['2026-11-26', 'today'],
  ['2026-11-25', 'yesterday'],
  ['2026-11-23', 'Monday'],
  ['2026-11-20', 'Friday'],
  ['2026-11-19', 'November 19, 2026'],
  ['2026-11-27', 'November 27, 2026'],
  ['lately', 'lately'],
])('since day: %s is %s on a Thursday', (iso, said) => {
  expect(sinceDay(iso, THURSDAY)).toBe(said);
});

const news = (since: string, ...photos: number[]): WatchNews => ({
  platform: 'flickr',
  kind: 'tag',
  id: 'face',
  since,
  lists: photos.map((count, at) => ({dataset: `d${at}`, photos: count})),
});

test('watched news: one sentence of all of it, since the day longest ago', () => {
  expect(newsSentence([news('2026-11-25', 1), news('2026-11-23', 1, 1)], THURSDAY)).toBe(
    '3 new since Monday',
  );
});

class Host {
  reply: Reply | undefined;
  asked: Question[] = [];

  async ask(question: Question): Promise<Reply[]> {
    this.asked.push(question);
    if (!this.reply) throw new Error('no host');
    return [this.reply];
  }
}

test('watched news: kept until there are none, and as they were while nobody can be asked', async () => {
  const area = new MemoryArea();
  const host = new Host();
  const watched = new NewsOfWatched(area, question => host.ask(question));
  const one = news('2026-11-23', 3);
  host.reply = {id: 1, verb: 'watch_news', generation: 'g2', news: [one]};
  expect(await watched.refresh()).toEqual([one]);
  expect(await watched.refresh(), 'told before').toBeUndefined();
  expect(host.asked[0]).toEqual({verb: 'watch_news'});
  expect(await area.get(NEWS_KEY)).toEqual({[NEWS_KEY]: {generation: 'g2', news: [one]}});
  host.reply = undefined;
  await watched.refresh();
  expect(area.size).toBe(1);
  host.reply = {id: 1, verb: 'watch_news', generation: 'g3', news: []};
  await watched.refresh();
  expect(area.size).toBe(0);
});

test.each(['#selfie', 'selfie', '#ETH Zürich', '顔'])(
  'watched word: %s is a tag of both sites',
  written => {
    expect(watchedWords(` ${written} `)).toEqual([
      {platform: 'instagram', kind: 'tag', word: written},
      {platform: 'flickr', kind: 'tag', word: written},
    ]);
  },
);

test.each([
  '99999900001@N00',
  '@99999900001@n00',
  'https://www.flickr.com/photos/99999900001@N00/',
  'flickr.com/people/99999900001@N00',
])('watched word: %s is an account', written => {
  expect(watchedWords(written)).toEqual([
    {platform: 'flickr', kind: 'account', word: '99999900001@N00'},
  ]);
});

test.each(['', '  ', 'two words', '@somebody', 'https://example.org/x', `#${'a'.repeat(256)}`])(
  'watched word: %j is neither',
  written => {
    expect(watchedWords(written)).toEqual([]);
  },
);
