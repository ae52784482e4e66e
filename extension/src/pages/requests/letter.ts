// Letters to those who hold a dataset: the reviewed texts of extension/letters, filled in here. What is filled
// in stays on this page.

import type {Card, Source} from '../../../../shared/protocol/protocol.gen.ts';
import bipa from '../../../letters/bipa.json';
import ccpa from '../../../letters/ccpa.json';
import gdprAccess from '../../../letters/gdpr_access.json';
import gdprErasure from '../../../letters/gdpr_erasure.json';
import plain from '../../../letters/plain.json';
import type {LetterName} from './removal-request.ts';

export interface LetterText {
  title: string;
  for: string;
  needs: string;
  deadline: string;
  subject: string;
  body: string[];
  /** Every article and section that the text speaks of, with its place in `references`. */
  cites: {law: string; reference: number}[];
  references: Source[];
}

export const LETTERS: Readonly<Record<LetterName, LetterText>> = {
  gdpr_access: gdprAccess,
  gdpr_erasure: gdprErasure,
  ccpa,
  bipa,
  plain,
};

export interface Gaps {
  date: string;
  dataset: string;
  identifiers: string;
  name: string;
  contact: string;
}

/** The letter as it can be sent; what is left empty is shown as such by `missing`. */
export function filledLetter(letter: LetterName, gaps: Gaps): {subject: string; body: string} {
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (gap, name: string) => gaps[name as keyof Gaps] ?? gap);
  const {subject, body} = LETTERS[letter];
  return {subject: fill(subject), body: body.map(fill).join('\n\n')};
}

/** The gaps that only the person can fill and has not. */
export function missing({
  name,
  contact,
  identifiers,
}: Gaps): ('name' | 'contact' | 'identifiers')[] {
  const given = {identifiers, name, contact};
  return (['identifiers', 'name', 'contact'] as const).filter(gap => given[gap].trim() === '');
}

export interface Route {
  addresses: string[];
  page: string | undefined;
}

/** Where to write: the addresses and the page that the card's sources name. Undefined: no route is known. */
export function routeOf({removal}: Card): Route | undefined {
  if (!removal) return undefined;
  const addresses = removal.text.match(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g) ?? [];
  if (addresses.length === 0 && removal.url === undefined) return undefined;
  return {addresses: [...new Set(addresses)], page: removal.url};
}
