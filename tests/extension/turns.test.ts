import {afterEach, expect, test, vi} from 'vitest';
import {Turns} from '../../extension/src/common/picture/turns.ts';

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

test('turns: a long turn ends, and what the page has waiting comes before the next', async () => {
  const asked: string[] = [];
  const scheduler = {
    // Goes on before all that waits: in Firefox 3.9 s of work in turns left the page none of its own.
    yield: async () => void asked.push('yield'),
    postTask: async (task: () => void) => {
      asked.push('task');
      task();
    },
  };
  vi.stubGlobal('scheduler', scheduler);
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const turns = new Turns();
  now = 5;
  await turns.next();
  expect(asked).toEqual([]);
  now = 20;
  await turns.next();
  expect(asked).toEqual(['task']);
});

test('turns: where to rest is the caller’s to say', async () => {
  let rests = 0;
  let now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
  const turns = new Turns(async () => void rests++);
  now = 100;
  await turns.next();
  expect(rests).toBe(1);
});
