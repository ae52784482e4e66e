// What is held back of a post, and what becomes of it: it goes on by itself when there is nothing against it, else when
// the person says so, where the rules let them.
import type {Hold} from '../common/draft.ts';
import type {ComposeSite} from './compose-site.ts';
import type {HeldFiles} from './hold.ts';
import {hold} from './hold.ts';
import type {Photos} from './photos.ts';
import type {Rules} from './rules.ts';
import {NO_RULES} from './rules.ts';
import type {Verdict} from './verdict.ts';
import {verdictOnFiles, verdictOnText} from './verdict.ts';
import type {Words} from './words.ts';

export class Gate {
  private rules = NO_RULES;
  private listening: AbortController | undefined;
  private files: HeldFiles[] = [];
  /** A press that is held, and the words that it was for. */
  private post: (() => void) | undefined;
  private pressed = '';
  /** The words of which the person said: go on. A site may ask once more before it posts them. */
  private permitted: string | undefined;
  private isPassed = false;

  constructor(
    private readonly site: ComposeSite,
    private readonly photos: Photos,
    private readonly words: Words,
    private readonly changed: () => void,
    private readonly posted: () => void,
  ) {}

  follow(rules: Rules): void {
    this.rules = rules;
    this.permitted = undefined;
    const isWanted = rules.asksFirst || rules.copy !== 'warn' || rules.tag !== 'warn';
    if (!isWanted) {
      this.letGo();
    } else if (!this.listening) {
      this.listening = new AbortController();
      hold(
        this.site,
        {
          files: held => this.holdFiles(held),
          holdsPost: () => this.holdsPost(),
          post: post => this.holdPost(post),
        },
        this.listening.signal,
      );
    }
    this.look();
  }

  /** What the panel says of it; looked at anew whenever something became known. */
  get hold(): Hold | undefined {
    const of = this.files.length > 0 ? 'files' : this.post ? 'post' : undefined;
    if (of === undefined || (of === 'post' && !this.words.isSettled)) return undefined;
    const {what, isUnchecked} = of === 'files' ? this.onFiles() : this.onPost();
    if (what === 'wait' || what === 'go') return undefined;
    const isSet = what !== 'ask' || this.rules.isAskingSet;
    const {organisation = '', helpdesk} = this.rules;
    return {
      of,
      mode: what,
      isUnchecked,
      ...(isSet && {by: organisation, ...(helpdesk && {helpdesk})}),
    };
  }

  /** Whether a press on the button that posts did not reach the site. */
  get isHoldingPost(): boolean {
    return this.post !== undefined;
  }

  /** Whether something went on that the rules would have looked at, had it been checked. */
  get isPassedUnchecked(): boolean {
    return this.isPassed;
  }

  look(): void {
    if (this.files.length > 0) {
      const {what, isUnchecked} = this.onFiles();
      if (what === 'go') {
        this.isPassed ||= isUnchecked;
        this.giveFiles();
      }
    }
    // Other words are another post: it waits for a press of its own.
    if (this.post && this.words.now !== this.pressed) this.post = undefined;
    if (this.post && this.words.isSettled) {
      const {what, isUnchecked} = this.onPost();
      if (what === 'go') {
        this.isPassed ||= isUnchecked;
        this.givePost();
      }
    }
  }

  /** The person says: go on. */
  async release(isStripped: boolean): Promise<void> {
    const {hold: held} = this;
    if (!held || held.mode === 'block') return;
    if (held.of === 'post') {
      this.permitted = this.pressed;
      this.givePost();
    } else if (isStripped) await this.giveStripped();
    else this.giveFiles();
    this.changed();
  }

  /** The person says: leave it. */
  keep(): void {
    const {files} = this;
    this.files = [];
    this.post = undefined;
    for (const held of files) {
      this.photos.forgetFiles(held.files);
      held.drop();
    }
    this.changed();
  }

  /** Nobody is there any more to ask or to forbid. */
  letGo(): void {
    this.listening?.abort();
    this.listening = undefined;
    this.giveFiles();
    this.post = undefined;
  }

  /** The dialog is gone, and what was meant for it. */
  clear(): void {
    this.files = [];
    this.post = undefined;
    this.permitted = undefined;
    this.isPassed = false;
  }

  private holdFiles(held: HeldFiles): void {
    this.files.push(held);
    this.changed();
  }

  /** Words that nobody has looked at yet are held until somebody has. */
  private holdsPost(): boolean {
    if (this.rules.tag === 'warn' || this.words.now === this.permitted) return false;
    if (!this.words.isSettled) return true;
    const {what, isUnchecked} = this.onPost();
    if (what !== 'go') return true;
    if (isUnchecked && !this.isPassed) {
      this.isPassed = true;
      this.changed();
    }
    return false;
  }

  private holdPost(post: () => void): void {
    this.post = post;
    this.pressed = this.words.now;
    this.words.readNow();
    this.look();
    this.changed();
  }

  private onFiles(): Verdict {
    const files = this.files.flatMap(held => held.files);
    return verdictOnFiles(this.photos.draftsOf(files), this.rules);
  }

  private onPost(): Verdict {
    return verdictOnText(this.words.draft, this.rules);
  }

  private giveFiles(): void {
    const {files} = this;
    this.files = [];
    for (const held of files) held.give(held.files);
  }

  private givePost(): void {
    const {post} = this;
    this.post = undefined;
    if (!post) return;
    post();
    this.posted();
  }

  /** Copies stand for the files that tell something; the others are given as they are. */
  private async giveStripped(): Promise<void> {
    const {files} = this;
    this.files = [];
    for (const held of files) {
      const given = await Promise.all(
        held.files.map(async file => (await this.photos.strippedOf(file)) ?? file),
      );
      this.photos.forgetFiles(held.files.filter(file => !given.includes(file)));
      held.give(given);
    }
  }
}
