import type {ComponentChildren} from 'preact';
import type {Advisory} from '../../../shared/protocol/protocol.gen.ts';
import type {Draft} from '../common/draft.ts';
import {list, plural, text} from '../common/i18n.ts';
import type {PanelActs} from './panel-acts.ts';
import {Held} from './panel-hold.tsx';
import type {PanelItem, PanelState, Unchecked} from './panel-items.ts';
import {
  AUDIENCE_WORDS,
  isFileReason,
  isPossibleOnly,
  itemSentence,
  LICENCE_SETTING,
  SETTINGS,
  summaryOf,
  uncheckedSentence,
} from './panel-wording.ts';
import type {Names} from './wording.ts';
import {ADVICE, LEVEL_WORDS, nameOf, statusOf} from './wording.ts';

export interface PanelProps {
  draft: Draft;
  state: PanelState;
  cards: Names;
  /** Names of datasets that took photos by their licence; empty while they are not known. */
  byLicence: readonly string[];
  acts: PanelActs;
  /** What was put on the clipboard last. */
  copied: string | undefined;
}

/** One line when there is nothing to say; else a sentence a finding, with details for those who want them. */
export function PanelView(props: PanelProps & {isOpen: boolean; toggle: () => void}) {
  const {draft, state, isOpen, toggle} = props;
  // Who will see a picture is worth a look also when nothing was found.
  const hasMore =
    state.items.length + state.unchecked.length + state.hushed.length > 0 ||
    (draft.photos.length > 0 && !state.isUnderWay);
  return (
    <section class="post-panel" aria-label={text('panelFrameTitle')}>
      <header class="panel-top" data-findings={state.items.length}>
        <h1 class="panel-summary">
          <span role="status" aria-live="polite">
            {summaryOf(state, draft)}
          </span>
        </h1>
        {hasMore && !draft.hold && (
          <button type="button" class="action" aria-expanded={isOpen} onClick={toggle}>
            {text(isOpen ? 'panelContinue' : 'panelOpen')}
          </button>
        )}
      </header>
      {draft.hold && <Held hold={draft.hold} draft={draft} acts={props.acts} />}
      {draft.isPassedUnchecked && (
        <p class="panel-hold soft" data-hold="passed">
          {text('panelPassedUnchecked')}
        </p>
      )}
      {hasMore && (isOpen || draft.hold) && <Everything {...props} />}
    </section>
  );
}

function Everything({draft, state, cards, byLicence, acts, copied}: PanelProps) {
  const {items, unchecked, hushed} = state;
  const without = draft.text?.without;
  return (
    <div class="panel-body">
      {items.map(item => (
        <Item
          key={keyOfItem(item)}
          item={item}
          draft={draft}
          cards={cards}
          byLicence={byLicence}
          acts={acts}
          copied={copied}
        />
      ))}
      {items.some(({kind}) => kind === 'tag') && (
        <p class="panel-actions">
          {without !== undefined && (
            <Copy words={without} label={text('panelCopyWithout')} acts={acts} copied={copied} />
          )}
          <button type="button" class="action" onClick={acts.edit}>
            {text('panelEdit')}
          </button>
        </p>
      )}
      {unchecked.map(group => (
        <NotChecked key={group.reason} group={group} draft={draft} acts={acts} />
      ))}
      <Audience draft={draft} />
      {hushed.length > 0 && (
        <p class="panel-actions soft">
          {plural('panelHushed', hushed.length)}{' '}
          <button type="button" class="action" onClick={() => acts.unhush(hushed)}>
            {text('panelUnhush')}
          </button>
        </p>
      )}
    </div>
  );
}

const keyOfItem = (item: PanelItem): string =>
  item.kind === 'tag'
    ? `tag:${item.tag}`
    : 'photo' in item
      ? `${item.kind}:${item.photo.subject}`
      : item.kind;

interface ItemProps extends Omit<PanelProps, 'state'> {
  item: PanelItem;
}

function Item(props: ItemProps) {
  const {item, draft, cards} = props;
  return (
    <article class="panel-item" data-item={keyOfItem(item)}>
      <p>
        <bdi>{itemSentence(item, draft, cards)}</bdi>
      </p>
      {item.kind === 'copy' && !isPossibleOnly(item.listings) && <p>{text('panelTwin')}</p>}
      <details>
        <summary>{text('panelDetails')}</summary>
        <Details {...props} />
      </details>
    </article>
  );
}

