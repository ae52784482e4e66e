// Notices what changes in a page and hands out, in small slices, the elements to look at again. The page may be
// hostile: the work a change can cause is bounded, and a storm of changes slows us down, never the page.
import {MARK_NAME} from './mark.ts';
import {nextFrame} from './next-frame.ts';

const SLICE_MS = 4;
/** Roots waiting; beyond it one look at the whole document replaces them. */
const MAX_WAITING = 4096;
/** Busy without a pause for so long, slices come at STORM_MS instead of each frame. */
const STORM_AFTER_MS = 1000;
const STORM_MS = 120;

export const WATCHED = ['src', 'srcset', 'style', 'poster', 'href', 'data-view-signature'];

export interface WatcherHooks {
  /** The elements under `root`, itself included, that may matter. */
  candidates(root: Element): Iterable<Element>;
  /** Looks at one of them, or at any element whose own picture may have changed. */
  look(element: Element): void;
  /** An element's own picture has changed; before the page is drawn again. */
  changed(element: Element): void;
  /** Marks that were taken out of the document, ours or not. */
  marksRemoved(hosts: Element[]): void;
  /** After the changes of a slice have been looked at; whether any took elements out of the document. */
  settled(hasRemoved: boolean): void;
}

export class Watcher {
  private readonly roots = new Set<Element>();
  private readonly waiting = new Set<Element>();
  private readonly observer: MutationObserver;
  private scheduled = false;
  private hasRemoved = false;
  private busySince = 0;

  constructor(
    private readonly document: Document,
    private readonly hooks: WatcherHooks,
    private readonly signal: AbortSignal,
  ) {
    this.observer = new MutationObserver(records => this.onChanges(records));
    this.observer.observe(document, {
      childList: true,
      subtree: true,
      attributes: true,
      attributeFilter: WATCHED,
    });
    signal.addEventListener('abort', () => this.observer.disconnect());
    this.lookAtAll();
  }

  lookAtAll(): void {
    this.add(this.document.documentElement);
  }

  private onChanges(records: readonly MutationRecord[]): void {
    const removed: Element[] = [];
    for (const record of records) {
      if (record.type === 'attributes') {
        if (record.target instanceof Element) this.onAttribute(record.target, record.attributeName);
        continue;
      }
      for (const node of record.addedNodes) {
        if (node instanceof Element && !isMark(node)) this.add(node);
      }
      for (const node of record.removedNodes) {
        if (!(node instanceof Element)) continue;
        if (isMark(node)) removed.push(node);
        else this.hasRemoved = true;
      }
    }
    if (removed.length > 0) this.hooks.marksRemoved(removed);
    // A change of address without any element to look at must still be noticed.
    this.schedule();
  }

  /** What a link or a view says matters to all in it; a picture's own attributes only to itself. */
  private onAttribute(target: Element, name: string | null): void {
    if (isMark(target)) return;
    if (name === 'href' || name === 'data-view-signature') this.add(target);
    else if (target.localName === 'source' && target.parentElement) this.add(target.parentElement);
    else {
      this.hooks.changed(target);
      this.waiting.add(target);
    }
  }

  private add(root: Element): void {
    if (this.roots.size >= MAX_WAITING) {
      this.roots.clear();
      this.roots.add(this.document.documentElement);
    } else {
      this.roots.add(root);
    }
    this.schedule();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    const run = (): void => {
      this.scheduled = false;
      this.slice();
    };
    const stormy = this.busySince > 0 && performance.now() - this.busySince > STORM_AFTER_MS;
    if (stormy) setTimeout(run, STORM_MS);
    else nextFrame(run);
  }

  private slice(): void {
    if (this.signal.aborted) return;
    const start = performance.now();
    this.busySince ||= start;
    for (const root of this.roots) {
      this.roots.delete(root);
      if (!root.isConnected) continue;
      for (const element of this.hooks.candidates(root)) this.waiting.add(element);
      if (performance.now() - start >= SLICE_MS) break;
    }
    for (const element of this.waiting) {
      if (performance.now() - start >= SLICE_MS) break;
      this.waiting.delete(element);
      if (element.isConnected) this.hooks.look(element);
    }
    this.hooks.settled(this.hasRemoved);
    this.hasRemoved = false;
    if (this.roots.size + this.waiting.size > 0) this.schedule();
    else this.busySince = 0;
  }
}

const isMark = (node: Element): boolean => node.localName === MARK_NAME;
