import {askHost, only} from '../use-host.ts';
import type {Result} from './result.ts';
import {withAnswers} from './result.ts';
import type {Subject} from './subjects.ts';

/** So many at once that the frame stays far below what the host reads. */
const AT_ONCE = 50;

/** Asks the host, some at a time; yields what is known after each answer. Ends early when `signal` is aborted. */
export async function* check(
  subjects: readonly Subject[],
  before: Result,
  signal: AbortSignal,
): AsyncGenerator<{result: Result; left: number}> {
  let result = before;
  const kinds = ['photo', 'account'] as const;
  const groups = kinds.flatMap(kind => chunks(subjects.filter(subject => subject.kind === kind)));
  let left = subjects.length;
  for (const group of groups) {
    const answer = await askHost(questionOf(group), left === subjects.length);
    if (signal.aborted) return;
    result = withAnswers(
      result,
      group.map(({written}) => written),
      only(answer, 'answers').flatMap(({answers}) => answers),
      answer.reason ?? 'internal',
    );
    left -= group.length;
    yield {result, left};
  }
}

function chunks<T>(items: readonly T[]): T[][] {
  return Array.from({length: Math.ceil(items.length / AT_ONCE)}, (_, at) =>
    items.slice(at * AT_ONCE, (at + 1) * AT_ONCE),
  );
}

/** @param group of one kind */
function questionOf(group: readonly Subject[]) {
  const photos = group.filter(subject => subject.kind === 'photo');
  if (photos.length > 0) {
    const named = photos.map(({url}, at) => ({subject: String(at), urls: [url]}));
    return {verb: 'check', photos: named} as const;
  }
  const accounts = group.flatMap(subject => (subject.kind === 'account' ? [subject.nsid] : []));
  return {verb: 'account', platform: 'flickr', accounts} as const;
}
