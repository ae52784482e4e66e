// Asking whether a picture and a text may be posted without regret: from the script in a page to the background.
import type {Answer, Platform} from '../../../shared/protocol/protocol.gen.ts';
import {parseAnswer} from '../../../shared/protocol/protocol.gen.ts';
import type {Reason} from './reason.ts';
import {isReason} from './reason.ts';

/** One picture, or the words of the post. */
export interface Review {
  type: 'review';
  platform: Platform;
  subject: string;
  /** 256x256 grey, top row first, as base64. */
  thumbnail?: string;
  caption?: string;
  /** Tags that stand in a field of their own. */
  tags?: string[];
}

export type ReviewOutcome = {answer: Answer} | {reason: Reason};

/** Undefined: nobody answered. */
export function parseOutcome(value: unknown): ReviewOutcome | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const {answer, reason} = value as Record<string, unknown>;
  const parsed = parseAnswer(answer);
  if (parsed) return {answer: parsed};
  return isReason(reason) ? {reason} : undefined;
}
