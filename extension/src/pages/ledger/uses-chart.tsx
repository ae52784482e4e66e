import type {SymbolType} from 'd3-shape';
import {
  symbol,
  symbolCircle,
  symbolCross,
  symbolDiamond,
  symbolSquare,
  symbolStar,
  symbolTriangle,
} from 'd3-shape';
import type {Card} from '../../../../shared/protocol/protocol.gen.ts';
import {number, plural, text} from '../../common/i18n.ts';
import {Chart} from './chart.tsx';
import type {CountryRow, Sector, Use} from './facts.ts';
import {SECTORS, usesByCountry} from './facts.ts';
import {country, SECTOR_NAMES} from './words.ts';

/** Each sector's own shape, so that colour is not needed to tell them apart. */
const SHAPES: Readonly<Record<Sector, SymbolType>> = {
  academic: symbolCircle,
  commercial: symbolSquare,
  government: symbolDiamond,
  military: symbolTriangle,
  other: symbolStar,
  unknown: symbolCross,
};
const SIGN_AREA = 72;

/** One sign for each organisation that used one dataset, by its country. */
export function UsesChart({cards}: {cards: Card[]}) {
  const rows = usesByCountry(cards);
  const uses = rows.flatMap(row => row.uses);
  const sectors = SECTORS.filter(sector => uses.some(use => use.sector === sector));
  const datasets = new Set(uses.map(({card}) => card.id)).size;
  return (
    <Chart
      name="uses"
      title={text('chartUses')}
      lead={plural('chartUsesLead', uses.length, datasets)}
    >
      <ul class="legend">
        {sectors.map(sector => (
          <li key={sector}>
            <Sign sector={sector} /> {text(SECTOR_NAMES[sector])}
          </li>
        ))}
      </ul>
      <table class="uses">
        <thead class="unseen">
          <tr>
            <th scope="col">{text('ledgerCountry')}</th>
            <th scope="col">{text('ledgerUses')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.country}>
              <th scope="row">{country(row.country)}</th>
              <td>
                <span class="signs" aria-hidden="true">
                  {row.uses.map(use => (
                    <UseSign key={`${use.card.id} ${use.user.name}`} use={use} />
                  ))}
                </span>
                <span class="bar-value">{number(row.uses.length)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <details class="no-print">
        <summary>{text('chartAsTable')}</summary>
        <UsesTable rows={rows} sectors={sectors} />
      </details>
    </Chart>
  );
}

function Sign({sector}: {sector: Sector}) {
  return (
    <svg class={`sign ${sector}`} viewBox="-8 -8 16 16" aria-hidden="true">
      <path d={symbol(SHAPES[sector], SIGN_AREA)() ?? ''} />
    </svg>
  );
}

function UseSign({use: {user, card, sector}}: {use: Use}) {
  return (
    <a href={`#/dataset/${card.id}`} tabIndex={-1} title={`${user.name}\n${card.name}`}>
      <Sign sector={sector} />
    </a>
  );
}

function UsesTable({rows, sectors}: {rows: CountryRow[]; sectors: Sector[]}) {
  return (
    <div class="scrolls">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{text('ledgerCountry')}</th>
            {sectors.map(sector => (
              <th key={sector} scope="col" class="number">
                {text(SECTOR_NAMES[sector])}
              </th>
            ))}
            <th scope="col">{text('cardUsers')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({country: code, uses}) => (
            <tr key={code}>
              <th scope="row">{country(code)}</th>
              {sectors.map(sector => (
                <td key={sector} class="number">
                  {number(uses.filter(use => use.sector === sector).length)}
                </td>
              ))}
              <td lang="en">{[...new Set(uses.map(({user}) => user.name))].join(', ')}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
