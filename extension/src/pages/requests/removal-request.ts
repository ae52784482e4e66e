// What a person asked of those who hold a dataset: of whom and when, never the letter.

export const LETTER_NAMES = ['gdpr_access', 'gdpr_erasure', 'ccpa', 'bipa', 'plain'] as const;
export type LetterName = (typeof LETTER_NAMES)[number];

export const STATES = ['drafted', 'sent', 'answered', 'refused', 'no_answer', 'done'] as const;
export type RequestState = (typeof STATES)[number];

export interface RemovalRequest {
  number: number;
  dataset: string;
  letter: LetterName;
  state: RequestState;
  /** Days are the person's own, YYYY-MM-DD. */
  created: string;
  sent?: string;
  changed: string;
}

export const MAX_REQUESTS = 256;

/** Adds a request as drafted today. When there are as many as are kept, the oldest that is done makes room. */
export function withNew(
  requests: readonly RemovalRequest[],
  dataset: string,
  letter: LetterName,
  today: string,
): RemovalRequest[] | undefined {
  const done = requests.find(({state}) => state === 'done');
  const kept = requests.length < MAX_REQUESTS ? requests : requests.filter(one => one !== done);
  if (kept.length >= MAX_REQUESTS) return undefined;
  const number = Math.max(0, ...requests.map(one => one.number)) + 1;
  return [...kept, {number, dataset, letter, state: 'drafted', created: today, changed: today}];
}

/** Notes what became of one. To be drafted again takes back that it was sent. */
export function marked(
  requests: readonly RemovalRequest[],
  number: number,
  state: RequestState,
  today: string,
): RemovalRequest[] {
  return requests.map(request => {
    if (request.number !== number) return request;
    const {sent: before, ...rest} = request;
    const sent = state === 'sent' ? today : state === 'drafted' ? undefined : before;
    return {...rest, state, changed: today, ...(sent !== undefined && {sent})};
  });
}

const isDay = (value: unknown): boolean =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(Date.parse(value));

function isRequest(value: unknown): value is RemovalRequest {
  if (typeof value !== 'object' || value === null) return false;
  const {number, dataset, letter, state, created, sent, changed} = value as RemovalRequest;
  return (
    Number.isSafeInteger(number) &&
    typeof dataset === 'string' &&
    LETTER_NAMES.includes(letter) &&
    STATES.includes(state) &&
    isDay(created) &&
    isDay(changed) &&
    (sent === undefined || isDay(sent))
  );
}

/** What was stored, as far as it is whole. */
export const parseRequests = (stored: unknown): RemovalRequest[] =>
  Array.isArray(stored) ? stored.filter(isRequest).slice(0, MAX_REQUESTS) : [];
