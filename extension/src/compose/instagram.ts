// Instagram's "Create new post". Hooks: roles, the editor's own attribute, what the file input accepts. Labels are
// translated, class names generated, and each step replaces the nodes of the one before.
import {MAX_TEXT_CHARS} from '../common/draft.ts';
import type {ComposeSite} from './compose-site.ts';
import {editorText} from './editor-text.ts';
import {startCompose} from './start.ts';

const DIALOG = '[role="dialog"]';
/** Of several, the caption comes before the alternative texts. */
const EDITOR = `${DIALOG} [data-lexical-editor][role="textbox"]`;
const FILES = 'input[type="file"]';

/** Avatars and covers are single pictures; messages and comments are written outside of dialogs. */
const isForPosts = (input: Element): boolean => {
  const accept = input.getAttribute('accept') ?? '';
  return input.hasAttribute('multiple') || (/image/.test(accept) && /video/.test(accept));
};

function isPosting(dialog: Element): boolean {
  return (
    [...dialog.querySelectorAll(FILES)].some(isForPosts) ||
    dialog.querySelector(
      '[data-lexical-editor][role="textbox"], [style*="blob:"], img[src^="blob:"], canvas',
    ) !== null
  );
}

/** Of the last step's buttons the one that posts stands above the caption, at the end of the line: labels are translated. */
function isAtHeadsEnd(button: Element, dialog: Element): boolean {
  const editor = dialog.querySelector('[data-lexical-editor][role="textbox"]');
  if (!editor) return false;
  const [at, around] = [button.getBoundingClientRect(), dialog.getBoundingClientRect()];
  const isRight = at.left + at.right > around.left + around.right;
  const isRtl = getComputedStyle(dialog).direction === 'rtl';
  return at.bottom <= editor.getBoundingClientRect().top && isRight !== isRtl;
}

const firstEditor = (): HTMLElement | null => document.querySelector<HTMLElement>(EDITOR);

/** is_private of the account that is signed in, where the page's own data has it. */
function isPrivate(): boolean | undefined {
  for (const script of document.querySelectorAll('script[type="application/json"][data-sjs]')) {
    const data = script.textContent ?? '';
    const viewer = data.indexOf('"PolarisViewer"');
    if (viewer < 0) continue;
    const said = /"is_private":(true|false)/.exec(data.slice(viewer, viewer + 8192))?.[1];
    if (said) return said === 'true';
  }
  return undefined;
}

const instagram: ComposeSite = {
  platform: 'instagram',
  publishesMetadata: false,
  takesFiles(target) {
    const dialog = target.closest(DIALOG);
    if (target.matches(FILES)) {
      return isForPosts(target) && (dialog !== null || location.pathname.startsWith('/create/'));
    }
    return dialog !== null && isPosting(dialog);
  },
  isText: target => target.closest(EDITOR) !== null && target.closest(EDITOR) === firstEditor(),
  text() {
    const editor = firstEditor();
    return {caption: editor ? editorText(editor, MAX_TEXT_CHARS) : '', tags: []};
  },
  isOpen: () => document.querySelector(DIALOG) !== null || location.pathname.startsWith('/create/'),
  exposure() {
    const said = isPrivate();
    return {audience: said === undefined ? 'unknown' : said ? 'private' : 'public'};
  },
  box: () => [...document.querySelectorAll(DIALOG)].findLast(isPosting),
  postButton(target) {
    const button = target.closest<HTMLElement>('[role="button"], button');
    const dialog = button?.closest(DIALOG);
    return button && dialog && isAtHeadsEnd(button, dialog) ? button : undefined;
  },
  editor: () => firstEditor() ?? undefined,
};

startCompose(instagram);
