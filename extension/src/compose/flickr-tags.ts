import {MAX_TAG_CHARS} from '../common/messages.ts';

/** `one "two words", three`: blanks and commas part, quotes hold together. */
export function splitTags(field: string): string[] {
  return [...field.matchAll(/"([^"]*)"?|[^\s,"]+/g)]
    .map(([all, quoted]) => quoted ?? all)
    .filter(tag => tag !== '' && tag.length <= MAX_TAG_CHARS);
}
