import type {AskHost} from '../../common/messages.ts';
import type {HostAnswer} from '../../common/views.ts';
import type {Context} from '../context.ts';
import {HostError} from '../host-error.ts';

/** A question of a page of ours, as it stands. */
export async function askHost({host}: Context, {question, retry}: AskHost): Promise<HostAnswer> {
  if (retry) host.retryNow();
  try {
    return {replies: await host.ask(question)};
  } catch (error) {
    if (!(error instanceof HostError)) return {replies: [], reason: 'internal'};
    const {code} = error;
    // The question is well-formed: a host that does not know its verb is older than this extension.
    const reason = code === 'bad_request' ? 'host_old' : error.reason;
    return {replies: [], reason, ...(code && {code})};
  }
}
