// The photos of this document: what each element shows now, what was heard of it, and its mark. Elements are
// recycled by the sites, so nothing is remembered of an element but the addresses it bore when last looked at.
import {photoLabel} from '../common/mark-label.ts';
import type {PhotoVerdict} from '../common/messages.ts';
import type {Settings} from '../common/settings.ts';
import {MARK_SETTING} from '../common/settings.ts';
import {ownAddresses} from '../sites/element-addresses.ts';
import type {SiteAdapter} from '../sites/site-adapter.ts';
import type {BackgroundLine} from './background-line.ts';
import {Corners} from './corners.ts';
import type {Face} from './mark.ts';
import {Mark} from './mark.ts';
import {nextFrame} from './next-frame.ts';
import type {PageView} from './page-view.ts';
import type {PhotoFinder} from './photo-finder.ts';
import type {Pictures} from './pictures.ts';
import {insertMark, isInPlace} from './placement.ts';

/** Photos followed at once. */
const MAX_FOLLOWED = 3000;
/** How often a mark that the page took away is put back; then the popup alone speaks for the photo. */
const MAX_RETURNS = 3;
/** What drawing marks may take of one frame; answers come in dozens at once. */
const DRAW_MS = 1;
const NO_ADDRESS = 'none';

interface Followed {
  element: Element;
  subject: string;
  /** The addresses, as one string. */
  address: string;
  /** The picture as the element itself named it, to see at once when it names another. */
  picture: string;
  /** The element shows another picture by now, which was not looked at yet: an answer that comes is not for that. */
  isSuspect: boolean;
  verdict?: PhotoVerdict;
  mark?: Mark;
  returns: number;
}

export class Photos {
  private readonly byElement = new WeakMap<Element, Followed>();
  private readonly bySubject = new Map<string, Followed>();
  private readonly byHost = new WeakMap<Element, Followed>();
  /** To be placed, in the order in which they were heard: listed ones first would tell a page which those are. */
  private readonly waiting = new Set<Followed>();
  private isPlacing = false;
  private readonly corners: Corners;
  private subjects = 0;
  private hasRefused = false;

  constructor(
    private readonly adapter: SiteAdapter,
    private readonly finder: PhotoFinder,
    private readonly view: PageView,
    private readonly line: BackgroundLine,
    private readonly openCard: (finding: string, mark: Mark) => void,
    private readonly pictures: Pictures,
    private readonly changed: () => void,
    private settings: Settings,
    signal: AbortSignal,
  ) {
    this.corners = new Corners(signal);
  }

  /** Draws every mark anew, as the settings now say. */
  apply(settings: Settings): void {
    this.settings = settings;
    for (const photo of this.bySubject.values()) this.placeSoon(photo);
  }

  clear(): void {
    for (const photo of this.bySubject.values()) this.drop(photo);
  }

  /** An element's picture may be another: the mark of the one before goes at once, the rest when its turn comes. */
  suspect(element: Element): void {
    const photo = this.byElement.get(element);
    if (!photo || photo.picture === pictureOf(element)) return;
    photo.isSuspect = true;
    if (photo.mark?.isListed) photo.mark.show(undefined);
  }

  /** Looks at an element that may show a photo, another photo than before, or none any more. */
  look(element: Element): void {
    const before = this.byElement.get(element);
    if (!this.finder.isPhoto(element)) {
      if (before) this.drop(before);
      return;
    }
    const urls = this.adapter.addresses(element);
    const address = urls.join('\n') || NO_ADDRESS;
    if (before?.address === address) {
      before.picture = pictureOf(element);
      before.isSuspect = false;
      this.place(before);
      return;
    }
    if (before) this.release(before);
    if (this.bySubject.size < MAX_FOLLOWED) this.follow(element, address, before);
    else {
      this.hasRefused = true;
      before?.mark?.remove();
    }
  }

  heard(verdict: PhotoVerdict): void {
    const photo = this.bySubject.get(verdict.subject);
    if (!photo) return;
    photo.verdict = verdict;
    this.view.heard(photo.address, verdict);
    this.changed();
    this.placeSoon(photo);
    const {element, subject} = photo;
    if (leavesOpen(verdict)) this.pictures.add({subject, element, key: verdict.key});
  }

