import type {Finding, FindingGroup, PageState} from '../common/findings.ts';
import {counted} from '../common/findings.ts';
import type {Key} from '../common/i18n.ts';
import {day, plural, text} from '../common/i18n.ts';
import type {HostView, TabView} from '../common/views.ts';
import {hostReason} from './host-reason.ts';
import {Icon} from './icon.tsx';
import {mainReason, PageNotices, ReasonNotice} from './notice.tsx';
import {PageLinks} from './page-frame.tsx';
import {ShapeIcon} from './shape-icon.tsx';
import type {Names} from './wording.ts';
import {coverageSentence, sentenceOf, shapeOf, titleOf} from './wording.ts';

const GROUPS: readonly (readonly [FindingGroup, Key])[] = [
  ['photo', 'popupGroupPhotos'],
  ['account', 'popupGroupAccounts'],
  ['tag', 'popupGroupTags'],
  ['test', 'popupGroupTest'],
];

interface Props {
  view: TabView;
  cards: Names;
  version: string;
  onOpen: (finding: Finding) => void;
  onRetry: () => void;
}

/** What was found on a page, as the truth that no page can forge. */
export function PopupView({view: {host, state}, cards, version, onOpen, onRetry}: Props) {
  const reason = hostReason(host);
  const unchecked = state && !reason ? mainReason(state.tally) : undefined;
  return (
    <div class="popup-view">
      <header class="top">
        <img src="/icons/icon-32.png" alt="" />
        <strong>{text('extensionName')}</strong>
        {host.status && <span>{dataDate(host)}</span>}
      </header>
      <section class="summary" aria-live="polite">
        <h1>{headline(state)}</h1>
        {state && state.tally.seen > 0 && (
          <p>{plural('popupChecked', state.tally.seen, state.tally.checked)}</p>
        )}
        {!state && <p class="soft">{text('popupElsewhereStep')}</p>}
        {state?.coverage && <p class="soft small">{coverageSentence(state.coverage)}</p>}
      </section>
      {reason && <ReasonNotice reason={reason} onRetry={onRetry} />}
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
