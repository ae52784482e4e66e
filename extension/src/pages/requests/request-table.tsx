import {day, plural, text} from '../../common/i18n.ts';
import {Icon} from '../icon.tsx';
import {datasetAddress} from '../use-address.ts';
import type {Names} from '../wording.ts';
import {nameOf} from '../wording.ts';
import {daysLeft, localDay, waiting} from './due.ts';
import {LETTERS} from './letter.ts';
import type {RemovalRequest, RequestState} from './removal-request.ts';
import {STATES} from './removal-request.ts';
import {STATE_NAMES} from './words.ts';

/**
 * The requests written down, each with what became of it and when an answer is due. Without `onMark` they are only
 * shown.
 */
export function RequestTable({
  requests,
  names,
  onMark,
}: {
  requests: RemovalRequest[];
  names: Names;
  onMark?: OnMark;
}) {
  const today = localDay(new Date());
  const overdue = requests.filter(request => waiting(request, today) === 'overdue').length;
  return (
    <section class="panel" data-part="requests">
      <h2>{text('requestsYours')}</h2>
      {requests.length === 0 && <p class="soft">{text('requestsNone')}</p>}
      {overdue > 0 && (
        <p class="notice" data-notice="overdue">
          {plural('requestsOverdue', overdue)}
        </p>
      )}
      {requests.length > 0 && (
        <div class="scrolls">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{text('ledgerName')}</th>
                <th scope="col">{text('requestsLetter')}</th>
                <th scope="col">{text('cardStatus')}</th>
                <th scope="col">{text('requestsDue')}</th>
              </tr>
            </thead>
            <tbody>
              {requests.map(request => (
                <Row
                  key={request.number}
                  request={request}
                  name={nameOf(request.dataset, names)}
                  today={today}
                  {...(onMark && {onMark})}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <p class="soft small">{text('requestsKept')}</p>
    </section>
  );
}

type OnMark = (number: number, state: RequestState) => void;

/** The place of the table while the host does not tell what it keeps. */
export function RequestsUnknown({kept, names}: {kept: RemovalRequest[]; names: Names}) {
  return (
    <>
      <section class="panel" data-part="requests-unknown">
        <h2>{text('requestsYours')}</h2>
        <p>{text('requestsUnknown')}</p>
      </section>
      {kept.length > 0 && <RequestTable requests={kept} names={names} />}
    </>
  );
}

function Row({
  request,
  name,
  today,
  onMark,
}: {
  request: RemovalRequest;
  name: string;
  today: string;
  onMark?: OnMark;
}) {
  const {number, dataset, letter, state, created, sent, changed} = request;
  const when = {
    drafted: text('requestOn', day(created)),
    sent: text('requestOn', day(sent ?? changed)),
  };
  return (
    <tr data-request={number}>
      <th scope="row">
        <a href={datasetAddress(dataset)}>{name}</a>
      </th>
      <td lang="en">{LETTERS[letter].title}</td>
      <td>
        <select
          aria-label={text('requestsStateOf', name)}
          value={state}
          disabled={!onMark}
          onChange={({currentTarget}) => onMark?.(number, currentTarget.value as RequestState)}
        >
          {STATES.map(one => (
            <option key={one} value={one}>
              {text(STATE_NAMES[one])}
            </option>
          ))}
        </select>
        <br />
        <span class="soft small">{when[state as 'sent'] ?? text('requestOn', day(changed))}</span>
      </td>
      <td>
        <Due request={request} today={today} />
      </td>
    </tr>
  );
}

function Due({request, today}: {request: RemovalRequest; today: string}) {
  const {state, due} = request;
  const how = waiting(request, today);
  if (state === 'sent' && due === undefined) return <>{text('requestsNoDeadline')}</>;
  if (how === 'none' || due === undefined) return null;
  const left = daysLeft(request, today);
  return (
    <span class={`due ${how}`} data-due={how}>
      {how !== 'waiting' && <Icon name="warn" />}
      <span>
        {day(due)}
        <br />
        <span class="small">
          {left < 0 ? plural('requestsDaysLate', -left) : plural('requestsDaysLeft', left)}
        </span>
      </span>
    </span>
  );
}
