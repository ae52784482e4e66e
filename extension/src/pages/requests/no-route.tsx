import type {Card} from '../../../../shared/protocol/protocol.gen.ts';
import {plural, text} from '../../common/i18n.ts';
import {byName, realCards} from '../ledger/facts.ts';
import {datasetAddress} from '../use-address.ts';
import {routeOf} from './letter.ts';

/** The datasets about which nobody is known to be asked, said as plainly as the others. */
export function NoRoute({cards}: {cards: Card[]}) {
  const without = byName(realCards(cards).filter(card => !routeOf(card)));
  if (without.length === 0) return null;
  return (
    <section class="panel" data-part="no-route">
      <h2>{plural('requestsNoRouteTitle', without.length)}</h2>
      <p>{text('requestsNoRoute')}</p>
      <details>
        <summary>{text('requestsWhichOnes')}</summary>
        <ul class="links">
          {without.map(({id, name, removal}) => (
            <li key={id}>
              <a href={datasetAddress(id)}>{name}</a>
              {removal && (
                <span class="soft small" lang="en">
                  {' '}
                  {removal.text}
                </span>
              )}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
