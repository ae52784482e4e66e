import type {Platform} from '../../../shared/protocol/protocol.gen.ts';
import type {Finding, FindingGroup, PageState} from '../common/findings.ts';
import {counted} from '../common/findings.ts';
import type {Key} from '../common/i18n.ts';
import {day, plural, text} from '../common/i18n.ts';
import type {Setting, SettingsInForce} from '../common/settings.ts';
import {SITE_SETTING} from '../common/settings.ts';
import {utcDay} from '../common/utc-day.ts';
import type {HostView, TabView} from '../common/views.ts';
import {newsSentence} from '../common/watched-news.ts';
import {Notice, Switch} from './controls.tsx';
import {hostReason} from './host-reason.ts';
import {Icon} from './icon.tsx';
import {mainReason, NotKeptNotice, PageNotices, ReasonNotice, StaleNotice} from './notice.tsx';
import {PageLinks} from './page-frame.tsx';
import {ShapeIcon} from './shape-icon.tsx';
import type {Names} from './wording.ts';
import {
  comparedSentence,
  pageCoverageSentence,
  sentenceOf,
  shapeOf,
  siteName,
  titleOf,
} from './wording.ts';

const GROUPS: readonly (readonly [FindingGroup, Key])[] = [
  ['photo', 'popupGroupPhotos'],
  ['account', 'popupGroupAccounts'],
  ['tag', 'popupGroupTags'],
  ['test', 'popupGroupTest'],
];

interface Props {
  view: TabView;
  /** The site that the tab shows, whether we run there or not. */
  site: Platform | undefined;
  settings: SettingsInForce | undefined;
  /** The last change of a setting was not kept. */
  isLost: boolean;
  cards: Names;
  version: string;
  /** Milliseconds since 1970. */
  now: number;
  onOpen: (finding: Finding) => void;
  onRetry: () => void;
  onSetting: (name: Setting, value: boolean) => void;
}

/** What was found on a page, as the truth that no page can forge. */
export function PopupView(props: Props) {
  const {
    view: {host, state, news},
    site,
    settings,
    cards,
    version,
    now,
    onOpen,
    onRetry,
  } = props;
  const reason = hostReason(host);
  const isOff = isSiteOff(site, settings);
  const unchecked = state && !reason ? mainReason(state.tally) : undefined;
  return (
    <div class="popup-view">
      <header class="top">
        <img src="/icons/icon-32.png" alt="" />
        <strong>{text('extensionName')}</strong>
        {host.status && <span>{dataDate(host)}</span>}
      </header>
      <section class="summary" aria-live="polite">
        <h1>{isOff && site ? text('popupSiteOff', siteName(site)) : headline(state)}</h1>
        {state && state.tally.seen > 0 && (
          <p>{plural('popupChecked', state.tally.seen, state.tally.checked)}</p>
        )}
        {!state && <p class="soft">{text(isOff ? 'popupSiteOffStep' : 'popupElsewhereStep')}</p>}
        {state && state.tally.checked > 0 && (
          <p class="soft small" data-part="compared">
            {comparedSentence(state.tally)}
          </p>
        )}
        {state?.coverage && (
          <p class="soft small">{pageCoverageSentence(state.coverage, state.platform)}</p>
        )}
      </section>
      {reason && <ReasonNotice reason={reason} onRetry={onRetry} />}
      {news && (
        <Notice title={newsSentence(news.news, utcDay(now))} data-notice="watched-news">
          <a href="/pages/photos.html#watch" target="_blank" rel="noopener">
            {text('watchNewsLink')}
          </a>
        </Notice>
      )}
      {state &&
        GROUPS.map(([group, title]) => (
          <Group
            key={group}
            title={title}
            items={inGroup(state, group)}
            cards={cards}
            onOpen={onOpen}
          />
        ))}
      {unchecked && <ReasonNotice reason={unchecked[0]} count={unchecked[1]} onRetry={onRetry} />}
      {state && <PageNotices tally={state.tally} />}
      {host.status && <StaleNotice status={host.status} now={now} />}
      {props.isLost && <NotKeptNotice />}
      <QuickSettings {...props} />
      <footer class="foot">
        <nav aria-label={text('pagesNav')}>
          <PageLinks isPopup />
        </nav>
        <span>{footLine(host, version)}</span>
      </footer>
    </div>
  );
}

function Group({
  title,
  items,
  cards,
  onOpen,
}: {
  title: Key;
  items: Finding[];
  cards: Names;
  onOpen: Props['onOpen'];
}) {
  if (items.length === 0) return null;
  return (
    <section class="group">
      <h2>{text(title)}</h2>
      <ul class="items">
        {items.map(item => (
          <li key={item.key}>
            <button type="button" class="item" data-finding={item.key} onClick={() => onOpen(item)}>
              <ShapeIcon shape={shapeOf(item)} />
              <span>
                <b>
                  <bdi>{titleOf(item)}</bdi>
                </b>
                <span class="soft">{sentenceOf(item, cards)}</span>
              </span>
              <Icon name="next" />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function QuickSettings({site, settings, onSetting}: Props) {
  const setting = site && SITE_SETTING[site];
  if (!settings || !setting) return null;
  return (
    <section class="quick">
      <Switch
        name={text('popupSiteOn', siteName(site))}
        effect={text('popupSiteOnEffect')}
        on={settings.values[setting]}
        isLocked={settings.locked.has(setting)}
        data-setting={setting}
        onChange={on => onSetting(setting, on)}
      />
      <Switch
        name={text('optionsBlurListed')}
        effect={text('optionsBlurListedEffect')}
        on={settings.values.blurListed}
        isLocked={settings.locked.has('blurListed')}
        data-setting="blurListed"
        onChange={on => onSetting('blurListed', on)}
      />
    </section>
  );
}

function isSiteOff(site: Platform | undefined, settings: SettingsInForce | undefined): boolean {
  const setting = site && SITE_SETTING[site];
  return setting !== undefined && settings?.values[setting] === false;
}

const inGroup = (state: PageState, group: FindingGroup): Finding[] =>
  Object.values(state.findings).filter(finding => finding.group === group);

function headline(state: PageState | undefined): string {
  if (!state) return text('popupElsewhere');
  const {seen, checked} = state.tally;
  const found = counted(state).length;
  if (found > 0) return plural('popupFound', found);
  if (seen === 0) return text('popupNoPhotos');
  if (checked === 0) return text('popupNothingChecked');
  return text(checked < seen ? 'popupPartlyChecked' : 'popupNotListed');
}

function dataDate({status}: HostView): string {
  return status?.data_date === undefined
    ? text('popupNoLists')
    : text('popupDataDate', day(status.data_date));
}

function footLine({status}: HostView, version: string): string {
  if (!status) return text('popupVersionAlone', version);
  const versions = text('popupVersions', version, status.version);
  return `${versions} · ${plural('popupListsHeld', status.lists)}`;
}
