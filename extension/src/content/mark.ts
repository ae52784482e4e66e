import {createClosedHost} from '../common/closed-host.ts';
import type {MarkPlace} from '../common/mark-button.ts';
import {drawMarkButton} from '../common/mark-button.ts';
import {CORNER_HOST_STYLE, CORNER_PX, INLINE_HOST_STYLE, MARK_STYLE} from '../common/mark-style.ts';
import type {Shape} from '../common/shapes.ts';

export const MARK_NAME = 'bycatch-mark';

/** What a mark shows; without it the mark is an empty element like that of every other photo. */
export interface Face {
  shape: Shape;
  /** Accessible name; never put into a text node, which a page could search for. */
  label: string;
  /** Whether the photo under it is blurred, by glass laid over it: nothing of the page is changed. */
  isVeiled: boolean;
  open: () => void;
}

/** From where the anchor came to lie: the photo's corner, with the inset of the mark; and how large the photo is. */
export interface Offset {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * One inserted element. Every recognised photo gets one, listed or not, so that its presence tells a page
 * nothing; what it shows is in a closed root.
 */
export class Mark {
  readonly host: HTMLElement;
  private readonly root: ShadowRoot;
  /** Holds what is drawn; in the root while anything is. */
  private anchor: HTMLElement | undefined;
  private button: HTMLButtonElement | undefined;
  private veil: HTMLElement | undefined;
  private face: Face | undefined;

  constructor(
    document: Document,
    private readonly place: MarkPlace,
  ) {
    ({host: this.host, root: this.root} = createClosedHost(document, MARK_NAME));
    adopt(this.root, place === 'inline' ? INLINE_HOST_STYLE : CORNER_HOST_STYLE);
  }

  get isListed(): boolean {
    return this.button !== undefined;
  }

  /** Where the anchor came to lie, and so what an offset is from. */
  get origin(): DOMRect | undefined {
    return this.anchor?.getBoundingClientRect();
  }

  /** Leaves alone what looks the same already: it may have the focus. */
  show(face: Face | undefined): void {
    const before = this.face;
    this.face = face;
    if (!face) {
      this.anchor?.remove();
      this.anchor?.replaceChildren();
      this.button = this.veil = undefined;
      return;
    }
    this.anchor ??= this.drawAnchor();
    const {anchor} = this;
    if (!anchor.parentNode) this.root.append(anchor);
    if (face.isVeiled !== (this.veil !== undefined)) this.cover(anchor, face.isVeiled);
    if (face.shape === before?.shape && face.label === before.label) return;
    this.button?.remove();
    this.button = this.draw(face);
    anchor.append(this.button);
  }

  /** Moves what is drawn from where the host came to lie, in CSS pixels; without an offset it is not drawn. */
  shift(offset: Offset | undefined): void {
    for (const drawn of [this.button, this.veil]) {
      drawn?.style.setProperty('visibility', offset ? 'visible' : 'hidden');
      for (const [name, value] of Object.entries(offset ?? {}))
        drawn?.style.setProperty(`--${name}`, `${value}px`);
    }
  }

  /** By how much the page draws what is in the mark larger than it is. */
  scale(): number {
    const drawn = this.button?.getBoundingClientRect().width ?? 0;
    return drawn > 0 ? drawn / CORNER_PX : 1;
  }

  focus(): void {
    this.button?.focus();
  }

  remove(): void {
    this.host.remove();
  }

  private drawAnchor(): HTMLElement {
    adopt(this.root, MARK_STYLE);
    const anchor = this.host.ownerDocument.createElement('div');
    anchor.className = `anchor ${this.place}`;
    return anchor;
  }

  private cover(anchor: HTMLElement, isVeiled: boolean): void {
    this.veil?.remove();
    this.veil = undefined;
    if (!isVeiled) return;
    this.veil = this.host.ownerDocument.createElement('div');
    this.veil.className = 'veil';
    anchor.prepend(this.veil);
  }

  private draw({shape, label}: Face): HTMLButtonElement {
    const button = drawMarkButton(this.host.ownerDocument, shape, this.place, label);
    // The mark often lies within a link: what is meant for it must not follow the link, nor reach the page.
    for (const type of ['click', 'mousedown', 'pointerdown', 'keydown', 'keyup'] as const) {
      button.addEventListener(type, event => event.stopPropagation());
    }
    button.addEventListener('click', event => {
      event.preventDefault();
      // A page cannot press it, but may try to.
      if (event.isTrusted) this.face?.open();
    });
    return button;
  }
}

let shared: Map<string, CSSStyleSheet> | undefined;

/** One style sheet for all marks; Firefox refuses sheets of content scripts, there each root has its own copy. */
function adopt(root: ShadowRoot, css: string): void {
  try {
    shared ??= new Map();
    let sheet = shared.get(css);
    if (!sheet) {
      sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      shared.set(css, sheet);
    }
    root.adoptedStyleSheets.push(sheet);
  } catch {
    const style = root.ownerDocument.createElement('style');
    style.textContent = css;
    root.append(style);
  }
}
