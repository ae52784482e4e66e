// The card beside a mark: a page of the extension in a frame, in a closed root like the mark's own. What the
// site draws over it or instead of it is not ours, so the popup can always show the same.

import {createClosedHost} from '../common/closed-host.ts';
import {text} from '../common/i18n.ts';
import {send} from './background-line.ts';
import type {Mark} from './mark.ts';
import {MARK_NAME} from './mark.ts';

/** A frame whose page has not answered by then will not: some policy of the browser or the site holds it back. */
const PATIENCE_MS = 2500;

const STYLE: Readonly<Record<string, string>> = {
  all: 'initial',
  position: 'fixed',
  'inset-block-start': '16px',
  'inset-inline-end': '16px',
  'inline-size': 'min(380px, calc(100vw - 32px))',
  'block-size': 'min(560px, calc(100vh - 32px))',
  border: '0',
  'border-radius': '14px',
  'box-shadow': '0 12px 40px rgb(0 0 0 / 40%)',
  'z-index': '2147483647',
  'color-scheme': 'light dark',
};

export class CardFrame {
  private host: HTMLElement | undefined;
  private mark: Mark | undefined;
  private patience: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly document: Document,
    signal: AbortSignal,
  ) {
    document.addEventListener('keydown', event => this.onKey(event), {capture: true, signal});
    document.addEventListener('pointerdown', event => this.onPointer(event), {
      capture: true,
      signal,
    });
    signal.addEventListener('abort', () => this.close());
  }

  open(finding: string, mark: Mark): void {
    this.close();
    const {host, root} = createClosedHost(this.document, MARK_NAME);
    const frame = this.document.createElement('iframe');
    frame.allow = 'clipboard-write';
    frame.title = text('cardFrameTitle');
    frame.src = `${chrome.runtime.getURL('pages/card.html')}#${encodeURIComponent(finding)}`;
    for (const [name, value] of Object.entries(STYLE))
      frame.style.setProperty(name, value, 'important');
    root.append(frame);
    this.document.documentElement.append(host);
    this.host = host;
    this.mark = mark;
    this.patience = setTimeout(() => {
      this.close();
      void send({type: 'open_popup', finding});
    }, PATIENCE_MS);
  }

  /** The page in the frame has drawn itself. */
  shown(): void {
    clearTimeout(this.patience);
  }

  close(): void {
    clearTimeout(this.patience);
    if (!this.host) return;
    this.host.remove();
    this.host = undefined;
    this.mark?.focus();
    this.mark = undefined;
  }

  private onKey(event: KeyboardEvent): void {
    if (this.host && event.key === 'Escape' && event.isTrusted) {
      event.stopPropagation();
      this.close();
    }
  }

  private onPointer({target}: PointerEvent): void {
    if (this.host && target !== this.host && target !== this.mark?.host) this.close();
  }
}
