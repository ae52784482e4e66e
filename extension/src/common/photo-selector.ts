// CSS selectors by which a feed may name elements that show photos, read as strictly as the host reads them: what comes
// from a feed goes to querySelectorAll() in people's pages.

const MAX_LENGTH = 200;
export const MAX_SELECTORS = 16;

const ELEMENT = 'a|article|div|figure|img|li|main|picture|section|span|ul|video';
const CLASS = String.raw`\.[A-Za-z_][A-Za-z0-9_-]{0,63}`;
const ATTRIBUTE = 'src|srcset|style|poster|href|role|data-view-signature|data-testid';
const VALUE = '[A-Za-z0-9 _./:?=&%#-]{1,64}';
const CONDITION = String.raw`(?:${CLASS}|\[(?:${ATTRIBUTE})(?:[*^$]?="${VALUE}")?\])`;
const PART = `(?:(?:${ELEMENT})${CONDITION}{0,3}|${CONDITION}{1,3})`;
const SELECTOR = new RegExp(`^${PART}(?:(?: | > )${PART}){0,3}$`);

export const isPhotoSelector = (text: unknown): text is string =>
  typeof text === 'string' && text.length <= MAX_LENGTH && /[.[]/.test(text) && SELECTOR.test(text);
