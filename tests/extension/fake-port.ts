import type {Reply, Request} from '../../shared/protocol/protocol.gen.ts';

/** The extension's end of a native port, with the test at the other end. */
export class FakePort {
  readonly sent: Request[] = [];
  isOpen = true;
  private message: (message: unknown) => void = () => undefined;
  private gone: () => void = () => undefined;
  /** Answers each request as it comes, if set. */
  answer: ((request: Request) => Reply | undefined) | undefined;

  readonly onMessage = {
    addListener: (listener: (message: unknown) => void) => {
      this.message = listener;
    },
  };
  readonly onDisconnect = {
    addListener: (listener: () => void) => {
      this.gone = listener;
    },
  };

  postMessage(message: unknown): void {
    if (!this.isOpen) throw new Error('Attempting to use a disconnected port object');
    const request = message as Request;
    this.sent.push(request);
    const reply = this.answer?.(request);
    if (reply) queueMicrotask(() => this.message(reply));
  }
  disconnect(): void {
    this.isOpen = false;
  }
  reply(message: unknown): void {
    this.message(message);
  }
  die(): void {
    this.isOpen = false;
    this.gone();
  }
}
