// The last syncs: when each was, how much it loaded, and which failed. The table says the same in words.
import {nice, ticks} from 'd3-array';
import {symbol, symbolTimes} from 'd3-shape';
import {utcTicks} from 'd3-time';
import type {PastSync} from '../../../shared/protocol/protocol.gen.ts';
import {dayAndTime, shortDay, text, timeOfDay} from '../common/i18n.ts';
import {megabytes} from './megabytes.ts';

const WIDTH = 640;
const HEIGHT = 150;
const AXIS_WIDTH = 64;
const AXIS_HEIGHT = 24;
const TOP = 8;
const BAR_WIDTH = 6;
const TWO_DAYS_MS = 2 * 86_400_000;
const CROSS = symbol(symbolTimes, 60)() ?? '';

const moment = ({at}: PastSync): number => at * 1000;

export function SyncChart({syncs}: {syncs: readonly PastSync[]}) {
  return (
    <>
      <ul class="legend" aria-hidden="true">
        <li>
          <svg class="sign" viewBox="-6 -6 12 12" aria-hidden="true">
            <rect class="loaded" x="-3" y="-6" width="6" height="12" />
          </svg>{' '}
          {text('diagnosticsSyncLoaded')}
        </li>
        <li>
          <Cross /> {text('diagnosticsSyncFailed')}
        </li>
      </ul>
      <div class="scrolls">
        <Drawing syncs={syncs} />
      </div>
      <details class="no-print">
        <summary>{text('chartAsTable')}</summary>
        <SyncTable syncs={syncs} />
      </details>
    </>
  );
}

const Cross = () => (
  <svg class="sign" viewBox="-6 -6 12 12" aria-hidden="true">
    <path class="failed" d={CROSS} />
  </svg>
);

function Drawing({syncs}: {syncs: readonly PastSync[]}) {
  const moments = syncs.map(moment);
  const [first, last] = [Math.min(...moments), Math.max(...moments)];
  const [left, right] = [AXIS_WIDTH + BAR_WIDTH, WIDTH - 3 * BAR_WIDTH];
  const x = (when: number): number =>
    first === last ? (left + right) / 2 : left + ((when - first) / (last - first)) * (right - left);
  const [, most] = nice(0, Math.max(...syncs.map(({bytes}) => bytes), 1), 3);
  const base = HEIGHT - AXIS_HEIGHT;
  const y = (bytes: number): number => base - (bytes / most) * (base - TOP);
  const isShort = last - first < TWO_DAYS_MS;
  const whenOf = first === last ? dayAndTime : isShort ? timeOfDay : shortDay;
  return (
    <svg class="sync-chart" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {ticks(0, most, 3).map(bytes => (
        <g key={bytes}>
          <line class="grid" x1={AXIS_WIDTH} x2={WIDTH} y1={y(bytes)} y2={y(bytes)} />
          <text class="tick" x={AXIS_WIDTH - 6} y={y(bytes) + 4} text-anchor="end">
            {megabytes(bytes)}
          </text>
        </g>
      ))}
      {momentsNamed(first, last).map(when => (
        <text key={when} class="tick" x={x(when)} y={HEIGHT - 6} text-anchor="middle">
          {whenOf(when)}
        </text>
      ))}
      {syncs.map(sync => {
        const at = x(moment(sync));
        const top = Math.min(y(sync.bytes), base - 2);
        return sync.code === undefined ? (
          <rect
            key={sync.at}
            class="loaded"
            x={at - BAR_WIDTH / 2}
            y={top}
            width={BAR_WIDTH}
            height={base - top}
          />
        ) : (
          <path key={sync.at} class="failed" d={CROSS} transform={`translate(${at} ${base - 8})`} />
        );
      })}
    </svg>
  );
}

/** Under the axis: whole days or hours between the two, or the one moment. */
const momentsNamed = (first: number, last: number): number[] =>
  first === last ? [first] : utcTicks(new Date(first), new Date(last), 5).map(Number);

function SyncTable({syncs}: {syncs: readonly PastSync[]}) {
  return (
    <div class="scrolls">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{text('diagnosticsSyncAt')}</th>
            <th scope="col" class="number">
              {text('diagnosticsSyncLoaded')}
            </th>
            <th scope="col">{text('diagnosticsSyncOutcome')}</th>
          </tr>
        </thead>
        <tbody>
          {[...syncs].reverse().map(sync => (
            <tr key={sync.at}>
              <th scope="row">{dayAndTime(moment(sync))}</th>
              <td class="number">{megabytes(sync.bytes)}</td>
              <td>
                {sync.code ? <code dir="ltr">{sync.code}</code> : text('diagnosticsSyncWell')}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
