import type {Mark} from './mark.ts';
import {offsetTo} from './placement.ts';

/** Keeps marks at their photos' corners, also when a photo changes its size. */
export class Corners {
  private readonly marks = new WeakMap<Element, Mark>();
  private readonly waiting = new Set<Element>();
  private readonly sizes: ResizeObserver;
  private scheduled = false;

  constructor(signal: AbortSignal) {
    this.sizes = new ResizeObserver(entries => {
      for (const {target} of entries) this.measure(target);
    });
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

  /** The photo or its mark may have moved. */
  measure(photo: Element): void {
    if (!this.marks.get(photo)?.isListed) return;
    this.waiting.add(photo);
    if (this.scheduled) return;
    this.scheduled = true;
    requestAnimationFrame(() => this.settle());
  }

  /** All are measured before any is moved, so that the page is laid out once. */
  settle(): void {
    this.scheduled = false;
    const moves = [...this.waiting].flatMap(photo => {
      const mark = this.marks.get(photo);
      return mark?.host.isConnected ? [{mark, offset: offsetTo(mark, photo)}] : [];
    });
    this.waiting.clear();
    for (const {mark, offset} of moves) mark.shift(offset);
  }
}
