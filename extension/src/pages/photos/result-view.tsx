import {number, plural, text} from '../../common/i18n.ts';
import type {Reason} from '../../common/reason.ts';
import {isReason} from '../../common/reason.ts';
import {CopyBox} from '../controls.tsx';
import {Icon} from '../icon.tsx';
import {localDay} from '../requests/due.ts';
import {routeOf} from '../requests/letter.ts';
import {saveFile} from '../save-file.ts';
import {datasetAddress, requestAddress} from '../use-address.ts';
import type {Names} from '../wording.ts';
import {ADVICE, matchSentence, nameOf, resultCoverageSentence} from '../wording.ts';
import type {Checked, Result} from './result.ts';
import {byDataset, receiptCommands, toCsv, toJson, uncheckedCount} from './result.ts';

const SHOWN = 200;

/** What became of the photos: by dataset, one by one, and those that could not be checked apart. */
export function ResultView({
  result,
  names,
  onRetry,
}: {
  result: Result;
  names: Names;
  onRetry?: () => void;
}) {
  const {listed, notListed, coverage} = result;
  return (
    <>
      <section class="panel" data-part="summary">
        <h2>{plural('photosListed', listed.length)}</h2>
        {notListed > 0 && <p>{plural('photosNotListed', notListed)}</p>}
        {coverage && <p class="soft small">{resultCoverageSentence(coverage)}</p>}
        <ByDataset result={result} names={names} />
      </section>
      <Unchecked result={result} {...(onRetry && {onRetry})} />
      {listed.length > 0 && <Listed listed={listed} names={names} />}
      <Receipts listed={listed} />
      <Exports result={result} />
    </>
  );
}

function ByDataset({result, names}: {result: Result; names: Names}) {
  const rows = byDataset(result);
  if (rows.length === 0) return null;
  return (
    <div class="scrolls">
      <table class="table">
        <thead>
          <tr>
            <th scope="col">{text('ledgerName')}</th>
            <th scope="col" class="number">
              {text('photosInList')}
            </th>
            <th scope="col" class="number">
              {text('photosPossible')}
            </th>
            <th scope="col" class="number">
              {text('photosOfAccount')}
            </th>
            <th scope="col" class="no-print">
              {text('photosNext')}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({dataset, photos, possible, accounts}) => {
            const card = names.get(dataset);
            return (
              <tr key={dataset} data-dataset={dataset}>
                <th scope="row">
                  <a href={datasetAddress(dataset)}>{nameOf(dataset, names)}</a>
                </th>
                <td class="number">{number(photos)}</td>
                <td class="number">{number(possible)}</td>
                <td class="number">{number(accounts)}</td>
                <td class="no-print">
                  {card && routeOf(card) ? (
                    <a href={requestAddress(dataset)}>{text('requestsWrite')}</a>
                  ) : (
                    <span class="soft">{text('requestsNoRouteShort')}</span>
                  )}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function Unchecked({result, onRetry}: {result: Result; onRetry?: () => void}) {
  const count = uncheckedCount(result);
  if (count === 0) return null;
  const counts = new Map<Reason, number>();
  for (const {reason} of result.unchecked) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  for (const [reason, some] of Object.entries(result.uncheckedCounts)) {
    if (isReason(reason)) counts.set(reason, (counts.get(reason) ?? 0) + some);
  }
  const subjects = result.unchecked.slice(0, SHOWN);
  return (
    <section class="notice" data-notice="unchecked">
      <h2>{plural('photosUnchecked', count)}</h2>
      <p>{text('photosUncheckedMeaning')}</p>
      <ul>
        {[...counts].map(([reason, some]) => (
          <li key={reason} data-reason={reason}>
            {number(some)} · <b>{text(ADVICE[reason].title)}</b> {text(ADVICE[reason].step)}
          </li>
        ))}
      </ul>
      {subjects.length > 0 && (
        <details>
          <summary>{text('photosWhich')}</summary>
          <ul>
            {subjects.map(({subject}) => (
              <li key={subject}>
                <bdi>{subject}</bdi>
              </li>
            ))}
          </ul>
        </details>
      )}
      {onRetry && (
        <button type="button" class="action no-print" onClick={onRetry}>
          {text('popupRetry')}
        </button>
      )}
    </section>
  );
}

function Listed({listed, names}: {listed: Checked[]; names: Names}) {
  return (
    <section class="panel" data-part="listed">
      <h2>{text('photosOneByOne')}</h2>
      <ul class="listed">
        {listed.slice(0, SHOWN).map(({subject, listings}) => (
          <li key={subject}>
            <b>
              <bdi>{subject}</bdi>
            </b>
            <ul>
              {listings.map(listing => (
                <li key={`${listing.dataset} ${listing.match}`}>
                  <a href={datasetAddress(listing.dataset)}>{nameOf(listing.dataset, names)}</a>{' '}
                  {matchSentence(listing)}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {listed.length > SHOWN && <p class="soft">{plural('photosMore', listed.length - SHOWN)}</p>}
    </section>
  );
}

/** The program alone has what was signed: it writes them. */
function Receipts({listed}: {listed: Checked[]}) {
  const commands = receiptCommands(listed.slice(0, SHOWN));
  if (commands === '') return null;
  return (
    <details class="panel no-print" data-part="receipts">
      <summary>{text('receipts')}</summary>
      <p>{text('receiptsLead')}</p>
      <CopyBox copied={commands} label={text('receipts')} />
    </details>
  );
}

function Exports({result}: {result: Result}) {
  const name = `bycatch-${localDay(new Date())}`;
  return (
    <p class="actions no-print">
      <button
        type="button"
        class="action"
        onClick={() => saveFile(`${name}.csv`, 'text/csv', toCsv(result))}
      >
        <Icon name="download" />
        {text('exportCsv')}
      </button>
      <button
        type="button"
        class="action"
        onClick={() => saveFile(`${name}.json`, 'application/json', toJson(result))}
      >
        <Icon name="download" />
        {text('exportJson')}
      </button>
      <button type="button" class="action" onClick={() => print()}>
        <Icon name="print" />
        {text('printPage')}
      </button>
    </p>
  );
}
