// Questions about a draft, from the page to the background. A slow answer is told as "could not check" after a moment,
// and as what it is when it comes after all.
import type {Reason} from '../common/reason.ts';
import type {Review, ReviewOutcome} from '../common/review.ts';
import {parseOutcome} from '../common/review.ts';

/** Longer than this nobody waits before posting. */
export const PATIENCE_MS = 1500;

/** Calls `heard` with the answer, and before it with `timeout` when the answer takes too long. */
export async function review(
  question: Review,
  heard: (outcome: ReviewOutcome) => void,
): Promise<void> {
  const patience = setTimeout(() => heard({reason: 'timeout'}), PATIENCE_MS);
  const outcome = await send(question);
  clearTimeout(patience);
  heard(parseOutcome(outcome) ?? {reason: 'internal' satisfies Reason});
}

/** Undefined when nobody answers: the background was stopped, or the extension was replaced under this page. */
export async function send(message: unknown): Promise<unknown> {
  try {
    return await chrome.runtime.sendMessage(message);
  } catch {
    return undefined;
  }
}
