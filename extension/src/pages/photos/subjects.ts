// What a person pastes, one thing a line or between blanks: addresses of photos, Flickr photo ids, Flickr accounts,
// Instagram file names.

export const MAX_SUBJECTS = 5000;
const MAX_CHARS = 2048;

export type Subject =
  | {kind: 'photo'; written: string; url: string}
  | {kind: 'account'; written: string; nsid: string};

export interface Pasted {
  subjects: Subject[];
  /** What is none of these. */
  refused: string[];
  /** Whether there was more than is checked at once. */
  isCut: boolean;
}

export function parsePasted(text: string): Pasted {
  const words = [...new Set(text.split(/[\s,;]+/).filter(word => word !== ''))];
  const pasted: Pasted = {subjects: [], refused: [], isCut: words.length > MAX_SUBJECTS};
  for (const word of words.slice(0, MAX_SUBJECTS)) {
    const subject = subjectOf(word);
    if (subject) pasted.subjects.push(subject);
    else pasted.refused.push(word);
  }
  return pasted;
}

function subjectOf(written: string): Subject | undefined {
  if (written.length > MAX_CHARS) return undefined;
  const nsid = nsidOf(written);
  if (nsid !== undefined) return {kind: 'account', written, nsid};
  const url = addressOf(written);
  return url === undefined ? undefined : {kind: 'photo', written, url};
}

/** A Flickr account by its id, with or without a sign before it. */
export const nsidOf = (written: string): string | undefined =>
  /^@?(\d{5,11}@N\d\d)$/i.exec(written)?.[1]?.toUpperCase();

function addressOf(written: string): string | undefined {
  if (/^\d{1,20}$/.test(written)) return `https://www.flickr.com/photo.gne?id=${written}`;
  const asset = /^(\d{6,10}_\d{12,20}_\d{8,20})(?:_[a-z]\.jpg)?$/.exec(written);
  if (asset) return `https://scontent.cdninstagram.com/v/t51.2885-15/${asset[1]}_n.jpg`;
  const whole = /^https?:\/\//i.test(written) ? written : `https://${written}`;
  if (!URL.canParse(whole)) return undefined;
  return new URL(whole).hostname.includes('.') ? whole : undefined;
}
