import {beforeEach, expect, test, vi} from 'vitest';
import {syncOnAlarm} from '../../extension/src/background/sync-alarm.ts';

type Ring = (alarm: {name: string}) => void;

let ring: Ring;
let alarm: {name: string} | undefined;
const create = vi.fn();
beforeEach(() => {
  alarm = undefined;
  create.mockReset();
  vi.stubGlobal('chrome', {
    alarms: {
      onAlarm: {
        addListener: (listener: Ring) => {
          ring = listener;
        },
      },
      get: async () => alarm,
      create,
    },
  });
});

test('sync alarm: set once, each hour; one that is set goes on', async () => {
  syncOnAlarm(async () => true, vi.fn());
  await vi.waitFor(() => expect(create).toHaveBeenCalledOnce());
  expect(create.mock.calls[0]).toEqual(['sync', {delayInMinutes: 1, periodInMinutes: 60}]);
  alarm = {name: 'sync'};
  syncOnAlarm(async () => true, vi.fn());
  await Promise.resolve();
  expect(create).toHaveBeenCalledOnce();
});

test('sync alarm: when it rings the program is asked, if that is wanted', async () => {
  let isWanted = true;
  const sync = vi.fn(async () => {
    throw new Error('no host');
  });
  const asked = vi.fn(async () => isWanted);
  syncOnAlarm(asked, sync);
  ring({name: 'another'});
  ring({name: 'sync'});
  await vi.waitFor(() => expect(sync).toHaveBeenCalledOnce());
  isWanted = false;
  ring({name: 'sync'});
  await vi.waitFor(() => expect(asked).toHaveBeenCalledTimes(2));
  await Promise.resolve();
  expect(sync).toHaveBeenCalledOnce();
});
