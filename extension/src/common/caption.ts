// Captions: cut into pieces that the host takes, and without some of their tags. What is a tag is decided in the host.

/** UTF-16 units; at most 48,000 bytes, and fewer than the host's 256 KiB however a browser escapes them. */
const PIECE_CHARS = 16_000;

/** Pieces in order that make up the caption; no tag lies across a cut unless it is longer than any tag may be. */
export function captionPieces(caption: string): string[] {
  const pieces: string[] = [];
  let rest = caption;
  while (rest.length > PIECE_CHARS) {
    const at = lastBreak(rest.slice(0, PIECE_CHARS));
    pieces.push(rest.slice(0, at));
    rest = rest.slice(at);
  }
  return [...pieces, rest];
}

/** Before the last blank or hash sign; else between two characters. */
function lastBreak(text: string): number {
  for (let at = text.length - 1; at > 0; at--) if (/[\s#＃]/.test(text[at] ?? '')) return at;
  const isHighSurrogate = /[\ud800-\udbff]$/.test(text);
  return isHighSurrogate ? text.length - 1 : text.length;
}

/** Letters, marks, digits and what holds them together; emoji only behind an emoji, as in the host. */
const WORD = String.raw`[\p{L}\p{M}\p{N}_\u00b7]|\u200c|\u200d|\ufe0e|\ufe0f`;
const PICTURE = String.raw`\p{Extended_Pictographic}`;
const HASHTAG = new RegExp(
  `[#＃](?:${PICTURE}(?:${WORD}|${PICTURE})*|(?!\ufe0f)(?:${WORD})+)`,
  'gu',
);

/**
 * The caption without tags.
 * @param written the tags as they stand in it, as the host says; whoever uses the result asks the host about it
 */
export function withoutTags(caption: string, written: readonly string[]): string {
  const unwanted = new Set(written);
  const left = caption.replace(HASHTAG, tag => (unwanted.has(tag) ? '' : tag));
  return left
    .replace(/[ \t]{2,}/g, ' ')
    .replace(/[ \t]+$/gm, '')
    .trim();
}
