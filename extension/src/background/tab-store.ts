// What was found in each tab. It lies in chrome.storage.session, so that a background that is stopped at any line
// loses nothing; changes to one tab happen one after the other.

import type {Coverage, Platform} from '../../../shared/protocol/protocol.gen.ts';
import type {Finding, PageCoverage, PageState} from '../common/findings.ts';
import {EMPTY_TALLY, leastCoverage} from '../common/findings.ts';
import type {PageId, Tally} from '../common/messages.ts';
import {tabKey} from '../common/session-keys.ts';
import {MAX_FINDINGS} from '../common/views.ts';

export class TabStore {
  private readonly queues = new Map<number, Promise<unknown>>();

  /** @param onChange told the new state after each change; undefined when the tab is gone */
  constructor(
    private readonly area: Pick<chrome.storage.StorageArea, 'get' | 'set' | 'remove'>,
    private readonly onChange: (tab: number, state: PageState) => void,
  ) {}

  async state(tab: number): Promise<PageState | undefined> {
    const key = tabKey(tab);
    const stored: Record<string, unknown> = await this.area.get(key);
    return stored[key] as PageState | undefined;
  }

  /** Makes `page` the tab's page, unless the tab has moved on since. Resolves to the counts before the change. */
  setTally(tab: number, page: PageId, platform: Platform, tally: Tally): Promise<Tally> {
    let before = EMPTY_TALLY;
    return this.change(tab, state => {
      if (state && isSame(state.page, page)) {
        before = state.tally;
        return {...state, tally};
      }
      if (state && isOlder(page, state.page)) {
        before = tally;
        return undefined;
      }
      return {page, platform, findings: {}, tally};
    }).then(() => before);
  }

  /** Adds findings to `page`, when the tab still shows it. */
  add(
    tab: number,
    page: PageId,
    platform: Platform,
    findings: readonly Finding[],
    coverages: readonly Coverage[],
  ): Promise<void> {
    return this.change(tab, state => {
      const isKnown = state && isSame(state.page, page);
      if (state && !isKnown && isOlder(page, state.page)) return undefined;
      const base: PageState = isKnown ? state : {page, platform, findings: {}, tally: EMPTY_TALLY};
      const next = {...base, findings: {...base.findings}};
      for (const finding of findings) {
        const isNew = !Object.hasOwn(next.findings, finding.key);
        if (isNew && Object.keys(next.findings).length >= MAX_FINDINGS) continue;
        next.findings[finding.key] = finding;
      }
      const coverage = coverages.reduce<PageCoverage | undefined>(leastCoverage, next.coverage);
      return coverage ? {...next, coverage} : next;
    });
  }

  async forget(tab: number): Promise<void> {
    await this.queues.get(tab);
    this.queues.delete(tab);
    await this.area.remove(tabKey(tab));
  }

  private change(
    tab: number,
    edit: (state: PageState | undefined) => PageState | undefined,
  ): Promise<void> {
    const turn = (this.queues.get(tab) ?? Promise.resolve()).then(async () => {
      const next = edit(await this.state(tab));
      if (!next) return;
      await this.area.set({[tabKey(tab)]: next});
      this.onChange(tab, next);
    });
    // One change that fails, as when the store is full, must not stop those after it.
    this.queues.set(
      tab,
      turn.catch(() => undefined),
    );
    return turn;
  }
}

const isSame = (a: PageId, b: PageId): boolean => a.document === b.document && a.view === b.view;
const isOlder = (a: PageId, b: PageId): boolean => a.document === b.document && a.view < b.view;