  /** What the picture itself said, beyond what its addresses did. */
  compared({subject, kind, finding}: PhotoVerdict): void {
    const photo = this.bySubject.get(subject);
    if (!photo?.verdict) return;
    this.view.compared(photo.verdict.key ?? photo.address, kind);
    if (kind !== 'none' && finding !== undefined) photo.verdict = {...photo.verdict, kind, finding};
    this.changed();
    this.placeSoon(photo);
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

  /**
   * A photo that has left the document leaves no mark behind; it gets it back when it returns, unless it had to make
   * room. True when photos that were not followed for want of room can be now.
   */
  sweep(): boolean {
    const isFull = this.bySubject.size >= MAX_FOLLOWED;
    for (const photo of this.bySubject.values()) {
      if (photo.element.isConnected) continue;
      if (isFull) this.drop(photo);
      else if (photo.mark?.host.isConnected) photo.mark.remove();
    }
    if (!this.hasRefused || this.bySubject.size >= MAX_FOLLOWED) return false;
    this.hasRefused = false;
    return true;
  }

  /** Asks again for everything still shown: a new page view, or lists that have changed. */
  askAgain(): void {
    this.pictures.startAgain();
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

  /** The addresses of the smallest photo that is drawn at a point, whatever lies over it; empty when none is. */
  addressesAt({x, y}: {x: number; y: number}): string[] {
    let best: {area: number; address: string} | undefined;
    for (const {element, address} of this.bySubject.values()) {
      const {left, right, top, bottom, width, height} = element.getBoundingClientRect();
      const area = width * height;
      const isThere = area > 0 && left <= x && x <= right && top <= y && y <= bottom;
      if (isThere && (!best || area < best.area)) best = {area, address};
    }
    return !best || best.address === NO_ADDRESS ? [] : best.address.split('\n');
  }

  /** What an element showed before, its mark included, is made use of for what it shows now. */
  private follow(element: Element, address: string, before: Followed | undefined): void {
    this.subjects += 1;
    const photo: Followed = {
      element,
      subject: `p${this.subjects}`,
      address,
      picture: pictureOf(element),
      isSuspect: false,
      returns: before?.returns ?? 0,
    };
    this.byElement.set(element, photo);
    this.bySubject.set(photo.subject, photo);
    if (before?.mark) {
      before.mark.show(undefined);
      this.adopt(photo, before.mark);
    }
    this.ask(photo);
  }

  private ask(photo: Followed): void {
    this.count(photo);
    if (photo.address !== NO_ADDRESS) {
      this.line.askPhoto({subject: photo.subject, urls: photo.address.split('\n')});
    }
  }

  /** A photo without any address cannot be told from another such photo, nor checked. */
  private count({address, subject}: Followed): void {
    const known = address === NO_ADDRESS ? subject : address;
    this.view.saw(known);
    if (address === NO_ADDRESS) {
      this.view.heard(known, {
        subject,
        kind: 'unchecked',
        identified: false,
        reason: 'not_checkable',
      });
    }
    this.changed();
  }

  private placeSoon(photo: Followed): void {
    this.waiting.add(photo);
    if (this.isPlacing) return;
    this.isPlacing = true;
    nextFrame(() => this.placeSome());
  }

  private placeSome(): void {
    const start = performance.now();
    for (const photo of this.waiting) {
      if (performance.now() - start >= DRAW_MS) break;
      this.waiting.delete(photo);
      this.place(photo);
    }
    this.isPlacing = this.waiting.size > 0;
    if (this.isPlacing) nextFrame(() => this.placeSome());
  }

  /** Puts the mark where it belongs, with what was heard; touches nothing that is right already. */
  private place(photo: Followed): void {
    const {element, verdict} = photo;
    if (!verdict || !element.isConnected || photo.returns > MAX_RETURNS) return;
    const mark = photo.mark ?? this.adopt(photo, new Mark(element.ownerDocument, 'corner'));
    if (!isInPlace(mark, element, this.adapter)) insertMark(mark, element, this.adapter);
    mark.show(photo.isSuspect ? undefined : this.faceFor(verdict, mark));
    this.corners.measure(element);
  }

  private faceFor({kind, finding}: PhotoVerdict, mark: Mark): Face | undefined {
    if (kind === 'none' || kind === 'unchecked' || finding === undefined) return undefined;
    const {settings} = this;
    const isVeiled = settings.blurListed && kind !== 'account';
    if (!settings[MARK_SETTING[kind]] && !isVeiled) return undefined;
    return {
      shape: kind,
      label: photoLabel(kind),
      isVeiled,
      open: () => this.openCard(finding, mark),
    };
  }

  private adopt(photo: Followed, mark: Mark): Mark {
    photo.mark = mark;
    this.byHost.set(mark.host, photo);
    this.corners.watch(photo.element, mark);
    return mark;
  }

  /** Lets go of a photo, and leaves its mark for what the element shows next. */
  private release(photo: Followed): void {
    this.byElement.delete(photo.element);
    this.bySubject.delete(photo.subject);
    this.waiting.delete(photo);
    this.line.forget(photo.subject);
    this.pictures.forget(photo.subject);
    this.corners.forget(photo.element);
  }

  private drop(photo: Followed): void {
    this.release(photo);
    photo.mark?.remove();
  }
}

/** Whether a photo may be in a list as a copy, for all that its addresses say. */
const leavesOpen = ({kind, reason}: PhotoVerdict): boolean =>
  kind === 'none' || kind === 'account' || (kind === 'unchecked' && reason === 'not_checkable');

const pictureOf = (element: Element): string => ownAddresses(element).join('\n');
