import type {Mark} from './mark.ts';
import {offsetTo} from './placement.ts';

/** Keeps marks at their photos' corners, also when a photo changes its size or its place. */
export class Corners {
  private readonly marks = new WeakMap<Element, Mark>();
  /** Asked for and not reported since: not drawn, if it stays so. */
  private readonly waiting = new Set<Element>();
  /** Reports once the page is laid out and before it is drawn: to measure costs no layout then. */
  private readonly sizes: ResizeObserver;

  constructor(signal: AbortSignal) {
    this.sizes = new ResizeObserver(entries => this.settle(entries.map(({target}) => target)));
    signal.addEventListener('abort', () => this.sizes.disconnect());
  }

  /** From now on `mark` belongs to the corner of `photo`. */
  watch(photo: Element, mark: Mark): void {
    this.marks.set(photo, mark);
    this.sizes.observe(photo);
  }

  forget(photo: Element): void {
    this.marks.delete(photo);
    this.waiting.delete(photo);
    this.sizes.unobserve(photo);
  }

  /** The photo or its mark may have moved. What is observed anew is reported anew, unless it is not drawn. */
  measure(photo: Element): void {
    if (!this.marks.get(photo)?.isListed) return;
    this.sizes.unobserve(photo);
    this.sizes.observe(photo);
    this.waiting.add(photo);
    if (this.waiting.size === 1) requestAnimationFrame(() => setTimeout(() => this.settle()));
  }

  /** All are measured before any is moved, so that the page is laid out once. */
  private settle(photos: readonly Element[] = [...this.waiting]): void {
    const moves = photos.flatMap(photo => {
      this.waiting.delete(photo);
      const mark = this.marks.get(photo);
      return mark?.isListed && mark.host.isConnected ? [{mark, offset: offsetTo(mark, photo)}] : [];
    });
    for (const {mark, offset} of moves) mark.shift(offset);
  }
}
