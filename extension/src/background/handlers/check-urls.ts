import {photoFindings} from '../../common/findings.ts';
import type {CheckUrls} from '../../common/messages.ts';
import {reasonOf} from '../../common/reason.ts';
import type {CheckView} from '../../common/views.ts';
import type {Context} from '../context.ts';
import {isAnswer} from '../lookup.ts';

const SUBJECT = 'check';

/** What is known of one photo by its addresses. Kept nowhere. */
export async function checkUrls({lookup}: Context, {urls}: CheckUrls): Promise<CheckView> {
  const outcome = (await lookup.photos([{subject: SUBJECT, urls}])).get(SUBJECT);
  if (!outcome || !isAnswer(outcome)) return {findings: [], reason: outcome?.reason ?? 'internal'};
  const view: CheckView = {findings: photoFindings(outcome), answer: outcome};
  if (outcome.state !== 'checked') view.reason = reasonOf(outcome.code);
  return view;
}
