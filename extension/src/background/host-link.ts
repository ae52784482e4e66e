// Keeps one client connected, when it is needed: connects on the first question, greets, and after a failure waits
// 1 s, 2 s, 4 s … 60 s before the next try. Who knows better (popup opened, tab focused) calls retryNow().
import type {HelloReply, Reply} from '../../../shared/protocol/protocol.gen.ts';
import {PROTOCOL_MAX, PROTOCOL_MIN} from '../../../shared/protocol/protocol.gen.ts';
import type {Reason} from '../common/reason.ts';
import {isHostReason} from '../common/reason.ts';
import {HostError} from './host-error.ts';
import type {NativePort, Question} from './native-client.ts';
import {NativeClient} from './native-client.ts';

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 60_000;

export interface HostLinkOptions {
  connect(): NativePort;
  disconnectSaying(port: NativePort): string | undefined;
  version: string;
  now(): number;
  /** The host answers again after it did not. */
  onBack(): void;
  /** The host cannot be asked. */
  onFail(reason: Reason): void;
  /** The lists in use, when first heard of and whenever they are others. */
  onGeneration(generation: string): void;
}

export class HostLink {
  private client: NativeClient | undefined;
  private greeting: Promise<NativeClient> | undefined;
  private failed: {error: HostError; until: number} | undefined;
  /** Until a question has been answered, so that a host that greets and dies is not started without end. */
  private wait = FIRST_WAIT_MS;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private lastGeneration: string | undefined;

  constructor(private readonly options: HostLinkOptions) {}

  /** Name of the lists in use, as last heard. */
  get generation(): string | undefined {
    return this.lastGeneration;
  }

  /** Why the host cannot be asked now; undefined when it can, or was not tried yet. */
  get reason(): Reason | undefined {
    return this.failed?.error.reason;
  }

  /** Rejects with HostError; at once while a failed host is left in peace. */
  async ask(question: Question): Promise<Reply[]> {
    const client = await this.connected();
    const frames = await client.ask(question);
    this.wait = FIRST_WAIT_MS;
    const last = frames.at(-1);
    if (last && 'generation' in last) this.heardGeneration(last.generation);
    return frames;
  }

  /** The next question is asked whatever happened before. */
  retryNow(): void {
    if (this.failed) this.failed.until = 0;
  }

  private connected(): Promise<NativeClient> {
    if (this.failed && this.options.now() < this.failed.until)
      return Promise.reject(this.failed.error);
    this.greeting ??= this.greet();
    return this.greeting;
  }

  private async greet(): Promise<NativeClient> {
    try {
      const client = this.open();
      const [hello] = await client.ask({
        verb: 'hello',
        protocol: {min: PROTOCOL_MIN, max: PROTOCOL_MAX},
        version: this.options.version,
      });
      if (hello?.verb !== 'hello') throw new HostError('host_old');
      const mismatch = disagreement(hello);
      if (mismatch) throw new HostError(mismatch);
      this.succeeded(hello.generation);
      return client;
    } catch (error) {
      const hostError = error instanceof HostError ? error : new HostError('internal');
      this.client?.close(hostError);
      throw this.failed?.error ?? this.fail(hostError);
    }
  }

  private open(): NativeClient {
    const port = this.options.connect();
    const client = new NativeClient(
      port,
      () => this.options.disconnectSaying(port),
      error => this.fail(error),
    );
    this.client = client;
    return client;
  }

  private succeeded(generation: string): void {
    const wasDown = this.failed !== undefined;
    this.failed = undefined;
    clearTimeout(this.retry);
    if (wasDown) this.options.onBack();
    this.heardGeneration(generation);
  }

  /** Notes why there is no connection, and plans the next try. */
  private fail(error: HostError): HostError {
    this.greeting = undefined;
    this.client = undefined;
    // A host that answers a greeting with an error does not know ours.
    const isOurs = isHostReason(error.reason) || error.reason === 'busy';
    const reason = isOurs ? error.reason : 'host_old';
    this.failed = {error: new HostError(reason), until: this.options.now() + this.wait};
    this.options.onFail(reason);
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.connected().catch(() => undefined), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT_MS);
    return this.failed.error;
  }

  private heardGeneration(generation: string): void {
    if (generation === this.lastGeneration) return;
    this.lastGeneration = generation;
    this.options.onGeneration(generation);
  }
}

/** Which side is too old for the other, if one is. */
function disagreement({protocol}: HelloReply): Reason | undefined {
  if (protocol.max < PROTOCOL_MIN) return 'host_old';
  if (protocol.min > PROTOCOL_MAX) return 'extension_old';
  return undefined;
}
