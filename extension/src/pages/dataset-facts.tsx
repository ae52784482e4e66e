// What the catalogue knows of one dataset, and what it does not.
import type {ComponentChildren} from 'preact';
import type {Card, DatasetUser, Source} from '../../../shared/protocol/protocol.gen.ts';
import type {Key} from '../common/i18n.ts';
import {countryName, list, number, plural, text} from '../common/i18n.ts';
import {statusOf} from './wording.ts';

/** Users named at once; the rest opens. */
const MAX_USERS = 6;

export function DatasetFacts({card}: {card: Card}) {
  const {organisation, year, images, collected_from, collected_to, removal, list: rows} = card;
  const facts: readonly (readonly [Key, ComponentChildren])[] = [
    ['cardStatus', statusOf(card)],
    ['cardMadeBy', organisation],
    ['cardYear', year && String(year)],
    ['cardCollected', years(collected_from, collected_to)],
    ['cardImages', images && number(images)],
    ['cardList', rows && listRows(rows.rows, rows.of)],
    ['cardConsent', card.consent_basis && <span lang="en">{card.consent_basis}</span>],
    ['cardUsers', card.users.length > 0 && <Users users={card.users} />],
    [
      'cardRemoval',
      removal && (
        <>
          <span lang="en">{removal.text}</span>{' '}
          {removal.url && <Outside url={removal.url}>{text('cardRemovalLink')}</Outside>}
        </>
      ),
    ],
  ];
  const missing = facts.filter(([, value]) => !value).map(([name]) => text(name));
  return (
    <>
      {card.summary !== undefined && <p lang="en">{card.summary}</p>}
      {missing.length < facts.length && (
        <dl class="facts">
          {facts.map(([name, value]) => (
            <Fact key={name} name={text(name)} value={value} />
          ))}
        </dl>
      )}
      {missing.length > 0 && !card.test && (
        <p class="soft small">{text('cardMissing', list(missing))}</p>
      )}
      <Sources sources={card.references} />
    </>
  );
}

export function Fact({name, value}: {name: string; value: ComponentChildren}) {
  if (!value) return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Users({users}: {users: readonly DatasetUser[]}) {
  const names = users.map(({name, country}) =>
    country ? `${name} (${countryName(country)})` : name,
  );
  // One more than fits is shown, rather than hidden behind a press.
  if (names.length <= MAX_USERS + 1) return <>{list(names)}</>;
  return (
    <>
      {names.slice(0, MAX_USERS).join(', ')}
      <details>
        <summary>{plural('cardMoreUsers', names.length - MAX_USERS)}</summary>
        {names.slice(MAX_USERS).join(', ')}
      </details>
    </>
  );
}

export function Sources({sources}: {sources: readonly Source[]}) {
  if (sources.length === 0) return null;
  return (
    <div class="sources">
      <p class="section-title">{text('cardSources')}</p>
      <ul>
        {sources.map(({text: words, url, date}) => (
          <li key={words} class="source" lang="en">
            {url ? <Outside url={url}>{words}</Outside> : words}
            {date && <span class="soft"> {date}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** A link out of the extension; anything but a web address stays words. */
export function Outside({url, children}: {url: string; children: ComponentChildren}) {
  if (!/^https?:\/\//i.test(url)) return <>{children}</>;
  return (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {children}
    </a>
  );
}

function years(from: number | undefined, to: number | undefined): string | undefined {
  if (from === undefined || to === undefined || from === to) return (from ?? to)?.toString();
  return text('cardYears', String(from), String(to));
}

const listRows = (rows: number, of: number | undefined): string =>
  of === undefined ? plural('cardListRows', rows) : text('cardListRowsOf', rows, of);
