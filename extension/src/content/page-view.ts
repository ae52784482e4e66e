// What this page view has shown so far: each photo once, however many elements show it.
import {EMPTY_TALLY} from '../common/findings.ts';
import type {PageId, PhotoVerdict, Tally} from '../common/messages.ts';
import type {Reason} from '../common/reason.ts';

/** Photos told apart; those beyond it are counted no more. */
const MAX_PHOTOS = 5000;

type Standing = 'waiting' | 'checked' | Reason;

interface Seen {
  standing: Standing;
  identified: boolean;
  listed: boolean;
  /** As a picture, too. */
  compared: boolean;
}

export class PageView {
  private photos = new Map<string, Seen>();
  private removed = 0;
  private view = 0;
  private readonly document = crypto.randomUUID();

  get id(): PageId {
    return {document: this.document, view: this.view};
  }

  next(): void {
    this.view += 1;
    this.photos = new Map();
    this.removed = 0;
  }

  /** A photo is on the page; `address` is what it is known by until it has been identified. */
  saw(address: string): void {
    if (this.photos.size < MAX_PHOTOS && !this.photos.has(address)) {
      this.photos.set(address, {
        standing: 'waiting',
        identified: false,
        listed: false,
        compared: false,
      });
    }
  }

  heard(address: string, {kind, key, identified, reason}: PhotoVerdict): void {
    const isKnown = this.photos.has(address) || (key !== undefined && this.photos.has(key));
    if (!isKnown) return;
    if (key !== undefined) this.photos.delete(address);
    const standing = kind === 'unchecked' ? (reason ?? 'internal') : 'checked';
    const compared = this.photos.get(key ?? address)?.compared ?? false;
    this.photos.set(key ?? address, {standing, identified, listed: isListed(kind), compared});
  }

  compared(known: string, kind: PhotoVerdict['kind']): void {
    const photo = this.photos.get(known);
    if (!photo) return;
    photo.compared = true;
    photo.listed ||= isListed(kind);
  }

  markRemoved(): void {
    this.removed += 1;
  }

  tally(): Tally {
    const tally: Tally = {...EMPTY_TALLY, removed: this.removed, reasons: {}};
    for (const {standing, identified, listed, compared} of this.photos.values()) {
      if (standing === 'waiting') continue;
      tally.seen += 1;
      if (identified) tally.identified += 1;
      if (listed) tally.listed += 1;
      if (compared) tally.compared += 1;
      if (standing === 'checked') tally.checked += 1;
      else tally.reasons[standing] = (tally.reasons[standing] ?? 0) + 1;
    }
    return tally;
  }
}

const isListed = (kind: PhotoVerdict['kind']): boolean => kind === 'photo' || kind === 'copy';
