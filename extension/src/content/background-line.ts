// The line to the background: what one frame brings together goes out as one message.

import type {Photo, Platform} from '../../../shared/protocol/protocol.gen.ts';
import type {Message, PageId, PhotoVerdict, TagVerdict} from '../common/messages.ts';
import {MAX_PHOTOS, MAX_TAGS, parseVerdicts} from '../common/messages.ts';
import {nextFrame} from './next-frame.ts';

/** Photos asked for in one second; a page that shows more of them than a person can see waits. */
const MAX_PER_SECOND = 1500;
const RETRY_MS = 400;

export interface LineHooks {
  page(): PageId;
  photoHeard(verdict: PhotoVerdict): void;
  tagHeard(verdict: TagVerdict): void;
}

export class BackgroundLine {
  private photos = new Map<string, Photo>();
  private tags = new Set<string>();
  private scheduled = false;
  private second = 0;
  private asked = 0;

  constructor(
    private readonly platform: Platform,
    private readonly hooks: LineHooks,
  ) {}

  askPhoto(photo: Photo): void {
    this.photos.set(photo.subject, photo);
    this.schedule();
  }

  /** A photo is no longer shown, or shows something else. */
  forget(subject: string): void {
    this.photos.delete(subject);
  }

  askTag(tag: string): void {
    this.tags.add(tag);
    this.schedule();
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    const run = (): void => {
      this.scheduled = false;
      this.flush();
    };
    if (this.isOverAsked()) setTimeout(run, 1000);
    else nextFrame(run);
  }

  private isOverAsked(): boolean {
    const second = Math.floor(performance.now() / 1000);
    if (second !== this.second) {
      this.second = second;
      this.asked = 0;
    }
    return this.asked > MAX_PER_SECOND;
  }

  private flush(): void {
    const photos = [...this.photos.values()].slice(0, MAX_PHOTOS);
    const tags = [...this.tags].slice(0, MAX_TAGS);
    if (photos.length + tags.length === 0) return;
    for (const {subject} of photos) this.photos.delete(subject);
    for (const tag of tags) this.tags.delete(tag);
    this.asked += photos.length;
    void this.ask(photos, tags);
    if (this.photos.size + this.tags.size > 0) this.schedule();
  }

  private async ask(photos: Photo[], tags: string[]): Promise<void> {
    const {platform} = this;
    const message: Message = {type: 'look', page: this.hooks.page(), platform, photos, tags};
    const verdicts = parseVerdicts(await ask(message));
    const heard = new Set(verdicts?.photos.map(({subject}) => subject));
    for (const verdict of verdicts?.photos ?? []) this.hooks.photoHeard(verdict);
    for (const verdict of verdicts?.tags ?? []) this.hooks.tagHeard(verdict);
    for (const {subject} of photos) {
      if (heard.has(subject)) continue;
      this.hooks.photoHeard({subject, kind: 'unchecked', identified: false, reason: 'internal'});
    }
  }
}

const pause = (): Promise<void> => new Promise(resolve => setTimeout(resolve, RETRY_MS));

/** As `send`, tried twice: a background that was stopped while it answered starts anew. */
export const ask = async (message: Message): Promise<unknown> =>
  (await send(message)) ?? (await pause().then(() => send(message)));

/** Undefined when nobody answers: the background was stopped, or the extension was replaced under this page. */
export async function send(message: Message): Promise<unknown> {
  try {
    return await chrome.runtime.sendMessage(message);
  } catch {
    return undefined;
  }
}
