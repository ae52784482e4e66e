// All words of a language as the one message that a release ships: hundreds of messages, each with its name, would weigh
// a third more. A line is a key, short, and its words.

const KEY_CHARS = 5;
/** Stands for `$`, which browsers read. */
const PLACE = '^';

/** For builds. Throws when two keys come to the same, or words could not be told from what packs them. */
export function pack(messages: Readonly<Record<string, {message: string}>>): string {
  const lines = new Map<string, string>();
  for (const [key, {message}] of Object.entries(messages)) {
    const short = shortKey(key);
    if (lines.has(short)) throw new Error(`two keys come to ${short}: rename ${key}`);
    if (message.includes(PLACE) || message.includes('\n')) throw new Error(`characters of ${key}`);
    lines.set(short, message.replaceAll('$', PLACE));
  }
  return [...lines].map(([short, words]) => short + words).join('\n');
}

/** What speaks as chrome.i18n.getMessage() does, with the words that were packed. */
export function unpack(packed: string): (key: string, values: readonly string[]) => string {
  const lines = packed.split('\n');
  const words = new Map(lines.map(line => [line.slice(0, KEY_CHARS), line.slice(KEY_CHARS)]));
  return (key, values) =>
    (words.get(shortKey(key)) ?? '').replace(
      /\^(\d)/g,
      (_, place) => values[Number(place) - 1] ?? '',
    );
}

function shortKey(key: string): string {
  let hash = 0x811c9dc5; // FNV-1a
  for (const letter of key) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return (hash % 36 ** KEY_CHARS).toString(36).padStart(KEY_CHARS, '0');
}
