import type {ErrorCode} from '../../../shared/protocol/protocol.gen.ts';

/**
 * Why something could not be checked, as people are told it: the wire's codes that a person can act on, and
 * what only the extension's side of the wire can know. Each has one next step in _locales.
 */
export const REASONS = [
  'host_missing',
  'host_forbidden',
  'host_not_runnable',
  'host_died',
  'host_garbled',
  'host_old',
  'extension_old',
  'timeout',
  'busy',
  'no_index',
  'corrupt',
  'not_checkable',
  'unsupported',
  'internal',
] as const;

export type Reason = (typeof REASONS)[number];

/** The reasons that say something of the connection, not of one subject or of the lists. */
const HOST_REASONS: ReadonlySet<Reason> = new Set<Reason>([
  'host_missing',
  'host_forbidden',
  'host_not_runnable',
  'host_died',
  'host_garbled',
  'host_old',
  'extension_old',
  'timeout',
]);

export function isHostReason(reason: Reason): boolean {
  return HOST_REASONS.has(reason);
}

export function isReason(value: unknown): value is Reason {
  return REASONS.some(reason => reason === value);
}

/** An error code as a person is told it; codes that only the command line can meet are `internal` here. */
export function reasonOf(code: ErrorCode | undefined): Reason {
  if (code === 'not_found' || code === 'no_feed') return 'no_index';
  if (code === 'hash_mismatch' || code === 'bad_format' || code === 'truncated') return 'corrupt';
  return isReason(code) ? code : 'internal';
}
