import type {Card} from '../../../../shared/protocol/protocol.gen.ts';
import {plural, text} from '../../common/i18n.ts';
import {statusOf} from '../wording.ts';
import {Chart} from './chart.tsx';
import type {YearColumn} from './facts.ts';
import {years} from './facts.ts';

/** One dot a dataset: above the line where it appeared, below it where it was withdrawn. */
export function YearsChart({cards}: {cards: Card[]}) {
  const columns = years(cards);
  const undated = cards.filter(({year}) => year === undefined).length;
  const unsaid = cards.filter(
    ({status, status_year}) => status === 'withdrawn' && status_year === undefined,
  ).length;
  return (
    <Chart name="years" title={text('chartYears')} lead={text('chartYearsLead')}>
      <ul class="legend" aria-hidden="true">
        <li>
          <span class="dot" /> {text('chartDotAround')}
        </li>
        <li>
          <span class="dot gone" /> {text('chartDotGone')}
        </li>
        <li>
          <span class="dot cross" /> {text('chartDotWithdrawn')}
        </li>
      </ul>
      <div class="scrolls" aria-hidden="true">
        <div class="years">
          {columns.map(column => (
            <Column key={column.year} column={column} />
          ))}
        </div>
      </div>
      <details class="no-print">
        <summary>{text('chartAsTable')}</summary>
        <YearsTable columns={columns} />
      </details>
      <p class="soft small">
        {plural('chartYearsUndated', undated)} {plural('chartYearsUnsaid', unsaid)}
      </p>
    </Chart>
  );
}

function Column({column: {year, appeared, withdrawn}}: {column: YearColumn}) {
  return (
    <div class="year">
      <span class="stack up">
        {appeared.map(card => (
          <Dot key={card.id} card={card} kind={card.status === 'withdrawn' ? 'gone' : ''} />
        ))}
      </span>
      <span class="year-name">{year}</span>
      <span class="stack down">
        {withdrawn.map(card => (
          <Dot key={card.id} card={card} kind="cross" />
        ))}
      </span>
    </div>
  );
}

/** For the pointer alone; the table beside it has the same links for the keyboard. */
function Dot({card, kind}: {card: Card; kind: 'gone' | 'cross' | ''}) {
  const title = [card.name, statusOf(card)].filter(Boolean).join('\n');
  return (
    <a class={`dot ${kind}`} href={`#/dataset/${card.id}`} title={title} tabIndex={-1}>
      <span class="unseen">{card.name}</span>
    </a>
  );
}

function YearsTable({columns}: {columns: YearColumn[]}) {
  const links = (cards: Card[]) =>
    cards.map(({id, name}, at) => (
      <span key={id}>
        {at > 0 && ', '}
        <a href={`#/dataset/${id}`}>{name}</a>
      </span>
    ));
  return (
    <table class="table">
      <thead>
        <tr>
          <th scope="col">{text('cardYear')}</th>
          <th scope="col">{text('chartAppeared')}</th>
          <th scope="col">{text('chartDotWithdrawn')}</th>
        </tr>
      </thead>
      <tbody>
        {columns
          .filter(({appeared, withdrawn}) => appeared.length + withdrawn.length > 0)
          .map(({year, appeared, withdrawn}) => (
            <tr key={year}>
              <th scope="row">{year}</th>
              <td>{links(appeared)}</td>
              <td>{links(withdrawn)}</td>
            </tr>
          ))}
      </tbody>
    </table>
  );
}
