// Photos that are viewed, compared as pictures: from the pixels that the page's own element has decoded, when the page has
// nothing else to do, and never loaded again. Only a picture that was loaded for reading (crossorigin) can be read;
// Instagram's are. All others are compared by identifier alone.

import type {PhotoVerdict} from '../common/messages.ts';
import {toBase64} from '../common/picture/base64.ts';
import {readsTruly} from '../common/picture/canvas-trust.ts';
import {greyPicture} from '../common/picture/grey-picture.ts';
import {idle, Turns} from '../common/picture/turns.ts';

/** Smaller ones are icons, or thumbnails in which too little is left. */
const MIN_SIDE = 128;
const MAX_PIXELS = 16_000_000;
/** Beyond it the page shows more than a person looks at. */
const MAX_WAITING = 64;
const MAX_KNOWN = 500;

export interface ViewedPhoto {
  subject: string;
  element: Element;
  /** What the photo is known by, when an identifier was recognised. */
  key?: string | undefined;
}

/** Asks the host; undefined when nobody answers. */
type Compare = (photo: ViewedPhoto, thumbnail: string) => Promise<PhotoVerdict | undefined>;

export class Pictures {
  private readonly waiting = new Map<string, ViewedPhoto & {source: string}>();
  /** What was said of photos before: sites show one photo again and again. */
  private readonly known = new Map<string, PhotoVerdict>();
  private isBusy = false;
  /** Nobody can compare: no list has imprints, or there is no host. */
  private isPaused = false;
  private isTrue: boolean | undefined;

  constructor(
    private readonly compare: Compare,
    private readonly heard: (verdict: PhotoVerdict) => void,
    private readonly signal: AbortSignal,
  ) {}

  add(photo: ViewedPhoto): void {
    const {subject, element, key} = photo;
    if (!(element instanceof HTMLImageElement) || element.crossOrigin === null) return;
    if (this.isPaused || this.waiting.size >= MAX_WAITING) return;
    const known = key === undefined ? undefined : this.known.get(key);
    if (known) {
      this.heard({...known, subject});
      return;
    }
    this.waiting.set(subject, {...photo, source: element.currentSrc});
    if (element.complete) void this.work();
    else
      element.addEventListener('load', () => void this.work(), {once: true, signal: this.signal});
  }

  /** A photo is no longer shown, or its element shows something else. */
  forget(subject: string): void {
    this.waiting.delete(subject);
  }

  /** The lists may be others than before. */
  startAgain(): void {
    this.isPaused = false;
    this.known.clear();
  }

  private async work(): Promise<void> {
    if (this.isBusy) return;
    this.isBusy = true;
    for (let next = this.nextLoaded(); next; next = this.nextLoaded()) {
      await idle();
      // Still wanted, after the page had the thread?
      if (this.waiting.delete(next.subject) && !this.signal.aborted) await this.look(next);
    }
    this.isBusy = false;
  }

  private nextLoaded(): (ViewedPhoto & {source: string}) | undefined {
    if (this.isPaused || this.signal.aborted) this.waiting.clear();
    return [...this.waiting.values()].find(({element}) => (element as HTMLImageElement).complete);
  }

  private async look(photo: ViewedPhoto & {source: string}): Promise<void> {
    const grey = await this.read(photo.element as HTMLImageElement, photo.source);
    if (!grey) return;
    const verdict = await this.compare(photo, toBase64(grey));
    if (!verdict || verdict.kind === 'unchecked') {
      // Too little to see in it is said of one picture; all else holds for the next as well.
      if (verdict?.reason !== 'not_checkable') this.isPaused = true;
      return;
    }
    if (photo.key !== undefined && this.known.size < MAX_KNOWN) this.known.set(photo.key, verdict);
    this.heard(verdict);
  }

  /** Undefined when it cannot be read, or the element names another picture by now. */
  private async read(element: HTMLImageElement, source: string): Promise<Uint8Array | undefined> {
    const {naturalWidth: width, naturalHeight: height} = element;
    const isFit = Math.min(width, height) >= MIN_SIDE && width * height <= MAX_PIXELS;
    this.isTrue ??= readsTruly();
    if (!isFit || !this.isTrue || element.currentSrc !== source) return undefined;
    try {
      const bitmap = await createImageBitmap(element);
      try {
        return element.currentSrc === source
          ? await greyPicture(bitmap, new Turns(idle))
          : undefined;
      } finally {
        bitmap.close();
      }
    } catch {
      return undefined;
    }
  }
}
