import {
  keyOf,
  kindOf,
  photoFindings,
  photoIdentifier,
  strongest,
  tagFinding,
} from '../../common/findings.ts';
import type {Look, PhotoVerdict, TagVerdict, Verdicts} from '../../common/messages.ts';
import {reasonOf} from '../../common/reason.ts';
import type {Context} from '../context.ts';
import type {Outcome} from '../lookup.ts';
import {isAnswer} from '../lookup.ts';

/** Looks up the photos and tags of one frame, adds what is found to the tab, and tells the page what to mark. */
export async function look({lookup, tabs}: Context, tab: number, message: Look): Promise<Verdicts> {
  const {page, platform} = message;
  const [photos, tagged] = await Promise.all([
    lookup.photos(message.photos),
    lookup.tags(platform, message.tags),
  ]);
  const answers = [...photos.values()].filter(isAnswer);
  const found = [
    ...answers.flatMap(photoFindings),
    ...[...tagged.values()].filter(isAnswer).flatMap(answer => tagFinding(answer) ?? []),
  ];
  const coverages = answers
    .filter(({state}) => state !== 'not_checked')
    .map(({coverage}) => coverage);
  if (found.length + coverages.length > 0) await tabs.add(tab, page, platform, found, coverages);
  return {
    photos: [...photos].map(([subject, outcome]) => photoVerdict(subject, outcome)),
    tags: [...tagged].map(([tag, outcome]) => tagVerdict(tag, outcome)),
  };
}

export function photoVerdict(subject: string, outcome: Outcome): PhotoVerdict {
  if (!isAnswer(outcome)) {
    return {subject, kind: 'unchecked', identified: false, reason: outcome.reason};
  }
  const kind = kindOf(outcome);
  const photo = photoIdentifier(outcome);
  const verdict: PhotoVerdict = {subject, kind, identified: photo !== undefined};
  if (photo) verdict.key = keyOf(photo);
  if (kind === 'unchecked') verdict.reason = reasonOf(outcome.code);
  const finding = photoFindings(outcome)[0];
  if (finding) verdict.finding = finding.key;
  return verdict;
}

function tagVerdict(tag: string, outcome: Outcome): TagVerdict {
  const found = isAnswer(outcome) ? tagFinding(outcome) : undefined;
  const level = found && strongest(found.advisories.map(advisory => advisory.level));
  if (!found || !level) return {tag};
  return {tag, level, test: found.group === 'test', finding: found.key};
}
