import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {HostError} from '../../extension/src/background/host-error.ts';
import {HostLink} from '../../extension/src/background/host-link.ts';
import type {Reply, Request} from '../../shared/protocol/protocol.gen.ts';
import {FakePort} from './fake-port.ts';

type Answer = (request: Request) => Reply | undefined;

let ports: FakePort[];
let answer: Answer;
let saying: string | undefined;
let returns: number;
let generations: string[];
let failures: string[];
let link: HostLink;

const good: Answer = ({id, verb}) =>
  verb === 'hello'
    ? {id, verb: 'hello', protocol: {min: 1, max: 1}, version: '1', generation: 'g1'}
    : {id, verb: 'done'};
const dead: Answer = () => {
  queueMicrotask(() => ports.at(-1)?.die());
  return undefined;
};

beforeEach(() => {
  vi.useFakeTimers();
  ports = [];
  returns = 0;
  generations = [];
  failures = [];
  saying = undefined;
  answer = good;
  link = new HostLink({
    connect: () => {
      const port = new FakePort();
      port.answer = request => answer(request);
      ports.push(port);
      return port;
    },
    disconnectSaying: () => saying,
    version: '0.1.0',
    now: Date.now,
    onBack: () => {
      returns += 1;
    },
    onFail: reason => failures.push(reason),
    onGeneration: generation => generations.push(generation),
  });
});
afterEach(() => vi.useRealTimers());

const ask = (): Promise<string> =>
  link.ask({verb: 'status'}).then(
    () => 'answered',
    (error: unknown) => (error instanceof HostError ? error.reason : 'another error'),
  );

test('host link: greets once, whoever asks first', async () => {
  await expect(Promise.all([ask(), ask(), ask()])).resolves.toEqual(Array(3).fill('answered'));
  expect(ports).toHaveLength(1);
  expect(ports[0]?.sent.map(({verb}) => verb)).toEqual(['hello', 'status', 'status', 'status']);
});

test.each([
  ['Specified native messaging host not found.', 'host_missing'],
  ['No such native application org.bycatch.host', 'host_missing'],
  ['Access to the specified native messaging host is forbidden.', 'host_forbidden'],
  ['Failed to start native messaging host.', 'host_not_runnable'],
  ['An unexpected error occurred', 'host_not_runnable'],
  ['Native host has exited.', 'host_died'],
  [undefined, 'host_died'],
  ['Error when communicating with the native messaging host.', 'host_garbled'],
  [
    'Native application tried to send a message of 2097152 bytes, which exceeds the limit of 1048576 bytes.',
    'host_garbled',
  ],
])('host link: the browser says %j', async (words, reason) => {
  answer = dead;
  saying = words;
  await expect(ask()).resolves.toBe(reason);
});

test('host link: a failed host is left in peace for 1, 2, 4 … 60 seconds', async () => {
  answer = dead;
  await ask();
  for (const seconds of [1, 2, 4, 8, 16, 32, 60, 60]) {
    const tries = ports.length;
    await vi.advanceTimersByTimeAsync(seconds * 1000 - 1);
    await ask();
    expect(ports).toHaveLength(tries);
    await vi.advanceTimersByTimeAsync(1);
    expect(ports).toHaveLength(tries + 1);
  }
});

test('host link: who knows better need not wait', async () => {
  answer = dead;
  await ask();
  answer = good;
  await expect(ask()).resolves.toBe('host_died');
  link.retryNow();
  await expect(ask()).resolves.toBe('answered');
  expect(returns).toBe(1);
});

test('host link: a host that comes back is noticed without being asked', async () => {
  answer = dead;
  await ask();
  answer = good;
  await vi.advanceTimersByTimeAsync(1000);
  expect(returns).toBe(1);
  expect(link.reason).toBeUndefined();
});

test('host link: a host that greets and dies is not started without end', async () => {
  answer = request => (request.verb === 'hello' ? good(request) : dead(request));
  for (let round = 0; round < 5; round += 1) {
    link.retryNow();
    await ask();
  }
  const tries = ports.length;
  await vi.advanceTimersByTimeAsync(15_000);
  await ask();
  expect(ports.length - tries).toBeLessThanOrEqual(1);
});

test.each([
  [{min: 900, max: 1000}, 'extension_old'],
  [{min: 1, max: 1}, 'answered'],
] as const)('host link: a host that speaks %j', async (protocol, outcome) => {
  answer = request => {
    const reply = good(request);
    return reply?.verb === 'hello' ? {...reply, protocol} : reply;
  };
  await expect(ask()).resolves.toBe(outcome);
});

test('host link: a host that does not know the greeting is too old', async () => {
  answer = ({id}) => ({id, verb: 'error', code: 'unsupported'});
  await expect(ask()).resolves.toBe('host_old');
  expect(ports[0]?.isOpen).toBe(false);
});

test('host link: other lists are told of, once', async () => {
  await ask();
  answer = request => ({id: request.id, verb: 'datasets', generation: 'g2', cards: []});
  await ask();
  await ask();
  expect(generations).toEqual(['g1', 'g2']);
  expect(returns).toBe(0);
  expect(link.generation).toBe('g2');
});

test('host link: each failure is told with its reason', async () => {
  answer = dead;
  saying = 'Specified native messaging host not found.';
  await ask();
  expect(failures).toEqual(['host_missing']);
});
