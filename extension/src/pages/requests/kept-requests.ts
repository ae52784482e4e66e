// Requests as versions before kept them: in the browser's own store for this extension. They lie there until the host
// has said that it keeps them.
import type {RemovalRequest} from '../../../../shared/protocol/protocol.gen.ts';
import {parseRemovalRequest} from '../../../../shared/protocol/protocol.gen.ts';

const KEY = 'removal_requests';
/** As many as those versions kept, and one message to the host may hold. */
const MAX_KEPT = 256;

type Area = Pick<chrome.storage.StorageArea, 'get' | 'remove'>;

/** Of what was stored only what is whole is taken. */
export async function readKept(area: Area): Promise<RemovalRequest[]> {
  const {[KEY]: stored}: Record<string, unknown> = await area.get(KEY);
  if (!Array.isArray(stored)) return [];
  return stored.flatMap(one => wholeRequest(one) ?? []).slice(0, MAX_KEPT);
}

export const forgetKept = (area: Area): Promise<void> => area.remove(KEY);

function wholeRequest(stored: unknown): RemovalRequest | undefined {
  const request = parseRemovalRequest(stored);
  const days = request && [request.created, request.changed, request.sent ?? request.created];
  return days?.every(isDay) ? request : undefined;
}

/** The host refuses a day that the calendar does not have. */
function isDay(day: string): boolean {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
