// The photos of this document: what each element shows now, what was heard of it, and its mark. Elements are
// recycled by the sites, so nothing is remembered of an element but the addresses it bore when last looked at.
import {photoLabel} from '../common/mark-label.ts';
import type {PhotoVerdict} from '../common/messages.ts';
import type {SiteAdapter} from '../sites/site-adapter.ts';
import type {BackgroundLine} from './background-line.ts';
import {Mark} from './mark.ts';
import type {PageView} from './page-view.ts';
import {insertMark, offsetTo} from './placement.ts';

/** Photos followed at once. */
const MAX_FOLLOWED = 3000;
const PRUNE_EVERY_MS = 500;
/** How often a mark that the page took away is put back; then the popup alone speaks for the photo. */
const MAX_RETURNS = 3;

interface Followed {
  element: Element;
  subject: string;
  /** The addresses, as one string. */
  address: string;
  verdict?: PhotoVerdict;
  mark?: Mark;
  returns: number;
}

export class Photos {
  private readonly byElement = new WeakMap<Element, Followed>();
  private readonly bySubject = new Map<string, Followed>();
  private readonly byHost = new WeakMap<Element, Followed>();
  private readonly toPlace = new Set<Followed>();
  private readonly sizes: ResizeObserver;
  private subjects = 0;
  private pruned = 0;

  constructor(
    private readonly adapter: SiteAdapter,
    private readonly view: PageView,
    private readonly line: BackgroundLine,
    private readonly openCard: (finding: string, mark: Mark) => void,
    private readonly changed: () => void,
    signal: AbortSignal,
  ) {
    this.sizes = new ResizeObserver(entries => this.resized(entries));
    signal.addEventListener('abort', () => this.sizes.disconnect());
  }

  /** Looks at an element that may show a photo, another photo than before, or none any more. */
  look(element: Element): void {
    const before = this.byElement.get(element);
    if (!this.adapter.isPhoto(element)) {
      if (before) this.drop(before);
      return;
    }
    const urls = this.adapter.addresses(element);
    const address = urls.join('\n') || 'none';
    if (before?.address === address) {
      if (before.mark && !before.mark.host.isConnected) this.place(before);
      else if (before.mark?.isListed) this.toPlace.add(before);
      return;
    }
    if (before) this.drop(before);
    if (this.bySubject.size >= MAX_FOLLOWED && !this.prune()) return;
    this.follow(element, address, urls, before?.returns ?? 0);
  }

  heard(verdict: PhotoVerdict): void {
    const photo = this.bySubject.get(verdict.subject);
    if (!photo) return;
    photo.verdict = verdict;
    this.view.heard(photo.address, verdict);
    this.changed();
    this.place(photo);
  }

  /** Marks that left the document while their photo stayed were taken away by the page. */
  marksRemoved(hosts: readonly Element[]): void {
    for (const host of hosts) {
      const photo = this.byHost.get(host);
      if (!photo || photo.mark?.host !== host || host.isConnected || !photo.element.isConnected)
        continue;
      this.view.markRemoved();
      this.changed();
      photo.returns += 1;
      if (photo.returns <= MAX_RETURNS) this.place(photo);
    }
  }

  /** Asks again for everything still shown: a new page view, or lists that have changed. */
  askAgain(): void {
    for (const photo of this.bySubject.values()) {
      if (photo.element.isConnected) this.ask(photo);
      else this.drop(photo);
    }
  }

  reveal(finding: string): void {
    for (const {verdict, element, mark} of this.bySubject.values()) {
      if (verdict?.finding !== finding || !element.isConnected) continue;
      element.scrollIntoView({block: 'center'});
      mark?.focus();
      return;
    }
  }

  /** Puts the marks that wait for it at their photos' corners: all inserted, then all measured, then all moved. */
  settle(): void {
    const marks = [...this.toPlace].flatMap(({mark, element}) =>
      mark?.isListed && mark.host.isConnected ? [{mark, element}] : [],
    );
    this.toPlace.clear();
    const moves = marks.map(({mark, element}) => ({mark, offset: offsetTo(mark, element)}));
    for (const {mark, offset} of moves) mark.shift(offset);
  }

  private follow(element: Element, address: string, urls: string[], returns: number): void {
    this.subjects += 1;
    const photo: Followed = {element, subject: `p${this.subjects}`, address, returns};
    this.byElement.set(element, photo);
    this.bySubject.set(photo.subject, photo);
    this.sizes.observe(element);
    if (urls.length > 0) this.ask(photo);
    else this.count(photo);
  }

  private ask(photo: Followed): void {
    this.count(photo);
    if (photo.address !== 'none') {
      this.line.askPhoto({subject: photo.subject, urls: photo.address.split('\n')});
    }
  }

  /** A photo without any address cannot be told from another such photo, nor checked. */
  private count({address, subject}: Followed): void {
    const known = address === 'none' ? subject : address;
    this.view.saw(known);
    if (address === 'none') {
      this.view.heard(known, {
        subject,
        kind: 'unchecked',
        identified: false,
        reason: 'not_checkable',
      });
    }
    this.changed();
  }

  private place(photo: Followed): void {
    if (!photo.verdict || photo.returns > MAX_RETURNS) return;
    if (!photo.mark) {
      photo.mark = new Mark(photo.element.ownerDocument, 'corner');
      this.byHost.set(photo.mark.host, photo);
    }
    const {mark, element, verdict} = photo;
    if (!element.isConnected) return;
    if (!mark.host.isConnected) insertMark(mark, element, this.adapter);
    const {kind, finding} = verdict;
    if (kind === 'none' || kind === 'unchecked' || finding === undefined) {
      mark.show(undefined);
      return;
    }
    mark.show({shape: kind, label: photoLabel(kind), open: () => this.openCard(finding, mark)});
    this.toPlace.add(photo);
    requestAnimationFrame(() => this.settle());
  }

  private drop(photo: Followed): void {
    this.byElement.delete(photo.element);
    this.bySubject.delete(photo.subject);
    this.toPlace.delete(photo);
    this.line.forget(photo.subject);
    this.sizes.unobserve(photo.element);
    if (photo.mark) this.byHost.delete(photo.mark.host);
    photo.mark?.remove();
  }

  /** Forgets photos that have left the document; true when there is room again. */
  private prune(): boolean {
    const now = performance.now();
    if (now - this.pruned < PRUNE_EVERY_MS) return false;
    this.pruned = now;
    for (const photo of this.bySubject.values()) {
      if (!photo.element.isConnected) this.drop(photo);
    }
    return this.bySubject.size < MAX_FOLLOWED;
  }

  private resized(entries: readonly ResizeObserverEntry[]): void {
    for (const {target} of entries) {
      const photo = this.byElement.get(target);
      if (photo?.mark?.isListed) this.toPlace.add(photo);
    }
    if (this.toPlace.size > 0) requestAnimationFrame(() => this.settle());
  }
}
