import type {Reason} from '../common/reason.ts';

/** What browsers say when a native port closes, by the part of the sentence that has not changed in years. */
const SAYINGS: readonly (readonly [part: string, reason: Reason])[] = [
  ['host not found', 'host_missing'],
  ['No such native application', 'host_missing'],
  ['host name specified', 'host_missing'],
  ['is forbidden', 'host_forbidden'],
  ['Failed to start native', 'host_not_runnable'],
  ['An unexpected error occurred', 'host_not_runnable'],
  ['has exited', 'host_died'],
  // A broken frame, and in Chromium also one that ended while it was written to.
  ['Error when communicating', 'host_garbled'],
  ['exceeds the limit', 'host_garbled'],
];

/** Firefox says nothing at all when a host ends. */
export function reasonOfDisconnect(saying: string | undefined): Reason {
  if (!saying) return 'host_died';
  return SAYINGS.find(([part]) => saying.includes(part))?.[1] ?? 'host_died';
}
