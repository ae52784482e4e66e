// The words of a draft: read when typing rests, asked about when they are others than before.
import {withoutTags} from '../common/caption.ts';
import type {DraftText} from '../common/draft.ts';
import type {ReviewOutcome} from '../common/review.ts';
import type {ComposeSite, PostText} from './compose-site.ts';
import {review} from './reviewer.ts';

/** Typing rests when nothing comes for so long; one who never rests is read all the same. */
const REST_MS = 350;
const LONGEST_MS = 2000;
const SUBJECT = 'text';

export class Words {
  draft: DraftText | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private firstChange = 0;
  private isComposing = false;
  private asked = '';
  private turn = 0;
  /** The last turn that was answered. */
  private heard = 0;

  constructor(
    private readonly site: ComposeSite,
    private readonly changed: () => void,
  ) {}

  mayHaveChanged(): void {
    const now = performance.now();
    if (this.timer === undefined) this.firstChange = now;
    else clearTimeout(this.timer);
    const left = this.firstChange + LONGEST_MS - now;
    this.timer = setTimeout(() => this.read(), Math.max(0, Math.min(REST_MS, left)));
  }

  /** Half a word that an input method is still composing is no word. */
  compositionChanged(isComposing: boolean): void {
    this.isComposing = isComposing;
  }

  askAgain(): void {
    this.asked = '';
    this.read();
  }

  /** Whether what stands there now was answered for, or could not be. */
  get isSettled(): boolean {
    return this.heard === this.turn && this.now === this.asked;
  }

  /** What stands there now, as one word to compare. */
  get now(): string {
    return JSON.stringify(this.site.text());
  }

  /** Without waiting for a rest. */
  readNow(): void {
    clearTimeout(this.timer);
    this.isComposing = false;
    this.read();
  }

  clear(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.draft = undefined;
    this.asked = '';
    this.turn += 1;
  }

  private read(): void {
    this.timer = undefined;
    if (this.isComposing) return;
    const text = this.site.text();
    const all = JSON.stringify(text);
    if (all === this.asked) return;
    this.asked = all;
    this.turn += 1;
    if (text.caption.trim() === '' && text.tags.length === 0) {
      this.heard = this.turn;
      this.draft = undefined;
      this.changed();
      return;
    }
    void this.ask(text, this.turn);
  }

  private ask(text: PostText, turn: number): Promise<void> {
    return this.review(text, outcome => {
      // Other words stand there by now.
      if (turn !== this.turn) return;
      const answer = 'answer' in outcome ? outcome.answer : undefined;
      const tags = answer?.identifiers.filter(({kind}) => kind === 'tag').length ?? 0;
      this.heard = turn;
      this.draft = {...outcome, tags};
      this.changed();
      const written = answer?.advisories.flatMap(advisory => advisory.written ?? []) ?? [];
      if (written.length > 0) void this.takeOut(text, written, turn);
    });
  }

  /** The text without the tags that are warned of, once the host finds none in it. */
  private async takeOut(text: PostText, written: readonly string[], turn: number): Promise<void> {
    const without = withoutTags(text.caption, written);
    if (without === text.caption) return;
    await this.review({caption: without, tags: []}, outcome => {
      if (turn !== this.turn || !this.draft || !('answer' in outcome)) return;
      if (outcome.answer.advisories.length > 0) return;
      this.draft = {...this.draft, without};
      this.changed();
    });
  }

  private review(
    {caption, tags}: PostText,
    heard: (outcome: ReviewOutcome) => void,
  ): Promise<void> {
    const {platform} = this.site;
    return review({type: 'review', platform, subject: SUBJECT, caption, tags}, heard);
  }
}
