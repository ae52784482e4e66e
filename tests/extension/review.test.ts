import {expect, test} from 'vitest';
import type {Context} from '../../extension/src/background/context.ts';
import {review} from '../../extension/src/background/handlers/review.ts';
import {HostError} from '../../extension/src/background/host-error.ts';
import type {Question} from '../../extension/src/background/native-client.ts';
import {parseMessage} from '../../extension/src/common/messages.ts';
import type {Review} from '../../extension/src/common/review.ts';
import type {Advisory, Answer} from '../../shared/protocol/protocol.gen.ts';
import {MAX_REQUEST_BYTES, parseRequest} from '../../shared/protocol/protocol.gen.ts';

const answer = (more: Partial<Answer> = {}): Answer => ({
  subject: 'caption',
  state: 'checked',
  identifiers: [],
  listings: [],
  advisories: [],
  coverage: {lists: 1, could_hold: 0},
  ...more,
});

/** A host that notes what it is asked and answers one thing after the other. */
function hostThat(...answers: (Answer | HostError)[]) {
  const asked: Question[] = [];
  const ask = async (question: Question) => {
    asked.push(question);
    const next = answers[Math.min(asked.length, answers.length) - 1];
    if (next instanceof HostError) throw next;
    return [{id: 1, verb: 'answers', generation: 'g', answers: next ? [next] : []}];
  };
  return {asked, context: {host: {ask}} as unknown as Context};
}

const base = {type: 'review', platform: 'instagram', subject: 'f1'} as const;
const thumbnail = 'A'.repeat(87_384);

test('review: one picture a question, in the form the host takes', async () => {
  const {asked, context} = hostThat(answer());
  await review(context, {...base, thumbnail});
  expect(asked).toHaveLength(1);
  expect(parseRequest({...asked[0], id: 1})).toBeDefined();
});

test('review: words of any length are asked about whole, in questions the host takes', async () => {
  const {asked, context} = hostThat(answer());
  const caption = '<é😷 #tag & '.repeat(9000).slice(0, 100_000);
  await review(context, {...base, caption, tags: ['a', 'b']});
  expect(asked.map(question => ('caption' in question ? question.caption : '')).join('')).toBe(
    caption,
  );
  expect(asked.filter(question => 'tags' in question)).toHaveLength(1);
  for (const question of asked) {
    const frame = JSON.stringify({...question, id: Number.MAX_SAFE_INTEGER}).replace(
      /[<>&]/g,
      '\\u0000',
    );
    expect(new TextEncoder().encode(frame).length).toBeLessThan(MAX_REQUEST_BYTES);
    expect(parseRequest({...question, id: 1})).toBeDefined();
  }
});

test('review: answers to pieces become one that says no more than each', async () => {
  const warning = (tag: string, written: string[]): Advisory => ({
    tag,
    level: 'inferred',
    dataset: 'd',
    years: [],
    written,
    sources: [],
  });
  const {context} = hostThat(
    answer({advisories: [warning('a', ['#a'])]}),
    answer({
      advisories: [warning('a', ['#A']), warning('b', ['#b'])],
      state: 'partly',
      code: 'corrupt',
    }),
  );
  const outcome = await review(context, {...base, caption: 'x '.repeat(10_000)});
  expect(outcome).toMatchObject({answer: {state: 'partly', code: 'corrupt'}});
  if (!('answer' in outcome)) throw new Error('no answer');
  expect(outcome.answer.advisories.map(({tag, written}) => [tag, written])).toEqual([
    ['a', ['#a', '#A']],
    ['b', ['#b']],
  ]);
});

test('review: a host that does not know the verb is too old, one that fails says why', async () => {
  const old = hostThat(new HostError('internal', 'bad_request'));
  expect(await review(old.context, {...base, thumbnail})).toEqual({reason: 'host_old'});
  const missing = hostThat(new HostError('host_missing'));
  expect(await review(missing.context, {...base, thumbnail})).toEqual({reason: 'host_missing'});
});

test.each([
  ['a thumbnail of another size', {thumbnail: 'AAAA'}],
  ['a caption too long', {caption: 'x'.repeat(100_001)}],
  ['too many tags', {tags: Array(257).fill('x')}],
  ['a file name', {name: 'beach.jpg'}],
])('review refused: %s', (_what, more) => {
  expect(parseMessage({...base, ...more})).toBeUndefined();
  expect(parseMessage({...base, thumbnail} satisfies Review)).toBeDefined();
});
