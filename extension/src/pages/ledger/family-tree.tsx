import type {Card} from '../../../../shared/protocol/protocol.gen.ts';
import {list, text} from '../../common/i18n.ts';
import {statusOf} from '../wording.ts';
import {Chart} from './chart.tsx';
import type {FamilyNode} from './facts.ts';
import {families} from './facts.ts';

/** Nested lists, drawn as trees: a dataset stands under the one that its photos were taken from. */
export function FamilyTrees({cards}: {cards: Card[]}) {
  return (
    <Chart name="families" title={text('chartFamilies')} lead={text('chartFamiliesLead')}>
      <div class="families">
        {families(cards).map(root => (
          <ul class="family" key={root.card.id}>
            <Member node={root} />
          </ul>
        ))}
      </div>
    </Chart>
  );
}

function Member({node: {card, children, alsoFrom}}: {node: FamilyNode}) {
  const facts = [card.year, statusOf(card)].filter(fact => fact !== undefined);
  return (
    <li>
      <span class={card.status === 'withdrawn' ? 'member gone' : 'member'}>
        <a href={`#/dataset/${card.id}`}>{card.name}</a>
        <span class="soft small">{facts.join(' · ')}</span>
        {alsoFrom.length > 0 && (
          <span class="soft small">
            {text('chartAlsoFrom', list(alsoFrom.map(({name}) => name)))}
          </span>
        )}
      </span>
      {children.length > 0 && (
        <ul>
          {children.map(child => (
            <Member key={child.card.id} node={child} />
          ))}
        </ul>
      )}
    </li>
  );
}
