/**
 * What a key of _locales is called in a release build: there are hundreds of them in each language, and their names
 * would weigh as much as another language. The build says when two come to the same.
 */
export function shortKey(key: string): string {
  let hash = 0x811c9dc5; // FNV-1a
  for (const letter of key) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193) >>> 0;
  return (hash % 36 ** 5).toString(36);
}
