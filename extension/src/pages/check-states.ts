// Made-up states of the check page, for the component page.
import type {Answer} from '../../../shared/protocol/protocol.gen.ts';
import type {FileReason} from '../common/draft.ts';
import {FILE_REASONS} from '../common/draft.ts';
import type {CheckView} from '../common/views.ts';
import type {CheckedFile} from './check/files.ts';
import {coverage, listedPhoto} from './component-states.ts';

const answer: Answer = {
  subject: 'check',
  state: 'checked',
  identifiers: [listedPhoto.identifier],
  listings: [],
  advisories: [],
  coverage,
};

const pictureAnswer: Answer = {
  ...answer,
  identifiers: [{platform: 'web', kind: 'imprint', id: 'f'.repeat(64)}],
};

const file = (name: string, more: Partial<CheckedFile> = {}): CheckedFile => ({
  subject: name,
  name,
  ...more,
});

/** Reasons that a picture of its own can meet; a text too long is the panel's alone. */
const reasons: readonly FileReason[] = FILE_REASONS.filter(reason => reason !== 'too_long');

const pictures: readonly CheckedFile[] = [
  file('reading.jpg'),
  file('listed.jpg', {
    answer: {
      ...pictureAnswer,
      listings: [{dataset: 'example-faces', match: 'copy', distance: 8}],
    },
  }),
  file('possible.jpg', {
    answer: {
      ...pictureAnswer,
      listings: [{dataset: 'example-faces', match: 'copy', distance: 44, possible: true}],
    },
  }),
  file('not-listed.jpg', {answer: pictureAnswer}),
  file('host-missing.jpg', {reason: 'host_missing'}),
  file('a-very-long-name-that-somebody-gave-a-picture-years-ago-and-never-changed-since.jpg', {
    answer: {...pictureAnswer, state: 'not_checked', code: 'no_index'},
  }),
  ...reasons.map(reason => file(`${reason}.jpg`, {reason})),
];

export interface CheckState {
  result?: CheckView;
  files?: readonly CheckedFile[];
  isCut?: boolean;
  isOver?: boolean;
}

/** States of the check page by name. */
export const checkStates: readonly (readonly [string, CheckState])[] = [
  ['nothing-yet', {}],
  ['dragged-over', {isOver: true}],
  ['listed', {result: {findings: [listedPhoto], answer}}],
  ['not-listed', {result: {findings: [], answer}}],
  ['not-checkable', {result: {findings: [], answer, reason: 'not_checkable'}}],
  ['host-missing', {result: {findings: [], reason: 'host_missing'}}],
  ['pictures', {files: pictures, isCut: true}],
];
