import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {HostError} from '../../extension/src/background/host-error.ts';
import {NativeClient, REPLY_TIMEOUT_MS} from '../../extension/src/background/native-client.ts';
import {FakePort} from './fake-port.ts';

let port: FakePort;
let ended: HostError[];
let client: NativeClient;

beforeEach(() => {
  vi.useFakeTimers();
  port = new FakePort();
  ended = [];
  client = new NativeClient(
    port,
    () => 'Native host has exited.',
    error => ended.push(error),
  );
});
afterEach(() => vi.useRealTimers());

const done = (id: number) => ({id, verb: 'done'});
const reasonOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'answered',
    (error: unknown) => (error instanceof HostError ? error.reason : 'another error'),
  );

test('native client: replies out of order reach who asked', async () => {
  const first = client.ask({verb: 'status'});
  const second = client.ask({verb: 'count', platform: 'flickr', seen: 1, identified: 1});
  port.reply(done(2));
  port.reply({id: 1, verb: 'error', code: 'busy'});
  await expect(second).resolves.toEqual([done(2)]);
  await expect(reasonOf(first)).resolves.toBe('busy');
});

test('native client: a second reply to one question changes nothing', async () => {
  const answer = client.ask({verb: 'status'});
  port.reply(done(1));
  port.reply(done(1));
  await expect(answer).resolves.toEqual([done(1)]);
});

test('native client: frames of one answer are gathered in order', async () => {
  const answers = client.ask({verb: 'datasets'});
  const frame = (more?: true) => ({
    id: 1,
    verb: 'datasets',
    generation: 'g',
    cards: [],
    ...(more && {more}),
  });
  port.reply(frame(true));
  port.reply(frame());
  await expect(answers).resolves.toEqual([frame(true), frame()]);
});

test('native client: frames without end are cut off', async () => {
  const answers = reasonOf(client.ask({verb: 'datasets'}));
  for (let sent = 0; sent < 100; sent += 1) {
    port.reply({id: 1, verb: 'datasets', generation: 'g', cards: [], more: true});
  }
  await expect(answers).resolves.toBe('host_garbled');
});

test('native client: a question times out alone when others are answered', async () => {
  const silent = reasonOf(client.ask({verb: 'status'}));
  const heard = client.ask({verb: 'status'});
  port.reply({id: 2, verb: 'error', code: 'busy'});
  await heard.catch(() => undefined);
  await vi.advanceTimersByTimeAsync(REPLY_TIMEOUT_MS);
  await expect(silent).resolves.toBe('timeout');
  expect(ended).toEqual([]);
  expect(port.isOpen).toBe(true);
});

test('native client: a host that says nothing at all is let go', async () => {
  const silent = reasonOf(client.ask({verb: 'status'}));
  await vi.advanceTimersByTimeAsync(REPLY_TIMEOUT_MS);
  await expect(silent).resolves.toBe('timeout');
  expect(port.isOpen).toBe(false);
  expect(ended).toHaveLength(1);
});

test('native client: a reply after its timeout finds nobody and harms nobody', async () => {
  const first = reasonOf(client.ask({verb: 'status'}));
  const second = client.ask({verb: 'status'});
  port.reply({id: 7, verb: 'done'});
  await vi.advanceTimersByTimeAsync(REPLY_TIMEOUT_MS - 1);
  port.reply(done(2));
  await second;
  await vi.advanceTimersByTimeAsync(1);
  port.reply(done(1));
  await expect(first).resolves.toBe('timeout');
});

test('native client: a disconnect settles every question, once', async () => {
  const questions = [client.ask({verb: 'status'}), client.ask({verb: 'status'})].map(reasonOf);
  port.die();
  await expect(Promise.all(questions)).resolves.toEqual(['host_died', 'host_died']);
  expect(ended.map(({reason}) => reason)).toEqual(['host_died']);
  await expect(reasonOf(client.ask({verb: 'status'}))).resolves.toBe('host_died');
});

test.each([
  ['not an object', 'hello'],
  ['an unknown verb', {id: 1, verb: 'exec'}],
  ['an unknown field', {id: 1, verb: 'done', path: '/'}],
  ['no id', {verb: 'done'}],
])('native client: %s closes the line', async (_why, message) => {
  const question = reasonOf(client.ask({verb: 'status'}));
  port.reply(message);
  await expect(question).resolves.toBe('host_garbled');
  expect(port.isOpen).toBe(false);
});

test('native client: a code from the future is internal', async () => {
  const question = reasonOf(client.ask({verb: 'status'}));
  port.reply({id: 1, verb: 'error', code: 'a_later_code'});
  await expect(question).resolves.toBe('internal');
});
