import {useState} from 'preact/hooks';
import type {Key} from '../../common/i18n.ts';
import {plural, text} from '../../common/i18n.ts';
import {copyText} from '../copy-text.ts';
import type {PanelState} from '../panel-items.ts';
import {panelState} from '../panel-items.ts';
import {PanelView} from '../panel-view.tsx';
import {
  AUDIENCE_WORDS,
  holdSentence,
  itemSentence,
  summaryOf,
  uncheckedSentence,
} from '../panel-wording.ts';
import {useAddress} from '../use-address.ts';
import {datasetsIn, useCards} from '../use-cards.ts';
import {useLicenceDatasets} from '../use-licence-datasets.ts';
import type {Names} from '../wording.ts';
import type {PanelExample, StateGroup} from './states.ts';
import {EXAMPLES, GROUPS} from './states.ts';

const GROUP_TITLES = {
  says: 'rehearsalSays',
  nothing: 'rehearsalNothing',
  unchecked: 'rehearsalUnchecked',
} as const satisfies Record<StateGroup, Key>;

/** What the panel says in each state, by its first sentence; one is shown, as its address says. */
export function StatesView() {
  const [chosen] = useAddress();
  const example = EXAMPLES.find(({id}) => id === chosen) ?? EXAMPLES[0];
  const cards = useCards(datasetsIn(EXAMPLES[0]?.draft));
  return (
    <div class="states">
      <div>
        <p class="soft">{text('rehearsalStatesLead')}</p>
        {GROUPS.map(group => (
          <section key={group} class="state-group">
            <h2>{text(GROUP_TITLES[group])}</h2>
            <ul>
              {EXAMPLES.filter(one => one.group === group).map(one => (
                <li key={one.id}>
                  <a
                    href={`#/${one.id}`}
                    {...(one === example && {'aria-current': 'true' as const})}
                  >
                    {nameOfExample(one, cards)}
                  </a>
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
      {example && (
        <div class="shown" data-state={example.id}>
          <Example key={example.id} example={example} cards={cards} />
        </div>
      )}
    </div>
  );
}

const stateOf = ({draft, quiet}: PanelExample): PanelState =>
  panelState(draft, new Set(quiet === undefined ? [] : [quiet]));

function nameOfExample(example: PanelExample, cards: Names): string {
  const {draft} = example;
  const state = stateOf(example);
  const [item] = state.items;
  const [reason] = state.unchecked;
  const {hold} = draft;
  if (hold)
    return hold.of === 'post' || hold.mode === 'ask' ? summaryOf(state, draft) : holdSentence(hold);
  if (draft.isPassedUnchecked) return text('panelPassedUnchecked');
  if (item) return itemSentence(item, draft, cards);
  if (reason) return uncheckedSentence(reason, draft);
  if (state.hushed.length > 0) return plural('panelHushed', 1);
  const {audience} = draft.exposure;
  return audience === 'unknown' ? summaryOf(state, draft) : text(AUDIENCE_WORDS[audience]);
}

/** As in the panel, but what is asked for holds for this page alone, until it is left. */
function Example({example, cards}: {example: PanelExample; cards: Names}) {
  const {draft, quiet: first} = example;
  const [quiet, setQuiet] = useState<ReadonlySet<string>>(new Set(first ? [first] : []));
  const [copied, setCopied] = useState<string>();
  const [isOpen, setOpen] = useState(true);
  const byLicence = useLicenceDatasets(draft.exposure.licence !== undefined);
  return (
    <PanelView
      draft={draft}
      state={panelState(draft, quiet)}
      cards={cards}
      byLicence={byLicence}
      copied={copied}
      isOpen={isOpen}
      toggle={() => setOpen(!isOpen)}
      acts={{
        hush: name => setQuiet(new Set([...quiet, name])),
        unhush: () => setQuiet(new Set()),
        copy: words => void copyText(words).then(done => setCopied(done ? words : undefined)),
        strip: () => undefined,
        forget: () => undefined,
        edit: () => undefined,
        retry: () => undefined,
        release: () => undefined,
        keep: () => undefined,
      }}
    />
  );
}