function Details({item, draft, cards, byLicence, acts, copied}: ItemProps) {
  switch (item.kind) {
    case 'copy':
      return (
        <>
          {item.listings.map(({dataset, distance}) => (
            <Dataset key={dataset} id={dataset} cards={cards} acts={acts}>
              {distance !== undefined && (
                <p class="soft">{plural('cardMatchCopyDistance', distance)}</p>
              )}
            </Dataset>
          ))}
          {draft.hold?.of !== 'files' && (
            <Hush label={text('panelForget')} onClick={() => acts.forget(item.photo.subject)} />
          )}
        </>
      );
    case 'tag':
      return (
        <>
          {item.advisories.map(advisory => (
            <AdvisoryLines
              key={advisory.dataset ?? ''}
              advisory={advisory}
              cards={cards}
              acts={acts}
            />
          ))}
          <Hush
            label={text('panelHushTag', item.tag)}
            onClick={() => acts.hush(`tag:${item.tag}`)}
          />
        </>
      );
    case 'tells':
      return (
        <>
          <p>{text('panelSiteMayHold')}</p>
          {item.photo.canStrip && (
            <>
              <p>{text('panelStripMeaning')}</p>
              <button type="button" class="action" onClick={() => acts.strip(item.photo.subject)}>
                {text('panelStrip')}
              </button>
            </>
          )}
          {item.tells.map(tell => (
            <Hush key={tell} label={text('panelHush')} onClick={() => acts.hush(`hint:${tell}`)} />
          ))}
        </>
      );
    case 'licence':
      return (
        <>
          <p>{text('panelLicenceWhy')}</p>
          {byLicence.length > 0 && (
            <p data-part="by-licence">{text('panelLicenceWho', list(byLicence))}</p>
          )}
          <p>
            <Outside url={LICENCE_SETTING}>{text('panelLicenceSetting')}</Outside>
          </p>
          <p>{text('panelNoCv')}</p>
          <p class="panel-actions">
            <Copy words="no_cv" label={text('panelCopyNoCv')} acts={acts} copied={copied} />
          </p>
          <Hush label={text('panelHush')} onClick={() => acts.hush('hint:licence')} />
        </>
      );
    case 'many_tags':
      return <Hush label={text('panelHush')} onClick={() => acts.hush('hint:many_tags')} />;
  }
}

function Dataset({
  id,
  cards,
  acts,
  children,
}: {
  id: string;
  cards: Names;
  acts: PanelActs;
  children: ComponentChildren;
}) {
  const card = cards.get(id);
  const name = nameOf(id, cards);
  const status = card && statusOf(card);
  return (
    <div class="panel-dataset" data-dataset={id}>
      <h2>{name}</h2>
      {status !== undefined && <p class="soft">{status}</p>}
      {card?.summary !== undefined && <p lang="en">{card.summary}</p>}
      {children}
      <Hush label={text('panelHushDataset', name)} onClick={() => acts.hush(`dataset:${id}`)} />
    </div>
  );
}

function AdvisoryLines({
  advisory,
  cards,
  acts,
}: {
  advisory: Advisory;
  cards: Names;
  acts: PanelActs;
}) {
  const {dataset, level, years, photos, instead, unknown, sources} = advisory;
  const facts = [
    text(LEVEL_WORDS[level].name),
    ...(years.length > 0 ? [list(years.map(String))] : []),
    ...(photos === undefined ? [] : [plural('tagPhotos', photos)]),
  ];
  if (dataset === undefined)
    return (
      <p class="panel-facts">
        <b>{text(LEVEL_WORDS[level].name)}</b> {text(LEVEL_WORDS[level].meaning)}
      </p>
    );
  return (
    <Dataset id={dataset} cards={cards} acts={acts}>
      <p class="panel-facts">{list(facts)}</p>
      {instead && instead.length > 0 && (
        <p class="panel-instead">
          {text('panelInstead', list(instead.map(tag => text('itemTag', tag))))}
        </p>
      )}
      {unknown !== undefined && <p lang="en">{unknown}</p>}
      <ul class="panel-sources">
        {sources.map(({text: words, url, date}) => (
          <li key={words} lang="en">
            {url && /^https?:\/\//i.test(url) ? <Outside url={url}>{words}</Outside> : words}
            {date !== undefined && <span class="soft"> {date}</span>}
          </li>
        ))}
      </ul>
    </Dataset>
  );
}

function NotChecked({group, draft, acts}: {group: Unchecked; draft: Draft; acts: PanelActs}) {
  const {reason} = group;
  const advice = isFileReason(reason) ? undefined : ADVICE[reason];
  return (
    <article class="panel-item" data-reason={reason}>
      <p>{uncheckedSentence(group, draft)}</p>
      {advice && (
        <p class="soft">
          {text(advice.step)} {advice.command && <code>{advice.command}</code>}
        </p>
      )}
      {advice?.retry && (
        <button type="button" class="action" onClick={acts.retry}>
          {text('popupRetry')}
        </button>
      )}
    </article>
  );
}

/** Who will see the post, as far as the page says, and where to change it. */
function Audience({draft}: {draft: Draft}) {
  return (
    <p class="soft" data-audience={draft.exposure.audience}>
      {text(AUDIENCE_WORDS[draft.exposure.audience])} <Setting draft={draft} />
      {draft.platform === 'flickr' && draft.exposure.audience !== 'private' && (
        <> {text('panelFindable')}</>
      )}
    </p>
  );
}

const Setting = ({draft: {platform}}: {draft: Draft}) =>
  platform === 'web' ? null : <Outside url={SETTINGS[platform]}>{text('panelSetting')}</Outside>;

const Outside = ({url, children}: {url: string; children: ComponentChildren}) => (
  <a href={url} target="_blank" rel="noreferrer noopener">
    {children}
  </a>
);

const Hush = ({label, onClick}: {label: string; onClick: () => void}) => (
  <button type="button" class="quiet" onClick={onClick}>
    {label}
  </button>
);

function Copy({
  words,
  label,
  acts,
  copied,
}: {
  words: string;
  label: string;
  acts: PanelActs;
  copied: string | undefined;
}) {
  return (
    <button type="button" class="action" onClick={() => acts.copy(words)}>
      {copied === words ? text('panelCopied') : label}
    </button>
  );
}
