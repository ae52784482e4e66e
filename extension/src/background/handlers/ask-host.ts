import type {AskHost} from '../../common/messages.ts';
import type {HostAnswer} from '../../common/views.ts';
import type {Context} from '../context.ts';
import {HostError} from '../host-error.ts';

/** Verbs after which other tags are watched, or other news unseen. */
const CHANGES: ReadonlySet<string> = new Set(['watch', 'unwatch', 'watch_seen']);

/** A question of a page of ours, as it stands. */
export async function askHost(
  {host, watchChanged}: Context,
  {question, retry}: AskHost,
): Promise<HostAnswer> {
  if (retry) host.retryNow();
  try {
    const replies = await host.ask(question);
    if (CHANGES.has(question.verb)) await watchChanged();
    return {replies};
  } catch (error) {
    if (!(error instanceof HostError)) return {replies: [], reason: 'internal'};
    const {code} = error;
    // The question is well-formed: a host that does not know its verb is older than this extension.
    const reason = code === 'bad_request' ? 'host_old' : error.reason;
    return {replies: [], reason, ...(code && {code})};
  }
}
