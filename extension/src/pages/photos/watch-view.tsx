import {useId, useState} from 'preact/hooks';
import type {Identifier, WatchNews} from '../../../../shared/protocol/protocol.gen.ts';
import type {Key} from '../../common/i18n.ts';
import {day, list, text} from '../../common/i18n.ts';
import {utcDay} from '../../common/utc-day.ts';
import type {WatchedNews} from '../../common/watched-news.ts';
import {newPhotos, newsSentence} from '../../common/watched-news.ts';
import {Notice} from '../controls.tsx';
import type {Names} from '../wording.ts';
import {nameOf, siteName} from '../wording.ts';
import type {Refusal, Watches} from './use-watches.ts';
import {useWatches} from './use-watches.ts';

const REFUSALS = {
  none: 'watchRefused',
  full: 'watchFull',
  store: 'watchNotKept',
} as const satisfies Record<Refusal, Key>;

/** Tags, accounts and pictures to be told of: what there is new of them, the list, and one more. */
export function Watched({names}: {names: Names}) {
  return (
    <div id="watch">
      <WatchView {...useWatches()} names={names} today={utcDay(Date.now())} />
    </div>
  );
}

export function WatchView({
  all,
  news,
  refusal,
  add,
  remove,
  seen,
  names,
  today,
}: Watches & {names: Names; today: string}) {
  return (
    <section class="panel watch no-print" data-part="watch">
      <h2>{text('watchTitle')}</h2>
      <p class="soft">{text('watchLead')}</p>
      {!all && <p data-part="watch-unknown">{text('watchUnknown')}</p>}
      {news && <News news={news} names={names} today={today} onSeen={seen} />}
      {all?.length === 0 && <p>{text('watchNone')}</p>}
      {all && all.length > 0 && (
        <ul class="watches">
          {all.map(watch => (
            <li key={titleOf(watch)} data-watch={`${watch.platform}:${watch.kind}:${watch.id}`}>
              <span>
                <b>
                  <bdi>{titleOf(watch)}</bdi>
                </b>{' '}
                <span class="soft small">{text('watchSince', day(watch.since))}</span>
              </span>
              <button
                type="button"
                class="action"
                aria-label={text('watchRemoveWhich', titleOf(watch))}
                onClick={() => remove(watch)}
              >
                {text('watchRemove')}
              </button>
            </li>
          ))}
        </ul>
      )}
      {all && <Add onAdd={add} />}
      {refusal && (
        <p class="notice" role="alert" data-notice="watch-refused">
          {text(REFUSALS[refusal])}
        </p>
      )}
    </section>
  );
}

/** "#selfie on Instagram" */
function titleOf({platform, kind, id}: Pick<Identifier, 'platform' | 'kind' | 'id'>): string {
  if (kind === 'imprint') return text('itemFolder', id);
  const word = kind === 'tag' ? text('itemTag', id) : text('itemAccount', id);
  return text('watchOn', word, siteName(platform));
}

function News({
  news: {news},
  names,
  today,
  onSeen,
}: {
  news: WatchedNews;
  names: Names;
  today: string;
  onSeen: () => void;
}) {
  const inLists = ({lists}: WatchNews): string =>
    list(lists.map(({dataset}) => nameOf(dataset, names)));
  return (
    <Notice title={newsSentence(news, today)} data-notice="watched-news">
      <ul>
        {news.map(one => (
          <li key={titleOf(one)}>
            <bdi>{text('watchNewsOf', titleOf(one), newPhotos(one), inLists(one))}</bdi>
          </li>
        ))}
      </ul>
      <button type="button" class="action" onClick={onSeen}>
        {text('watchSeen')}
      </button>
    </Notice>
  );
}

function Add({onAdd}: {onAdd: (written: string) => Promise<boolean>}) {
  const [written, setWritten] = useState('');
  const help = useId();
  return (
    <form
      class="paste"
      onSubmit={event => {
        event.preventDefault();
        void onAdd(written).then(done => {
          if (done) setWritten('');
        });
      }}
    >
      <label class="field">
        <span>{text('watchWord')}</span>
        <span class="soft small" id={help}>
          {text('watchWordHelp')}
        </span>
        <input
          type="text"
          dir="auto"
          autocomplete="off"
          spellcheck={false}
          aria-describedby={help}
          value={written}
          onInput={({currentTarget}) => setWritten(currentTarget.value)}
        />
      </label>
      <button type="submit" class="action" disabled={written.trim() === ''}>
        {text('watchAdd')}
      </button>
    </form>
  );
}
