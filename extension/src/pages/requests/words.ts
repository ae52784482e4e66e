import type {Key} from '../../common/i18n.ts';
import type {RequestState} from './removal-request.ts';

export const STATE_NAMES = {
  drafted: 'requestDrafted',
  sent: 'requestSent',
  answered: 'requestAnswered',
  refused: 'requestRefused',
  no_answer: 'requestNoAnswer',
  done: 'requestDone',
} as const satisfies Record<RequestState, Key>;
