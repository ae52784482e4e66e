import type {Card} from '../../../../shared/protocol/protocol.gen.ts';
import {list, number, plural, text} from '../../common/i18n.ts';
import {Fact, Outside, Sources} from '../dataset-facts.tsx';
import {routeOf} from '../requests/letter.ts';
import {requestAddress} from '../use-address.ts';
import {statusOf} from '../wording.ts';
import {Matched} from './dataset-table.tsx';
import {isMadeUp, matchable, SECTORS} from './facts.ts';
import {country, KINDS, SECTOR_NAMES} from './words.ts';

/** All that is known of one dataset, and what of it can be found here. */
export function DatasetPage({card, cards}: {card: Card; cards: Card[]}) {
  return (
    <article class="dataset-page" data-dataset={card.id}>
      {isMadeUp(card) && <p class="notice">{text('ledgerMadeUpLong')}</p>}
      <section class="panel">
        <p lang="en">{card.summary ?? text('cardNoFacts')}</p>
        <Facts card={card} />
      </section>
      <section class="panel" data-part="matching">
        <h2>{text('datasetMatching')}</h2>
        <Matching card={card} />
      </section>
      <Family card={card} cards={cards} />
      <Users card={card} />
      <section class="panel" data-part="removal">
        <h2>{text('cardRemoval')}</h2>
        <Removal card={card} />
      </section>
      {card.references.length > 0 && (
        <section class="panel">
          <Sources sources={card.references} />
        </section>
      )}
      <p class="no-print">
        <button type="button" class="action" onClick={() => print()}>
          {text('printPage')}
        </button>
      </p>
    </article>
  );
}

function Facts({card}: {card: Card}) {
  const {year, images, identities, photo_sources, collected_from, collected_to} = card;
  const collected = [...new Set([collected_from, collected_to].filter(one => one !== undefined))];
  return (
    <dl class="facts">
      <Fact name={text('cardStatus')} value={statusOf(card) ?? text('ledgerUnknown')} />
      <Fact name={text('cardMadeBy')} value={card.organisation} />
      <Fact name={text('cardYear')} value={year?.toString()} />
      <Fact name={text('cardImages')} value={images === undefined ? undefined : number(images)} />
      <Fact
        name={text('datasetPeople')}
        value={identities === undefined ? undefined : number(identities)}
      />
      <Fact name={text('datasetFrom')} value={photo_sources.length > 0 && list(photo_sources)} />
      <Fact name={text('cardCollected')} value={collected.join(' – ')} />
      <Fact name={text('datasetLicences')} value={english(card.photo_licences)} />
      <Fact name={text('datasetConsent')} value={english(card.consent_basis)} />
    </dl>
  );
}

const english = (words: string | undefined) => words && <span lang="en">{words}</span>;

function Matching({card}: {card: Card}) {
  const {matched_by, list: facts} = card;
  const matched = matchable(card);
  return (
    <>
      <p>
        <Matched matched={matched} />
      </p>
      {matched === 'never' ? (
        <p>{text('matchedNeverLong')}</p>
      ) : (
        <>
          <p>{text('matchedListedLong', list(matched_by.map(kind => text(KINDS[kind]))))}</p>
          {facts?.of !== undefined && facts.of > facts.rows && (
            <p>{text('datasetListCovers', facts.rows, facts.of)}</p>
          )}
          <p>{text('datasetLoad')}</p>
          <code>bycatch import --public</code>
        </>
      )}
    </>
  );
}

function Family({card, cards}: {card: Card; cards: Card[]}) {
  if (card.parents.length + card.children.length === 0) return null;
  const links = (ids: string[]) =>
    ids.length > 0 && (
      <ul class="links">
        {ids.map(id => (
          <li key={id}>
            <a href={`#/dataset/${id}`}>{cards.find(one => one.id === id)?.name ?? id}</a>
          </li>
        ))}
      </ul>
    );
  return (
    <section class="panel" data-part="family">
      <h2>{text('chartFamilies')}</h2>
      <dl class="facts">
        {card.parents.length > 0 && (
          <Fact name={text('datasetParents')} value={links(card.parents)} />
        )}
        {card.children.length > 0 && (
          <Fact name={text('datasetChildren')} value={links(card.children)} />
        )}
      </dl>
    </section>
  );
}

function Users({card: {users}}: {card: Card}) {
  if (users.length === 0) return null;
  const sectors = SECTORS.map(
    sector => [sector, users.filter(user => (user.sector ?? 'unknown') === sector)] as const,
  );
  return (
    <section class="panel" data-part="users">
      <h2>{text('cardUsers')}</h2>
      <p class="soft small">{plural('datasetUsersLead', users.length)}</p>
      <dl class="facts">
        {sectors
          .filter(([, of]) => of.length > 0)
          .map(([sector, of]) => (
            <Fact
              key={sector}
              name={text(SECTOR_NAMES[sector])}
              value={
                <ul class="links">
                  {of.map(user => (
                    <li key={user.name}>
                      <span lang="en">{user.name}</span>
                      {user.country && <span class="soft"> {country(user.country)}</span>}
                    </li>
                  ))}
                </ul>
              }
            />
          ))}
      </dl>
    </section>
  );
}

function Removal({card}: {card: Card}) {
  const route = routeOf(card);
  return (
    <>
      {card.removal && <p lang="en">{card.removal.text}</p>}
      {!route && <p>{text('requestsNoRoute')}</p>}
      {route?.page && (
        <p>
          <Outside url={route.page}>{text('cardRemovalLink')}</Outside>
        </p>
      )}
      {route && (
        <p class="no-print">
          <a class="action" href={requestAddress(card.id)}>
            {text('requestsWrite')}
          </a>
        </p>
      )}
    </>
  );
}
