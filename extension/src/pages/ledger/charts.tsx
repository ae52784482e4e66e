// Charts of plain elements: each is a list or a table in itself, so what is drawn is what is read aloud, printed and
// shown in forced colours.
import type {Card} from '../../../../shared/protocol/protocol.gen.ts';
import {number, plural, text} from '../../common/i18n.ts';
import {Bar, Chart} from './chart.tsx';
import {photoSources, realCards} from './facts.ts';
import {FamilyTrees} from './family-tree.tsx';
import {PublishedFigures} from './figures.tsx';
import {UsesChart} from './uses-chart.tsx';
import {YearsChart} from './years-chart.tsx';

export function Charts({cards: all}: {cards: Card[]}) {
  const cards = realCards(all);
  return (
    <>
      <YearsChart cards={cards} />
      <SourcesChart cards={cards} />
      <UsesChart cards={cards} />
      <FamilyTrees cards={cards} />
      <PublishedFigures cards={cards} />
    </>
  );
}

function SourcesChart({cards}: {cards: Card[]}) {
  const sources = photoSources(cards);
  const most = sources[0]?.[1].length ?? 1;
  const unknown = cards.filter(({photo_sources}) => photo_sources.length === 0).length;
  return (
    <Chart name="sources" title={text('chartSources')} lead={text('chartSourcesLead')}>
      <table class="bars">
        <thead class="unseen">
          <tr>
            <th scope="col">{text('chartSource')}</th>
            <th scope="col">{text('ledgerTable')}</th>
          </tr>
        </thead>
        <tbody>
          {sources.map(([source, from]) => (
            <Bar
              key={source}
              name={source}
              share={from.length / most}
              value={number(from.length)}
            />
          ))}
        </tbody>
      </table>
      {unknown > 0 && <p class="soft small">{plural('chartSourcesUnknown', unknown)}</p>}
    </Chart>
  );
}
