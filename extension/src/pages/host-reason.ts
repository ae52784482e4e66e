import type {Reason} from '../common/reason.ts';
import type {HostView} from '../common/views.ts';

/** Why the host cannot be relied on at all; lists that are missing, damaged or too new for it count as well. */
export function hostReason({reason, status}: HostView): Reason | undefined {
  if (reason) return reason;
  if (status?.index === 'empty') return 'no_index';
  if (status?.index !== 'damaged') return undefined;
  return status.code === 'unsupported' ? 'unsupported' : 'corrupt';
}
