import type {Reason} from '../common/reason.ts';
import type {HostView} from '../common/views.ts';

/** Why the host cannot be relied on at all; the lists being empty or damaged counts as well. */
export function hostReason({reason, status}: HostView): Reason | undefined {
  if (reason) return reason;
  if (status?.index === 'empty') return 'no_index';
  return status?.index === 'damaged' ? 'corrupt' : undefined;
}
