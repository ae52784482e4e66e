import type {EventsReply} from '../../../shared/protocol/protocol.gen.ts';
import type {Key} from '../common/i18n.ts';
import {text} from '../common/i18n.ts';
import type {Setting, SettingsInForce} from '../common/settings.ts';
import type {Shape} from '../common/shapes.ts';
import type {HostView} from '../common/views.ts';
import type {PackChoice} from './choose-packs.tsx';
import {ChoosePacks} from './choose-packs.tsx';
import {Switch} from './controls.tsx';
import {engine} from './engine.ts';
import {EventsTold} from './events-told.tsx';
import type {ListsUnderWay} from './get-lists.tsx';
import {GetLists} from './get-lists.tsx';
import {hostReason} from './host-reason.ts';
import {NotKeptNotice, ReasonNotice} from './notice.tsx';
import {PackTable} from './pack-table.tsx';
import {PageFrame} from './page-frame.tsx';
import {QuietList} from './quiet-list.tsx';
import type {Names} from './wording.ts';

const MARKS: readonly (readonly [Setting, Key, Key, Shape?])[] = [
  ['markPhoto', 'optionsMarkPhoto', 'optionsMarkPhotoEffect', 'photo'],
  ['markCopy', 'optionsMarkCopy', 'optionsMarkCopyEffect', 'copy'],
  ['markAccount', 'optionsMarkAccount', 'optionsMarkAccountEffect', 'account'],
  ['markTag', 'optionsMarkTag', 'optionsMarkTagEffect', 'documented'],
  ['markTest', 'optionsMarkTest', 'optionsMarkTestEffect', 'test'],
  ['blurListed', 'optionsBlurListed', 'optionsBlurListedEffect'],
  ['badgeCount', 'optionsBadgeCount', 'optionsBadgeCountEffect'],
];
const SITES: typeof MARKS = [
  ['siteFlickr', 'platformFlickr', 'optionsSiteFlickrEffect'],
  ['siteInstagram', 'platformInstagram', 'optionsSiteInstagramEffect'],
];
const POSTING: typeof MARKS = [['askFirst', 'optionsAskFirst', 'optionsAskFirstEffect']];
const WATCH: typeof MARKS = [
  ['notifyWatched', 'optionsNotifyWatched', 'optionsNotifyWatchedEffect'],
];
const SYNC: typeof MARKS = [['syncLists', 'optionsSyncLists', 'optionsSyncListsEffect']];
const PRIVACY: readonly Key[] = [
  'optionsPrivacyLocal',
  'optionsPrivacyMemory',
  'optionsPrivacyCounts',
  'optionsPrivacyWindows',
];
/** Where each browser lets people choose shortcuts; no page may link there. */
const SHORTCUT_PAGE = {chromium: 'chrome://extensions/shortcuts', firefox: 'about:addons'};

interface Props {
  settings: SettingsInForce;
  /** Absent until the host was asked. */
  host: HostView | undefined;
  shortcut: string | undefined;
  /** What is not to be said before a post. */
  quiet: ReadonlySet<string>;
  cards: Names;
  lists: ListsUnderWay;
  /** The last change was not kept. */
  isLost: boolean;
  onChange: (name: Setting, value: boolean) => void;
  onRetry: () => void;
  onSay: (quiet: string) => void;
  onGetLists: () => void;
  choice: PackChoice;
  /** What an organisation is told; absent until the host was asked. */
  events: EventsReply | undefined;
}

export function OptionsView(props: Props) {
  const {settings, host, shortcut, isLost, quiet, cards, onChange, onRetry, onSay} = props;
  const {lists, onGetLists, choice, events} = props;
  const switches = (group: typeof MARKS) =>
    group.map(([setting, name, effect, shape]) => (
      <Switch
        key={setting}
        data-setting={setting}
        name={text(name)}
        effect={text(effect)}
        shape={shape}
        on={settings.values[setting]}
        isLocked={settings.locked.has(setting)}
        onChange={on => onChange(setting, on)}
      />
    ));
  return (
    <PageFrame page="options" title={text('pageOptions')} lead={text('optionsLead')}>
      {isLost && <NotKeptNotice />}
      <section class="panel" data-part="marks">
        <h2>{text('optionsMarks')}</h2>
        <div>{switches(MARKS)}</div>
        <p class="soft">
          {shortcut ? text('optionsShortcut', shortcut) : text('optionsShortcutNone')}
        </p>
        <code dir="ltr">{SHORTCUT_PAGE[engine()]}</code>
      </section>
      <section class="panel" data-part="sites">
        <h2>{text('optionsSites')}</h2>
        <div>{switches(SITES)}</div>
      </section>
      <section class="panel" data-part="posting">
        <h2>{text('optionsPosting')}</h2>
        <div>{switches(POSTING)}</div>
        <QuietList quiet={quiet} cards={cards} onSay={onSay} />
        <p>
          {text('setupRehearse')} <a href="rehearsal.html">{text('pageRehearsal')}</a>
        </p>
      </section>
      <section class="panel" data-part="watch">
        <h2>{text('watchTitle')}</h2>
        <div>{switches(WATCH)}</div>
        <p>
          <a href="photos.html#watch">{text('optionsWatchLink')}</a>
        </p>
      </section>
      <section class="panel" data-part="data">
        <h2>{text('optionsData')}</h2>
        <div>{switches(SYNC)}</div>
        {host ? (
          <Data host={host} onRetry={onRetry} lists={lists} onGet={onGetLists} choice={choice} />
        ) : (
          <p>{text('popupLoading')}</p>
        )}
      </section>
      <section class="panel" data-part="privacy">
        <h2>{text('optionsPrivacy')}</h2>
        {PRIVACY.map(key => (
          <p key={key}>{text(key)}</p>
        ))}
      </section>
      <EventsTold events={events} />
    </PageFrame>
  );
}

function Data({
  host,
  onRetry,
  lists,
  onGet,
  choice,
}: {
  host: HostView;
  onRetry: () => void;
  lists: ListsUnderWay;
  onGet: () => void;
  choice: PackChoice;
}) {
  const reason = hostReason(host);
  if (reason && reason !== 'no_index') return <ReasonNotice reason={reason} onRetry={onRetry} />;
  const packs = host.status?.packs ?? [];
  return (
    <>
      {packs.length > 0 && (
        <PackTable rows={packs.map(pack => ({...pack, name: pack.id, isCounted: true}))} />
      )}
      <ChoosePacks {...choice} />
      <GetLists lists={lists} get={onGet} />
      <p>{text(packs.length > 0 ? 'optionsDataHeld' : 'optionsDataEmpty')}</p>
      <code dir="ltr">bycatch import --public</code>
    </>
  );
}
