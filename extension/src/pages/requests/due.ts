import type {LetterName, RemovalRequest} from './removal-request.ts';

export type Waiting = 'none' | 'waiting' | 'soon' | 'overdue';
const SOON_DAYS = 7;
const DAY_MS = 86_400_000;
const CCPA_DAYS = 45;

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/**
 * The last day for an answer to a letter that arrived on `sent`: under the GDPR (article 12(3)) one month, which ends
 * on the day of the same number, or on the month's last where it has none; under the CCPA (section 1798.130) 45 days.
 * Undefined where the letter cites no law that sets a time.
 */
export function answerDue(letter: LetterName, sent: string): string | undefined {
  if (letter === 'ccpa') return dayOf(Date.parse(sent) + CCPA_DAYS * DAY_MS);
  if (letter !== 'gdpr_access' && letter !== 'gdpr_erasure') return undefined;
  const [year = 0, month = 0, day = 0] = sent.split('-').map(Number);
  const lastOfNext = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return dayOf(Date.UTC(year, month, Math.min(day, lastOfNext)));
}

export const dueOf = ({letter, sent}: RemovalRequest): string | undefined =>
  sent === undefined ? undefined : answerDue(letter, sent);

/** How long an answer is still awaited, by the law cited; none when nobody is bound to answer, or has. */
export function waiting(request: RemovalRequest, today: string): Waiting {
  if (request.state !== 'sent' || dueOf(request) === undefined) return 'none';
  const left = daysLeft(request, today);
  if (left < 0) return 'overdue';
  return left <= SOON_DAYS ? 'soon' : 'waiting';
}

/** Days until the answer is due; negative once it is late. */
export function daysLeft(request: RemovalRequest, today: string): number {
  const due = dueOf(request);
  return due === undefined ? 0 : Math.round((Date.parse(due) - Date.parse(today)) / DAY_MS);
}

/** The person's own calendar day. */
export function localDay(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
