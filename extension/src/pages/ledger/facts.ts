// What the cards say together. Nothing here is added up that may overlap: one photo can be in several datasets.
import type {
  Card,
  DatasetStatus,
  DatasetUser,
  Platform,
} from '../../../../shared/protocol/protocol.gen.ts';

/** The built-in catalogue's demonstrations: nobody's photos are in them. */
const MADE_UP: ReadonlySet<string> = new Set(['demo-mask-selfies', 'demo-street-portraits']);
export const isMadeUp = ({id}: Card): boolean => MADE_UP.has(id);

/** Cards that charts may count. */
export const realCards = (cards: readonly Card[]): Card[] =>
  cards.filter(card => !card.test && !isMadeUp(card));

export interface YearColumn {
  year: number;
  appeared: Card[];
  withdrawn: Card[];
}

/** Every year from the first to the last in which something appeared or was withdrawn. */
export function years(cards: readonly Card[]): YearColumn[] {
  const withdrawnIn = ({status, status_year}: Card): number | undefined =>
    status === 'withdrawn' ? status_year : undefined;
  const named = cards.flatMap(card => [card.year, withdrawnIn(card)]).filter(year => year != null);
  if (named.length === 0) return [];
  const first = Math.min(...named);
  return Array.from({length: Math.max(...named) - first + 1}, (_, at) => ({
    year: first + at,
    appeared: byName(cards.filter(({year}) => year === first + at)),
    withdrawn: byName(cards.filter(card => withdrawnIn(card) === first + at)),
  }));
}

export const byName = (cards: readonly Card[]): Card[] =>
  [...cards].sort((a, b) => a.name.localeCompare(b.name));

/** Datasets by where they took photos, the most first. */
export function photoSources(cards: readonly Card[]): [string, Card[]][] {
  const groups = new Map<string, Card[]>();
  for (const card of cards) {
    for (const source of card.photo_sources)
      groups.set(source, [...(groups.get(source) ?? []), card]);
  }
  return [...groups].sort(([a, x], [b, y]) => y.length - x.length || a.localeCompare(b));
}

export type Sector = NonNullable<DatasetUser['sector']> | 'unknown';
export const SECTORS: readonly Sector[] = [
  'academic',
  'commercial',
  'government',
  'military',
  'other',
  'unknown',
];

/** One organisation that used one dataset. */
export interface Use {
  user: DatasetUser;
  card: Card;
  sector: Sector;
}

export interface CountryRow {
  /** ISO 3166-1 alpha-2; undefined: not known. */
  country: string | undefined;
  uses: Use[];
}

/** Uses by the user's country, the most first and the unknown last; within one by sector. */
export function usesByCountry(cards: readonly Card[]): CountryRow[] {
  const rows = new Map<string | undefined, Use[]>();
  for (const card of cards) {
    for (const user of card.users) {
      const use = {user, card, sector: user.sector ?? ('unknown' as const)};
      rows.set(user.country, [...(rows.get(user.country) ?? []), use]);
    }
  }
  const order = ({sector}: Use): number => SECTORS.indexOf(sector);
  return [...rows]
    .map(([country, uses]) => ({country, uses: uses.sort((a, b) => order(a) - order(b))}))
    .sort(
      (a, b) =>
        Number(a.country === undefined) - Number(b.country === undefined) ||
        b.uses.length - a.uses.length ||
        (a.country ?? '').localeCompare(b.country ?? ''),
    );
}

export interface FamilyNode {
  card: Card;
  children: FamilyNode[];
  /** Parents other than the one it stands under. */
  alsoFrom: Card[];
}

/** The families of more than one, each under those of its members that have no parent; the largest first. */
export function families(cards: readonly Card[]): FamilyNode[] {
  const byId = new Map(cards.map(card => [card.id, card]));
  const parentsOf = (card: Card): Card[] => card.parents.flatMap(id => byId.get(id) ?? []);
  const node = (card: Card, above: Card | undefined, line: ReadonlySet<string>): FamilyNode => ({
    card,
    alsoFrom: parentsOf(card).filter(({id}) => id !== above?.id),
    children: byName(
      cards.filter(child => child.parents.includes(card.id) && !line.has(child.id)),
    ).map(child => node(child, card, new Set([...line, child.id]))),
  });
  const size = ({children}: FamilyNode): number =>
    children.reduce((sum, child) => sum + size(child), 1);
  return cards
    .filter(card => parentsOf(card).length === 0)
    .map(card => node(card, undefined, new Set([card.id])))
    .filter(({children}) => children.length > 0)
    .sort((a, b) => size(b) - size(a) || a.card.name.localeCompare(b.card.name));
}

export type Matchable = 'listed' | 'never';

/** Whether there is a list by which a photo could be found in it. */
export const matchable = ({matched_by}: Card): Matchable =>
  matched_by.length > 0 ? 'listed' : 'never';

export interface Filter {
  search: string;
  platform: Platform | '';
  status: DatasetStatus | 'unknown' | '';
  /** Of those who used it. */
  country: string;
  matchable: Matchable | '';
}
export const NO_FILTER: Filter = {search: '', platform: '', status: '', country: '', matchable: ''};

const plain = (words: string): string =>
  words.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Every word must stand somewhere in what the card says. */
function holds(card: Card, search: string): boolean {
  const users = card.users.map(({name}) => name);
  const all = [
    card.id,
    card.name,
    card.organisation,
    card.summary,
    ...card.photo_sources,
    ...users,
  ];
  const said = plain(all.join(' '));
  return plain(search)
    .split(/\s+/)
    .every(word => said.includes(word));
}

export function filtered(cards: readonly Card[], filter: Filter): Card[] {
  return cards.filter(
    card =>
      holds(card, filter.search) &&
      (!filter.platform || card.platforms.includes(filter.platform)) &&
      (!filter.status || (card.status ?? 'unknown') === filter.status) &&
      (!filter.country || card.users.some(({country}) => country === filter.country)) &&
      (!filter.matchable || matchable(card) === filter.matchable),
  );
}

export type Column = 'name' | 'year' | 'images' | 'status' | 'users' | 'list';
export interface Order {
  column: Column;
  descending: boolean;
}

/** By one column; what is unknown stands last either way, equals by name. */
export function sorted(cards: readonly Card[], order: Order): Card[] {
  const value = (card: Card): string | number | undefined =>
    ({
      name: card.name,
      year: card.year,
      images: card.images,
      status: card.status,
      users: card.users.length || undefined,
      list: card.matched_by.length > 0 ? (card.list?.rows ?? 0) : undefined,
    })[order.column];
  const turn = order.descending ? -1 : 1;
  return byName(cards).sort((a, b) => {
    const [x, y] = [value(a), value(b)];
    if (x === undefined || y === undefined)
      return Number(x === undefined) - Number(y === undefined);
    const less = typeof x === 'string' ? x.localeCompare(String(y)) : x - Number(y);
    return less * turn;
  });
}
