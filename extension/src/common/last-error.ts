// The last time the host could not be asked: why, and when. In session storage: gone when the browser closes.
import type {Reason} from './reason.ts';
import {isReason} from './reason.ts';

export interface LastError {
  reason: Reason;
  /** Milliseconds since 1970. */
  at: number;
}

const KEY = 'last_error';

export async function noteError(
  area: Pick<chrome.storage.StorageArea, 'set'>,
  error: LastError,
): Promise<void> {
  await area.set({[KEY]: error});
}

export async function lastError(
  area: Pick<chrome.storage.StorageArea, 'get'>,
): Promise<LastError | undefined> {
  const {[KEY]: noted}: Record<string, unknown> = await area.get(KEY);
  const {reason, at} = (noted ?? {}) as Partial<Record<keyof LastError, unknown>>;
  return isReason(reason) && typeof at === 'number' ? {reason, at} : undefined;
}
