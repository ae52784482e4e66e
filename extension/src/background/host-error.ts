import type {ErrorCode} from '../../../shared/protocol/protocol.gen.ts';
import type {Reason} from '../common/reason.ts';

/** A question to the host that got no answer. */
export class HostError extends Error {
  /** @param code what the host itself said, when it was the host */
  constructor(
    readonly reason: Reason,
    readonly code?: ErrorCode,
  ) {
    super(reason);
  }
}
