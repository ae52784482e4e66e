import type {Platform} from '../../../shared/protocol/protocol.gen.ts';
import type {Exposure} from '../common/draft.ts';

/** The words of a post. */
export interface PostText {
  caption: string;
  /** What stands in a field for tags. */
  tags: string[];
}

/**
 * What we know of how one site takes a post. Pure: reads the document and changes nothing. Sites swap their nodes at
 * any time, so every question is answered from the document as it is now.
 */
export interface ComposeSite {
  platform: Platform;
  /** Whether files that reach `target` are about to be posted, and not an avatar or an attachment. */
  takesFiles(target: Element): boolean;
  /** Whether what is typed into `target` belongs to the post. */
  isText(target: Element): boolean;
  text(): PostText;
  /** Whether the dialog, or the page, in which the post is prepared is there. */
  isOpen(): boolean;
  exposure(): Exposure;
  /** What the site publishes of a file beside the picture matters there. */
  publishesMetadata: boolean;
  /** The element beside which the panel finds its place. */
  box(): Element | undefined;
  /** The button that posts, when `target` is in it. */
  postButton(target: Element): HTMLElement | undefined;
  /** The field to go back to. */
  editor(): HTMLElement | undefined;
}
