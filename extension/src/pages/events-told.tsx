// What an organisation is told, as it is sent.
import {useEffect, useState} from 'preact/hooks';
import type {EventsReply} from '../../../shared/protocol/protocol.gen.ts';
import {dayAndTime, text} from '../common/i18n.ts';
import {CopyBox} from './controls.tsx';
import {askHost, only} from './use-host.ts';

/** Undefined until the host has said it. */
export function useEvents(): EventsReply | undefined {
  const [events, setEvents] = useState<EventsReply>();
  useEffect(
    () => void askHost({verb: 'events'}).then(answer => setEvents(only(answer, 'events')[0])),
    [],
  );
  return events;
}

/** Nothing where no organisation has set it. */
export function EventsTold({events}: {events: EventsReply | undefined}) {
  if (!events?.on) return null;
  const {waiting, sent, sent_at} = events;
  return (
    <section class="panel" data-part="events">
      <h2>{text('optionsEvents')}</h2>
      <p>{text('optionsEventsText')}</p>
      <h3>{text('optionsEventsWaiting')}</h3>
      <CopyBox copied={waiting} label={text('optionsEventsWaiting')} />
      {sent ? (
        <>
          <h3>{text('optionsEventsSent', dayAndTime(sent_at * 1000))}</h3>
          <CopyBox copied={sent} label={text('optionsEventsSent', dayAndTime(sent_at * 1000))} />
        </>
      ) : (
        <p>{text('optionsEventsNone')}</p>
      )}
    </section>
  );
}
