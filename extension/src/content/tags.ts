// Links to tags, and the tag the page itself is about. Only a flagged link gets a mark.
import {tagLabel} from '../common/mark-label.ts';
import type {TagVerdict} from '../common/messages.ts';
import type {Settings} from '../common/settings.ts';
import type {SiteAdapter} from '../sites/site-adapter.ts';
import type {BackgroundLine} from './background-line.ts';
import {Mark} from './mark.ts';
import type {PageView} from './page-view.ts';

/** Tags asked for in one page view, and marks drawn for one of them. */
const MAX_TAGS = 500;
const MAX_LINKS = 50;
const MAX_RETURNS = 3;

interface Tag {
  links: Set<Element>;
  verdict?: TagVerdict;
}

export class Tags {
  private tags = new Map<string, Tag>();
  private readonly tagOfLink = new WeakMap<Element, string>();
  private readonly marks = new WeakMap<Element, Mark>();
  private readonly linkOfHost = new WeakMap<Element, Element>();
  private readonly returns = new WeakMap<Element, number>();

  constructor(
    private readonly adapter: SiteAdapter,
    private readonly view: PageView,
    private readonly line: BackgroundLine,
    private readonly openCard: (finding: string, mark: Mark) => void,
    private readonly changed: () => void,
    private settings: Settings,
  ) {}

  /** Draws every mark anew, as the settings now say. */
  apply(settings: Settings): void {
    this.settings = settings;
    for (const {verdict} of this.tags.values()) if (verdict) this.heard(verdict);
  }

  clear(): void {
    for (const {links} of this.tags.values()) {
      for (const link of links) this.unmark(link, undefined);
    }
    this.tags.clear();
  }

  look(link: Element): void {
    const tag = this.adapter.tagOf(link)?.slice(0, 256);
    const before = this.tagOfLink.get(link);
    if (tag !== before) this.unmark(link, before);
    if (!tag) return;
    this.tagOfLink.set(link, tag);
    const known = this.ask(tag);
    if (!known || known.links.size >= MAX_LINKS) return;
    known.links.add(link);
    this.mark(link, known.verdict);
  }

  /** A page about a tag names it in its address. */
  lookAtPage(address: URL): void {
    const tag = this.adapter.pageTag(address)?.slice(0, 256);
    if (tag) this.ask(tag);
  }

  heard(verdict: TagVerdict): void {
    const tag = this.tags.get(verdict.tag);
    if (!tag) return;
    tag.verdict = verdict;
    for (const link of tag.links) {
      if (link.isConnected) this.mark(link, verdict);
      else tag.links.delete(link);
    }
  }

  askAgain(): void {
    for (const [tag, {links}] of this.tags) {
      if ([...links].some(link => link.isConnected)) this.line.askTag(tag);
      else this.tags.delete(tag);
    }
  }

  marksRemoved(hosts: readonly Element[]): void {
    for (const host of hosts) {
      const link = this.linkOfHost.get(host);
      if (!link?.isConnected || host.isConnected || this.marks.get(link)?.host !== host) continue;
      this.view.markRemoved();
      this.changed();
      const returns = (this.returns.get(link) ?? 0) + 1;
      this.returns.set(link, returns);
      if (returns <= MAX_RETURNS) link.after(host);
    }
  }

  private ask(tag: string): Tag | undefined {
    const known = this.tags.get(tag);
    if (known || this.tags.size >= MAX_TAGS) return known;
    const asked: Tag = {links: new Set()};
    this.tags.set(tag, asked);
    this.line.askTag(tag);
    return asked;
  }

  private mark(link: Element, verdict: TagVerdict | undefined): void {
    const {level, finding} = verdict ?? {};
    if (!verdict || !level || finding === undefined || !this.isOn(verdict)) {
      this.unmark(link, undefined);
      return;
    }
    const mark = this.marks.get(link) ?? new Mark(link.ownerDocument, 'inline');
    this.marks.set(link, mark);
    this.linkOfHost.set(mark.host, link);
    mark.show({
      shape: verdict.test ? 'test' : level,
      label: tagLabel(verdict.test ? 'test' : level, verdict.tag),
      isVeiled: false,
      open: () => this.openCard(finding, mark),
    });
    const gone = (this.returns.get(link) ?? 0) > MAX_RETURNS;
    if (!mark.host.isConnected && !gone) link.after(mark.host);
  }

  private isOn({test}: TagVerdict): boolean {
    return this.settings[test ? 'markTest' : 'markTag'];
  }

  private unmark(link: Element, tag: string | undefined): void {
    if (tag !== undefined) this.tags.get(tag)?.links.delete(link);
    const mark = this.marks.get(link);
    this.marks.delete(link);
    mark?.remove();
  }
}
