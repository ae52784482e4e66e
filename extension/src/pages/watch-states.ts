// Made-up states of the watch list, for the component page.
import type {Watch, WatchNews} from '../../../shared/protocol/protocol.gen.ts';
import type {WatchedNews} from '../common/watched-news.ts';
import type {Watches} from './photos/use-watches.ts';

const account = {platform: 'flickr', kind: 'account', id: '99999900001@N00'} as const;
const folder = {platform: 'web', kind: 'imprint', id: '/data/pictures'} as const;
const all: Watch[] = [
  {platform: 'instagram', kind: 'tag', id: 'facemask', since: '2026-11-02'},
  {platform: 'flickr', kind: 'tag', id: 'facemask', since: '2026-11-02'},
  {...account, since: '2026-11-20'},
  {...folder, since: '2026-11-21'},
];
const news: WatchNews[] = [
  {...account, since: '2026-11-23', lists: [{dataset: 'demo-street-portraits', photos: 3}]},
  {...folder, since: '2026-11-23', lists: [{dataset: 'demo-street-portraits', photos: 1}]},
];

export const watchedNews: WatchedNews = {generation: 'g2', news};

type WatchState = Pick<Watches, 'all' | 'news' | 'refusal'>;

/** Watch lists by name. */
export const watchStates: readonly (readonly [string, WatchState])[] = [
  ['list', {all}],
  ['news', {all, news: watchedNews}],
  ['empty', {all: []}],
  ['unknown', {}],
  ['refused', {all, refusal: 'none'}],
  ['full', {all, refusal: 'full'}],
];
