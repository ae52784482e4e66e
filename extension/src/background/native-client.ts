// One native port and the questions under way on it. Reply, timeout and disconnect all settle a question through
// `settle`, once; after a disconnect the client is spent.
import type {Reply, Request} from '../../../shared/protocol/protocol.gen.ts';
import {parseReply} from '../../../shared/protocol/protocol.gen.ts';
import {reasonOf} from '../common/reason.ts';
import {reasonOfDisconnect} from './browser-errors.ts';
import {HostError} from './host-error.ts';

export const REPLY_TIMEOUT_MS = 10_000;
/** Frames that one question may be answered in. */
const MAX_FRAMES = 64;

/** The part of chrome.runtime.Port that is used. */
export interface NativePort {
  postMessage(message: unknown): void;
  disconnect(): void;
  onMessage: {addListener(listener: (message: unknown) => void): void};
  onDisconnect: {addListener(listener: () => void): void};
}

/** A request without its id, which the client gives. */
export type Question = Request extends infer R
  ? R extends Request
    ? Omit<R, 'id'>
    : never
  : never;

interface Pending {
  resolve(frames: Reply[]): void;
  reject(error: HostError): void;
  timer: ReturnType<typeof setTimeout>;
  frames: Reply[];
}

export class NativeClient {
  private readonly pending = new Map<number, Pending>();
  private lastId = 0;
  private heard = 0;
  private ended: HostError | undefined;

  /**
   * @param disconnectSaying the browser's words for the disconnect that is just being told
   * @param onEnd called once, when the port has closed, by either side
   */
  constructor(
    private readonly port: NativePort,
    disconnectSaying: () => string | undefined,
    private readonly onEnd: (error: HostError) => void,
  ) {
    port.onMessage.addListener(message => this.onMessage(message));
    port.onDisconnect.addListener(() =>
      this.end(new HostError(reasonOfDisconnect(disconnectSaying()))),
    );
  }

  /** The frames of the answer, in order. Rejects with HostError. */
  ask(question: Question): Promise<Reply[]> {
    if (this.ended) return Promise.reject(this.ended);
    this.lastId += 1;
    const id = this.lastId;
    return new Promise((resolve, reject) => {
      const {heard} = this;
      const timer = setTimeout(() => this.onTimeout(id, heard), REPLY_TIMEOUT_MS);
      this.pending.set(id, {resolve, reject, timer, frames: []});
      try {
        this.port.postMessage({...question, id});
      } catch {
        this.settle(id, new HostError('host_died'));
      }
    });
  }

  /** Closes the port; questions under way are rejected with `reason`. */
  close(error: HostError): void {
    this.port.disconnect();
    this.end(error);
  }

  /** A host that has said nothing at all since the question was asked hangs, and is let go. */
  private onTimeout(id: number, heardBefore: number): void {
    const error = new HostError('timeout');
    if (this.heard === heardBefore) this.close(error);
    else this.settle(id, error);
  }

  private onMessage(message: unknown): void {
    this.heard += 1;
    const reply = parseReply(message);
    if (!reply) {
      this.close(new HostError('host_garbled'));
      return;
    }
    // A reply that comes after its question has timed out finds nobody.
    const pending = this.pending.get(reply.id);
    if (!pending) return;
    if (reply.verb === 'error') {
      this.settle(reply.id, new HostError(reasonOf(reply.code), reply.code));
      return;
    }
    pending.frames.push(reply);
    const isLast = !('more' in reply && reply.more);
    if (isLast) this.settle(reply.id, pending.frames);
    else if (pending.frames.length >= MAX_FRAMES)
      this.settle(reply.id, new HostError('host_garbled'));
  }

  private settle(id: number, outcome: Reply[] | HostError): void {
    const pending = this.pending.get(id);
    if (!pending) return;
    this.pending.delete(id);
    clearTimeout(pending.timer);
    if (outcome instanceof HostError) pending.reject(outcome);
    else pending.resolve(outcome);
  }

  private end(error: HostError): void {
    if (this.ended) return;
    this.ended = error;
    for (const id of [...this.pending.keys()]) this.settle(id, error);
    this.onEnd(error);
  }
}
