// A picture on the page, compared with the imprints of the lists. What is found is a finding of the photo that was
// recognised by its address, else of the picture itself.
import {photoFindings} from '../../common/findings.ts';
import type {Compare, PhotoVerdict} from '../../common/messages.ts';
import type {Context} from '../context.ts';
import {photoVerdict} from './look.ts';
import {review} from './review.ts';

export async function compare(
  context: Context,
  tab: number,
  {page, platform, subject, thumbnail, photo}: Compare,
): Promise<PhotoVerdict> {
  const outcome = await review(context, {type: 'review', platform, subject, thumbnail});
  if (!('answer' in outcome)) return photoVerdict(subject, outcome);
  const answer = photo ? {...outcome.answer, identifiers: [photo]} : outcome.answer;
  const found = photoFindings(answer);
  if (found.length > 0) await context.tabs.add(tab, page, platform, found, []);
  return photoVerdict(subject, answer);
}
