import type {ComponentChildren} from 'preact';
import type {Advisory, Card, Listing, Source} from '../../../shared/protocol/protocol.gen.ts';
import type {Finding} from '../common/findings.ts';
import {list, number, plural, text} from '../common/i18n.ts';
import {ShapeIcon} from './shape-icon.tsx';
import type {Names} from './wording.ts';
import {
  coverageSentence,
  LEVEL_WORDS,
  matchSentence,
  nameOf,
  sentenceOf,
  shapeOf,
  statusOf,
  titleOf,
} from './wording.ts';

/** All that is known of one finding. */
export function CardView({
  finding,
  cards,
  top,
}: {
  finding: Finding;
  cards: Names;
  top: ComponentChildren;
}) {
  return (
    <article class="card-view" data-finding={finding.key}>
      <div class="card-top">{top}</div>
      <header class="card-head">
        <ShapeIcon shape={shapeOf(finding)} />
        <div>
          <h1>
            <bdi>{titleOf(finding)}</bdi>
          </h1>
          <p class="soft">{sentenceOf(finding, cards)}</p>
        </div>
      </header>
      {finding.listings.map(listing => (
        <ListingCard
          key={`${listing.dataset} ${listing.match}`}
          listing={listing}
          card={cards.get(listing.dataset)}
          name={nameOf(listing.dataset, cards)}
        />
      ))}
      {finding.advisories.map(advisory => (
        <AdvisoryCard
          key={`${advisory.dataset} ${advisory.level}`}
          advisory={advisory}
          card={cards.get(advisory.dataset)}
          name={nameOf(advisory.dataset, cards)}
        />
      ))}
      <p class="soft small">{coverageSentence(finding.coverage)}</p>
    </article>
  );
}

function ListingCard({
  listing,
  card,
  name,
}: {
  listing: Listing;
  card: Card | undefined;
  name: string;
}) {
  return (
    <section class="dataset" data-dataset={listing.dataset}>
      <h2>{name}</h2>
      <p>{matchSentence(listing)}</p>
      {listing.label !== undefined && <p>{text('cardLabel', listing.label)}</p>}
      {card ? <DatasetFacts card={card} /> : <p class="soft">{text('cardNoFacts')}</p>}
    </section>
  );
}

function AdvisoryCard({
  advisory,
  card,
  name,
}: {
  advisory: Advisory;
  card: Card | undefined;
  name: string;
}) {
  const level = LEVEL_WORDS[advisory.level];
  return (
    <section class="dataset" data-dataset={advisory.dataset}>
      <h2 class="level">
        <ShapeIcon shape={advisory.level} /> {text(level.name)}
      </h2>
      <p>{text(level.meaning)}</p>
      <dl class="facts">
        <Fact name={text('tagDataset')} value={name} />
        <Fact
          name={text('tagYears')}
          value={advisory.years.length > 0 ? list(advisory.years.map(String)) : undefined}
        />
        <Fact
          name={text('tagPhotosLabel')}
          value={advisory.photos === undefined ? undefined : plural('tagPhotos', advisory.photos)}
        />
        <Fact
          name={text('tagInstead')}
          value={advisory.instead && list(advisory.instead.map(tag => text('itemTag', tag)))}
        />
      </dl>
      {advisory.unknown !== undefined && (
        <div>
          <h3 class="section-title">{text('cardUnknown')}</h3>
          <p lang="en">{advisory.unknown}</p>
        </div>
      )}
      <Sources sources={advisory.sources} />
      {card && <DatasetFacts card={card} />}
    </section>
  );
}

function DatasetFacts({card}: {card: Card}) {
  const {organisation, year, images, collected_from, collected_to, removal, list: rows} = card;
  const users = card.users.map(({name, country}) => (country ? `${name} (${country})` : name));
  return (
    <>
      {card.summary !== undefined && <p lang="en">{card.summary}</p>}
      <dl class="facts">
        <Fact name={text('cardStatus')} value={statusOf(card)} />
        <Fact name={text('cardMadeBy')} value={organisation} />
        <Fact name={text('cardYear')} value={year && String(year)} />
        <Fact name={text('cardCollected')} value={years(collected_from, collected_to)} />
        <Fact name={text('cardImages')} value={images && number(images)} />
        <Fact name={text('cardList')} value={rows && listRows(rows.rows, rows.of)} />
        <Fact name={text('cardUsers')} value={users.length > 0 ? list(users) : undefined} />
        <Fact
          name={text('cardRemoval')}
          value={
            removal && (
              <>
                <span lang="en">{removal.text}</span>{' '}
                {removal.url && <Outside url={removal.url}>{text('cardRemovalLink')}</Outside>}
              </>
            )
          }
        />
      </dl>
      <Sources sources={card.references} />
    </>
  );
}

function Fact({name, value}: {name: string; value: ComponentChildren}) {
  if (value === undefined || value === '') return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

function Sources({sources}: {sources: readonly Source[]}) {
  if (sources.length === 0) return null;
  return (
    <div class="sources">
      <h3 class="section-title">{text('cardSources')}</h3>
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
function Outside({url, children}: {url: string; children: ComponentChildren}) {
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
