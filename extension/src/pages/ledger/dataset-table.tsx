import {useState} from 'preact/hooks';
import type {Card, DatasetStatus, Platform} from '../../../../shared/protocol/protocol.gen.ts';
import type {Key} from '../../common/i18n.ts';
import {number, plural, text} from '../../common/i18n.ts';
import {Icon} from '../icon.tsx';
import {statusOf} from '../wording.ts';
import type {Column, Filter, Matchable, Order} from './facts.ts';
import {filtered, isMadeUp, matchable, NO_FILTER, sorted, usesByCountry} from './facts.ts';
import {country, KINDS, MATCHABLE} from './words.ts';

const COLUMNS: readonly (readonly [Column, Key])[] = [
  ['name', 'ledgerName'],
  ['year', 'cardYear'],
  ['images', 'cardImages'],
  ['status', 'cardStatus'],
  ['users', 'ledgerUses'],
  ['list', 'ledgerMatched'],
];
const PLATFORMS: readonly (readonly [Platform, Key])[] = [
  ['flickr', 'platformFlickr'],
  ['instagram', 'platformInstagram'],
  ['web', 'platformWeb'],
];
const STATUSES: readonly (readonly [DatasetStatus | 'unknown', Key])[] = [
  ['available', 'statusAvailable'],
  ['on_request', 'statusOnRequest'],
  ['withdrawn', 'statusWithdrawn'],
  ['unknown', 'ledgerUnknown'],
];

/** Search, filters and the table of datasets. */
export function DatasetTable({cards}: {cards: Card[]}) {
  const [filter, setFilter] = useState<Filter>(NO_FILTER);
  const [order, setOrder] = useState<Order>({column: 'name', descending: false});
  const found = sorted(filtered(cards, filter), order);
  const listed = cards.filter(card => matchable(card) === 'listed').length;
  return (
    <>
      <p class="frame-lead">{plural('ledgerLead', cards.length, listed)}</p>
      <Filters cards={cards} filter={filter} onChange={setFilter} />
      <p role="status" class="soft">
        {plural('ledgerFound', found.length, cards.length)}
      </p>
      {found.length > 0 && (
        <table class="table datasets">
          <caption class="unseen">{text('ledgerTable')}</caption>
          <thead>
            <tr>
              {COLUMNS.map(([column, name]) => (
                <Head key={column} column={column} name={name} order={order} onOrder={setOrder} />
              ))}
            </tr>
          </thead>
          <tbody>
            {found.map(card => (
              <Row key={card.id} card={card} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}

function Filters({
  cards,
  filter,
  onChange,
}: {
  cards: Card[];
  filter: Filter;
  onChange: (filter: Filter) => void;
}) {
  const countries = usesByCountry(cards)
    .flatMap(row => row.country ?? [])
    .map(code => [code, country(code)] as const)
    .sort(([, a], [, b]) => a.localeCompare(b));
  const words = (pairs: readonly (readonly [string, Key])[]) =>
    pairs.map(([value, key]) => [value, text(key)] as const);
  const choice = (name: keyof Filter) => (value: string) =>
    onChange({...filter, [name]: value} as Filter);
  return (
    <search class="filters no-print">
      <label class="field">
        <span>{text('ledgerSearch')}</span>
        <input
          type="search"
          value={filter.search}
          onInput={({currentTarget}) => onChange({...filter, search: currentTarget.value})}
        />
      </label>
      <Choice
        name={text('ledgerPlatform')}
        value={filter.platform}
        options={words(PLATFORMS)}
        onChange={choice('platform')}
      />
      <Choice
        name={text('cardStatus')}
        value={filter.status}
        options={words(STATUSES)}
        onChange={choice('status')}
      />
      <Choice
        name={text('ledgerCountry')}
        value={filter.country}
        options={countries}
        onChange={choice('country')}
      />
      <Choice
        name={text('ledgerMatched')}
        value={filter.matchable}
        options={words(Object.entries<Key>(MATCHABLE))}
        onChange={choice('matchable')}
      />
    </search>
  );
}

function Choice({
  name,
  value,
  options,
  onChange,
}: {
  name: string;
  value: string;
  options: readonly (readonly [string, string])[];
  onChange: (value: string) => void;
}) {
  return (
    <label class="field">
      <span>{name}</span>
      <select value={value} onChange={({currentTarget}) => onChange(currentTarget.value)}>
        <option value="">{text('ledgerAny')}</option>
        {options.map(([option, shown]) => (
          <option key={option} value={option}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  );
}

function Head({
  column,
  name,
  order,
  onOrder,
}: {
  column: Column;
  name: Key;
  order: Order;
  onOrder: (order: Order) => void;
}) {
  const isChosen = order.column === column;
  const sort = order.descending ? 'descending' : 'ascending';
  return (
    <th scope="col" class={`col-${column}`} aria-sort={isChosen ? sort : 'none'}>
      <button
        type="button"
        class="sort"
        onClick={() => onOrder({column, descending: isChosen && !order.descending})}
      >
        {text(name)}
        <span class={isChosen ? `sort-sign ${sort}` : 'sort-sign'} aria-hidden="true" />
      </button>
    </th>
  );
}

function Row({card}: {card: Card}) {
  const unknown = <span class="soft">{text('ledgerUnknown')}</span>;
  return (
    <tr data-dataset={card.id}>
      <th scope="row" class="col-name">
        <a href={`#/dataset/${card.id}`}>{card.name}</a>
        {isMadeUp(card) && <span class="chip">{text('ledgerMadeUp')}</span>}
        <span class="soft small" lang="en">
          {card.organisation}
        </span>
        <span class="narrow small">{statusOf(card)}</span>
      </th>
      <td class="col-year">{card.year ?? unknown}</td>
      <td class="col-images number">{card.images === undefined ? unknown : number(card.images)}</td>
      <td class="col-status">{statusOf(card) ?? unknown}</td>
      <td class="col-users number">{card.users.length > 0 && number(card.users.length)}</td>
      <td class="col-list">
        <Matched matched={matchable(card)} />
        <span class="soft small wide-only">
          {card.matched_by.map(kind => text(KINDS[kind])).join(', ')}
        </span>
      </td>
    </tr>
  );
}

/** Told by sign and word. */
export function Matched({matched}: {matched: Matchable}) {
  const icon = {listed: 'check', never: 'close'} as const;
  return (
    <span class={`matched ${matched}`}>
      <Icon name={icon[matched]} />
      {text(MATCHABLE[matched])}
    </span>
  );
}
