import type {ComponentChildren} from 'preact';
import type {Advisory, Card, Listing} from '../../../shared/protocol/protocol.gen.ts';
import type {Finding} from '../common/findings.ts';
import {isPossible} from '../common/findings.ts';
import {list, plural, text} from '../common/i18n.ts';
import type {HostView} from '../common/views.ts';
import {DatasetFacts, Fact, Sources} from './dataset-facts.tsx';
import {AskHelpdesk, ReportView} from './report-view.tsx';
import {ShapeIcon} from './shape-icon.tsx';
import type {Names} from './wording.ts';
import {
  coverageSentence,
  LEVEL_WORDS,
  matchSentence,
  nameOf,
  sentenceOf,
  shapeOf,
  titleOf,
} from './wording.ts';

/** All that is known of one finding: what is proven, then what is possible. */
export function CardView({
  finding,
  cards,
  host,
  top,
}: {
  finding: Finding;
  cards: Names;
  host: HostView;
  top: ComponentChildren;
}) {
  const {listings, advisories, identifier, coverage} = finding;
  const possible = listings.filter(isPossible);
  const listingCard = (listing: Listing) => (
    <ListingCard
      key={`${listing.dataset} ${listing.match}`}
      listing={listing}
      card={cards.get(listing.dataset)}
      name={nameOf(listing.dataset, cards)}
    />
  );
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
          {finding.watched && <p data-watched="true">{text('cardWatched')}</p>}
        </div>
      </header>
      {listings.filter(listing => !isPossible(listing)).map(listingCard)}
      {possible.length > 0 && (
        <div class="possibly">
          <p class="section-title">{text('cardPossibleTitle')}</p>
          {possible.map(listingCard)}
        </div>
      )}
      {advisories.map(advisory => (
        <AdvisoryCard
          key={`${advisory.dataset} ${advisory.level}`}
          advisory={advisory}
          cards={cards}
        />
      ))}
      <p class="soft small">{coverageSentence(coverage, identifier)}</p>
      <AskHelpdesk finding={finding} host={host} />
      <ReportView finding={finding} host={host} />
    </article>
  );
}

/** Of a finding that was there when its mark was drawn, and is no more: the lists, or the page, are others now. */
export function GoneCard({top}: {top: ComponentChildren}) {
  return (
    <article class="card-view">
      <div class="card-top">{top}</div>
      <p>{text('cardGone')}</p>
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
    <section class="dataset" data-dataset={listing.dataset} data-match={listing.match}>
      <h2>{name}</h2>
      <p>{matchSentence(listing)}</p>
      {listing.label !== undefined && (
        <p class="label">
          {text('cardLabel', listing.label)} <strong>{text('cardLabelDoubt')}</strong>
        </p>
      )}
      {card ? <DatasetFacts card={card} /> : <p class="soft">{text('cardNoFacts')}</p>}
    </section>
  );
}

function AdvisoryCard({advisory, cards}: {advisory: Advisory; cards: Names}) {
  const {dataset} = advisory;
  const level = LEVEL_WORDS[advisory.level];
  const card = dataset === undefined ? undefined : cards.get(dataset);
  return (
    <section class="dataset" data-dataset={dataset} data-level={advisory.level}>
      <h2 class="level">
        <ShapeIcon shape={advisory.level} /> {text(level.name)}
      </h2>
      <p>{text(level.meaning)}</p>
      <dl class="facts">
        <Fact
          name={text('tagDataset')}
          value={dataset === undefined ? undefined : nameOf(dataset, cards)}
        />
        <Fact name={text('tagYears')} value={list(advisory.years.map(String))} />
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
