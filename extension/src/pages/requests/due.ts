import type {RemovalRequest} from './removal-request.ts';

export type Waiting = 'none' | 'waiting' | 'soon' | 'overdue';
const SOON_DAYS = 7;
const DAY_MS = 86_400_000;

/** How long an answer is still awaited, by the law cited; none when nobody is bound to answer, or has. */
export function waiting(request: RemovalRequest, today: string): Waiting {
  if (request.state !== 'sent' || request.due === undefined) return 'none';
  const left = daysLeft(request, today);
  if (left < 0) return 'overdue';
  return left <= SOON_DAYS ? 'soon' : 'waiting';
}

/** Days until the answer is due; negative once it is late. */
export function daysLeft({due}: RemovalRequest, today: string): number {
  return due === undefined ? 0 : Math.round((Date.parse(due) - Date.parse(today)) / DAY_MS);
}

/** The person's own calendar day. */
export function localDay(now: Date): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
