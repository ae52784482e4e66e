// What a person asked of those who hold a dataset: of whom and when, never the letter. The host keeps them.
export type {
  Letter as LetterName,
  RemovalRequest,
  RequestState,
} from '../../../../shared/protocol/protocol.gen.ts';
export {
  LETTER as LETTER_NAMES,
  REQUEST_STATE as STATES,
} from '../../../../shared/protocol/protocol.gen.ts';
