// Flickr's upload page. Hooks: the ids of its parts, which are as old as the page; where they are gone, any file input.
import type {Exposure} from '../common/draft.ts';
import {MAX_TEXT_CHARS} from '../common/draft.ts';
import type {ComposeSite} from './compose-site.ts';
import {editorText} from './editor-text.ts';
import {splitTags} from './flickr-tags.ts';
import {startCompose} from './start.ts';

const TAGS = '#editr-panel-tags';
const TITLES = '#editr-panel-title-description, .photo-title-editable';
/** The page's button, and that of the question it then asks. */
const POST = '#action-publish, #confirm-publish';
const FIELDS = 'input:not([type]), input[type="text"], textarea, [contenteditable="true"]';
/** As many as the host takes; Flickr itself takes 75. */
const MAX_TAGS = 128;
/** Tags that were typed here and have since become parts of the page. */
const entered = new Set<string>();

const wordsIn = (field: Element): string =>
  field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement
    ? field.value
    : editorText(field, MAX_TEXT_CHARS);

const fieldsIn = (parts: string): Element[] =>
  [...document.querySelectorAll(parts)].flatMap(part =>
    part.matches(FIELDS) ? [part] : [...part.querySelectorAll(FIELDS)],
  );

function tags(): string[] {
  const typed = fieldsIn(TAGS).flatMap(field => splitTags(wordsIn(field)));
  const parts = [...document.querySelectorAll(`${TAGS} *`)].filter(
    part => part.childElementCount === 0,
  );
  const shown = new Set(parts.map(({textContent}) => textContent.trim().toLowerCase()));
  for (const tag of entered) if (!shown.has(tag.toLowerCase())) entered.delete(tag);
  const all = [...new Set([...entered, ...typed])].slice(0, MAX_TAGS);
  for (const tag of typed) entered.add(tag);
  return all;
}

/** The licence that the page says new photos get; class names such as default-license-cc-by. */
function licence(): string | undefined {
  const area = document.querySelector('[class*="default-license-"]');
  return /default-license-([\w-]+)/.exec(area?.className ?? '')?.[1];
}

function audience(): Exposure['audience'] {
  const choice = document.querySelector<HTMLInputElement>('[id^="editr-panel-privacy-"]:checked');
  if (!choice) return 'unknown';
  return /public/.test(choice.id) ? 'public' : 'private';
}

const flickr: ComposeSite = {
  platform: 'flickr',
  publishesMetadata: true,
  takesFiles: () => true,
  isText: target => target.closest(`${TAGS}, ${TITLES}`) !== null,
  text: () => ({
    caption: fieldsIn(TITLES).map(wordsIn).join('\n').slice(0, MAX_TEXT_CHARS),
    tags: tags(),
  }),
  // The page itself, or where posting is rehearsed its part for words.
  isOpen: () =>
    /^\/photos\/upload\/?$/.test(location.pathname) ||
    document.querySelector('#editr-panel') !== null,
  exposure() {
    const code = licence();
    return {audience: audience(), ...(code !== undefined && {licence: code})};
  },
  // The whole page is the site's box: the lower corner is as far out of the way as can be.
  box: () => undefined,
  postButton: target => target.closest<HTMLElement>(POST) ?? undefined,
  editor: () =>
    fieldsIn(TAGS).find(field => field instanceof HTMLElement) as HTMLElement | undefined,
};

startCompose(flickr);
