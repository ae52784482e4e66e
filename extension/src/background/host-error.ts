import type {Reason} from '../common/reason.ts';

/** A question to the host that got no answer. */
export class HostError extends Error {
  constructor(readonly reason: Reason) {
    super(reason);
  }
}
