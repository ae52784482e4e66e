import {expect, test} from 'vitest';
import {AnswerCache} from '../../extension/src/background/answer-cache.ts';
import {batches, MAX_BATCH} from '../../extension/src/background/batches.ts';
import {HostError} from '../../extension/src/background/host-error.ts';
import {isAnswer, Lookup} from '../../extension/src/background/lookup.ts';
import type {Question} from '../../extension/src/background/native-client.ts';
import type {Answer, Photo, Reply} from '../../shared/protocol/protocol.gen.ts';
import {MAX_REQUEST_BYTES, parseRequest} from '../../shared/protocol/protocol.gen.ts';

const checked = (subject: string): Answer => ({
  subject,
  state: 'checked',
  identifiers: [],
  listings: [],
  advisories: [],
  coverage: {lists: 1, could_hold: 1},
});
const photo = (subject: string, url = `https://example.org/${subject}`): Photo => ({
  subject,
  urls: [url],
});

class Host {
  generation: string | undefined = 'g1';
  asked: Question[] = [];
  failure: HostError | undefined;
  answer = (subject: string): Answer => checked(subject);

  async ask(question: Question): Promise<Reply[]> {
    this.asked.push(question);
    if (this.failure) throw this.failure;
    const subjects =
      question.verb === 'check'
        ? question.photos.map(({subject}) => subject)
        : question.verb === 'tags'
          ? question.tags.map(tag => tag.toLowerCase())
          : [];
    const answers = subjects.map(subject => this.answer(subject));
    return [{id: 1, verb: 'answers', generation: this.generation ?? '', answers}];
  }
}

test('batches: at most 256 items, at most 256 KiB, nothing lost', () => {
  const small = Array.from({length: 1000}, (_, index) => photo(`p${index}`));
  expect(batches(small).map(({length}) => length)).toEqual([256, 256, 256, 232]);
  const long = Array.from({length: 300}, (_, index) =>
    photo(`p${index}`, `https://example.org/${'é<'.repeat(3000)}`),
  );
  const split = batches(long);
  expect(split.flat()).toEqual(long);
  for (const photos of split) {
    expect(photos.length).toBeLessThanOrEqual(MAX_BATCH);
    const frame = JSON.stringify({id: Number.MAX_SAFE_INTEGER, verb: 'check', photos}).replaceAll(
      '<',
      '\\u003c',
    );
    expect(new TextEncoder().encode(frame).length).toBeLessThanOrEqual(MAX_REQUEST_BYTES);
    expect(parseRequest(JSON.parse(frame))).toBeDefined();
  }
});

test('lookup: what is known is not asked again, what is new is', async () => {
  const host = new Host();
  const lookup = new Lookup(host);
  await lookup.photos([photo('a')]);
  const outcomes = await lookup.photos([photo('z', 'https://example.org/a'), photo('b')]);
  expect([...outcomes.keys()].sort()).toEqual(['b', 'z']);
  expect(host.asked).toHaveLength(2);
  expect(host.asked[1]).toEqual({verb: 'check', photos: [photo('b')]});
});

test('lookup: other lists, other answers', async () => {
  const host = new Host();
  const lookup = new Lookup(host);
  await lookup.photos([photo('a')]);
  host.generation = 'g2';
  await lookup.photos([photo('a')]);
  expect(host.asked).toHaveLength(2);
});

test('lookup: an answer that says nothing lasting is not kept', async () => {
  const host = new Host();
  const lookup = new Lookup(host);
  host.answer = subject => ({...checked(subject), state: 'not_checked', code: 'busy'});
  await lookup.photos([photo('a')]);
  await lookup.photos([photo('a')]);
  expect(host.asked).toHaveLength(2);
});

test('lookup: without the host every photo has its reason', async () => {
  const host = new Host();
  host.failure = new HostError('host_missing');
  const outcomes = await new Lookup(host).photos([photo('a'), photo('b')]);
  expect([...outcomes.values()]).toEqual([{reason: 'host_missing'}, {reason: 'host_missing'}]);
});

test('lookup: a host that answers too few leaves the rest unchecked, never not listed', async () => {
  const host = new Host();
  host.ask = async () => [{id: 1, verb: 'answers', generation: 'g1', answers: [checked('a')]}];
  const outcomes = await new Lookup(host).photos([photo('a'), photo('b')]);
  expect(isAnswer(outcomes.get('a') ?? {reason: 'internal'})).toBe(true);
  expect(outcomes.get('b')).toEqual({reason: 'internal'});
});

test('lookup: a tag is answered under the name it was asked by', async () => {
  const outcomes = await new Lookup(new Host()).tags('instagram', ['FaceMask', 'FaceMask']);
  expect([...outcomes.keys()]).toEqual(['FaceMask']);
});

test('lookup: a tag is asked about each time, for it may be watched by now', async () => {
  const host = new Host();
  const lookup = new Lookup(host);
  await lookup.tags('flickr', ['face']);
  host.answer = subject => ({
    ...checked(subject),
    advisories: [{tag: subject, level: 'watched', years: [], sources: []}],
  });
  const outcome = (await lookup.tags('flickr', ['face'])).get('face');
  expect(outcome).toMatchObject({advisories: [{level: 'watched'}]});
});

test('answer cache: the least recently used goes first', () => {
  const cache = new AnswerCache(2);
  cache.put('g', 'a', checked('a'));
  cache.put('g', 'b', checked('b'));
  cache.get('g', 'a');
  cache.put('g', 'c', checked('c'));
  expect([cache.get('g', 'a'), cache.get('g', 'b'), cache.get('g', 'c')].map(Boolean)).toEqual([
    true,
    false,
    true,
  ]);
});
