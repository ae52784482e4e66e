// How the ledger's words are said.
import type {IdentifierKind} from '../../../../shared/protocol/protocol.gen.ts';
import type {Key} from '../../common/i18n.ts';
import {countryName, number, text} from '../../common/i18n.ts';
import type {Matchable, Sector} from './facts.ts';

export const KINDS = {
  photo: 'kindPhoto',
  account: 'kindAccount',
  tag: 'kindTag',
  media: 'kindMedia',
  asset: 'kindAsset',
  url: 'kindUrl',
  imprint: 'kindImprint',
} as const satisfies Record<IdentifierKind, Key>;

export const MATCHABLE = {
  listed: 'matchedListed',
  never: 'matchedNever',
} as const satisfies Record<Matchable, Key>;

export const SECTOR_NAMES = {
  academic: 'sectorAcademic',
  commercial: 'sectorCommercial',
  government: 'sectorGovernment',
  military: 'sectorMilitary',
  other: 'sectorOther',
  unknown: 'ledgerUnknown',
} as const satisfies Record<Sector, Key>;

const SAID: Readonly<Record<string, Key>> = {
  over: 'saidOver',
  'at least': 'saidAtLeast',
  about: 'saidAbout',
  nearly: 'saidNearly',
};

/** "over 24,000,000" */
export function saidNumber(said: string, value: number): string {
  const key = SAID[said];
  return key ? text(key, value) : number(value);
}

export const country = (code: string | undefined): string =>
  code === undefined ? text('ledgerUnknown') : countryName(code);
