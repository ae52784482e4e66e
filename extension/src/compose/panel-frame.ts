// The panel beside the site's dialog: a page of the extension in a frame, in a closed root, so that the site can read
// nothing of it. It takes no focus and covers nothing that the site needs while there is room beside it.

import {createClosedHost} from '../common/closed-host.ts';
import {text} from '../common/i18n.ts';

export const PANEL_NAME = 'bycatch-panel';
const WIDTH = 340;
const GAP = 16;
const LOWEST = 40;

const STYLE: Readonly<Record<string, string>> = {
  all: 'initial',
  position: 'fixed',
  'inline-size': `min(${WIDTH}px, calc(100vw - ${2 * GAP}px))`,
  'block-size': `${LOWEST}px`,
  'max-block-size': `calc(100vh - ${2 * GAP}px)`,
  border: '0',
  'border-radius': '14px',
  'box-shadow': '0 6px 24px rgb(0 0 0 / 30%)',
  'z-index': '2147483647',
  'color-scheme': 'light dark',
};

export class PanelFrame {
  private host: HTMLElement | undefined;
  private frame: HTMLIFrameElement | undefined;

  constructor(
    private readonly box: () => Element | undefined,
    signal: AbortSignal,
  ) {
    addEventListener('resize', () => this.place(), {passive: true, signal});
    signal.addEventListener('abort', () => this.close());
  }

  /** Where it was taken away it is put back, at most once for each thing there is to say. */
  open(): void {
    if (this.host?.isConnected) {
      this.place();
      return;
    }
    const {host, root} = createClosedHost(document, PANEL_NAME);
    const frame = document.createElement('iframe');
    frame.title = text('panelFrameTitle');
    frame.allow = 'clipboard-write';
    frame.src = chrome.runtime.getURL('pages/panel.html');
    for (const [name, value] of Object.entries(STYLE))
      frame.style.setProperty(name, value, 'important');
    root.append(frame);
    this.host = host;
    this.frame = frame;
    this.place();
    document.documentElement.append(host);
  }

  resize(height: number): void {
    this.frame?.style.setProperty('block-size', `${Math.max(LOWEST, height)}px`, 'important');
  }

  close(): void {
    this.host?.remove();
    this.host = undefined;
    this.frame = undefined;
  }

  /** To the right of the site's box, else to its left, else in the lower corner. */
  private place(): void {
    const rect = this.box()?.getBoundingClientRect();
    const isRight = rect && rect.right + WIDTH + 2 * GAP <= innerWidth;
    const isLeft = rect && rect.left - WIDTH - 2 * GAP >= 0;
    const left = isRight
      ? rect.right + GAP
      : isLeft
        ? rect.left - GAP - WIDTH
        : innerWidth - WIDTH - GAP;
    const isBeside = isRight || isLeft;
    const set = (name: string, value: string): void =>
      this.frame?.style.setProperty(name, value, 'important');
    set('left', `${Math.max(GAP, left)}px`);
    set('top', isBeside ? `${Math.max(GAP, rect.top)}px` : 'auto');
    set('bottom', isBeside ? 'auto' : `${GAP}px`);
  }
}
