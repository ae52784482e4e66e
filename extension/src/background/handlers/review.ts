// A picture, or the words of a post, before they are posted. Nothing of it is kept here.
import type {Answer, Reply} from '../../../../shared/protocol/protocol.gen.ts';
import {captionPieces} from '../../common/caption.ts';
import type {Review, ReviewOutcome} from '../../common/review.ts';
import type {Context} from '../context.ts';
import {HostError} from '../host-error.ts';
import type {Question} from '../native-client.ts';

/** What one answer may hold. */
const MAX_IDENTIFIERS = 32;
const MAX_ADVISORIES = 64;

export async function review({host}: Context, message: Review): Promise<ReviewOutcome> {
  try {
    const replies = await Promise.all(questions(message).map(question => host.ask(question)));
    const [first, ...others] = replies.flatMap(answersIn);
    return first ? {answer: others.reduce(joined, first)} : {reason: 'internal'};
  } catch (error) {
    if (!(error instanceof HostError)) return {reason: 'internal'};
    // A host that does not know the verb is older than this extension.
    return {reason: error.code === 'bad_request' ? 'host_old' : error.reason};
  }
}

/** One for a picture; for words one for each piece that the host takes, the tags with the first. */
function questions({platform, subject, thumbnail, caption, tags}: Review): Question[] {
  const verb = 'review';
  if (thumbnail !== undefined) return [{verb, platform, photo: {subject, thumbnail}}];
  const [first = '', ...others] = captionPieces(caption ?? '');
  return [
    {verb, platform, caption: first, ...(tags && tags.length > 0 && {tags})},
    ...others.map(piece => ({verb, platform, caption: piece}) as const),
  ];
}

const answersIn = (frames: readonly Reply[]): Answer[] =>
  frames.flatMap(frame => (frame.verb === 'answers' ? frame.answers : []));

/** Two pieces of one caption: each tag and each advisory once, and no more said than holds for both. */
function joined(a: Answer, b: Answer): Answer {
  const identifiers = [...a.identifiers];
  for (const one of b.identifiers) {
    const isKnown = identifiers.some(({id}) => id === one.id);
    if (!isKnown && identifiers.length < MAX_IDENTIFIERS) identifiers.push(one);
  }
  const advisories = [...a.advisories];
  for (const one of b.advisories) {
    const at = advisories.findIndex(({tag, dataset}) => tag === one.tag && dataset === one.dataset);
    const known = advisories[at];
    if (!known) advisories.push(one);
    else
      advisories[at] = {
        ...known,
        written: [...new Set([...(known.written ?? []), ...(one.written ?? [])])].slice(0, 16),
      };
  }
  const code = a.code ?? b.code ?? (advisories.length > MAX_ADVISORIES ? 'too_large' : undefined);
  const isSame = a.state === b.state && code === undefined;
  return {
    ...a,
    state: isSame
      ? a.state
      : a.state === 'not_checked' && b.state === 'not_checked'
        ? 'not_checked'
        : 'partly',
    identifiers,
    advisories: advisories.slice(0, MAX_ADVISORIES),
    ...(code && {code}),
  };
}
