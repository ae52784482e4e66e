// Every state that the panel can be in, as a made-up draft.
import type {
  Advisory,
  Answer,
  Coverage,
  Listing,
} from '../../../../shared/protocol/protocol.gen.ts';
import {LEVEL, TEST_DATASET} from '../../../../shared/protocol/protocol.gen.ts';
import type {Draft, DraftPhoto, FileReason} from '../../common/draft.ts';
import {FILE_REASONS, TELLS} from '../../common/draft.ts';
import type {Reason} from '../../common/reason.ts';
import {REASONS} from '../../common/reason.ts';

export const GROUPS = ['says', 'nothing', 'unchecked'] as const;
export type StateGroup = (typeof GROUPS)[number];

export interface PanelExample {
  id: string;
  group: StateGroup;
  draft: Draft;
  /** What is not to be said. */
  quiet?: string;
}

const coverage: Coverage = {lists: 9, could_hold: 4, data_date: '2026-11-02'};
const answer: Answer = {
  subject: 'f1',
  state: 'checked',
  identifiers: [],
  listings: [],
  advisories: [],
  coverage,
};
const photo: DraftPhoto = {subject: 'f1', name: 'picture.jpg', tells: [], canStrip: false};
const checked: DraftPhoto = {...photo, answer};
const instagram: Draft = {
  platform: 'instagram',
  photos: [checked],
  exposure: {audience: 'unknown'},
};
const flickr: Draft = {platform: 'flickr', photos: [checked], exposure: {audience: 'public'}};

const copied = (listing: Partial<Listing>): Draft => ({
  ...instagram,
  photos: [
    {...photo, answer: {...answer, listings: [{dataset: TEST_DATASET, match: 'copy', ...listing}]}},
  ],
});

const advisory: Advisory = {
  tag: 'bycatchtest',
  level: 'documented',
  dataset: TEST_DATASET,
  years: [],
  instead: ['example', 'rehearsal'],
  written: ['#bycatchtest'],
  sources: [{text: 'Made up, to see how a source is shown'}],
};
const warned = (change: Partial<Advisory>): Draft => ({
  ...instagram,
  text: {
    tags: 1,
    without: '',
    answer: {...answer, subject: 'caption', advisories: [{...advisory, ...change}]},
  },
});

const unchecked = (reason: Reason | FileReason): PanelExample => ({
  id: reason,
  group: 'unchecked',
  draft:
    reason === 'too_long'
      ? {
          ...instagram,
          photos: [],
          text: {tags: 0, answer: {...answer, state: 'partly', code: 'too_large'}},
        }
      : {...instagram, photos: [{...photo, reason}]},
});

const says = (id: string, draft: Draft): PanelExample => ({id, group: 'says', draft});
const nothing = (id: string, draft: Draft): PanelExample => ({id, group: 'nothing', draft});

export const EXAMPLES: readonly PanelExample[] = [
  says('copy-certain', copied({distance: 4})),
  says('copy-likely', copied({distance: 24})),
  says('copy-possible', copied({distance: 40, possible: true})),
  ...LEVEL.map(level => says(`tag-${level}`, warned({level}))),
  says('many-tags', {...instagram, text: {tags: 9, answer}}),
  says('licence', {...flickr, exposure: {audience: 'public', licence: 'cc-by'}}),
  ...TELLS.map(tell =>
    says(`tells-${tell}`, {...flickr, photos: [{...checked, tells: [tell], canStrip: true}]}),
  ),
  ...(['ask', 'confirm', 'block'] as const).map(mode =>
    says(`held-${mode}`, {
      ...copied({distance: 4}),
      hold: {of: 'files', mode, isUnchecked: false, ...(mode !== 'ask' && {by: ''})},
    }),
  ),
  says('held-post', {
    ...warned({}),
    hold: {
      of: 'post',
      mode: 'confirm',
      isUnchecked: false,
      by: 'Example Embassy',
      helpdesk: {text: 'Room 12', url: 'https://example.org/'},
    },
  }),
  says('passed-unchecked', {
    ...instagram,
    photos: [{...photo, reason: 'timeout'}],
    isPassedUnchecked: true,
  }),
  nothing('checking', {...instagram, photos: [photo]}),
  nothing('not-listed', instagram),
  nothing('public-account', {...instagram, exposure: {audience: 'public'}}),
  nothing('private-account', {...instagram, exposure: {audience: 'private'}}),
  nothing('no-tag', {...instagram, photos: [], text: {tags: 1, answer}}),
  {id: 'hushed', group: 'nothing', draft: warned({}), quiet: 'tag:bycatchtest'},
  ...REASONS.filter(reason => reason !== 'not_checkable').map(unchecked),
  ...FILE_REASONS.map(unchecked),
];
