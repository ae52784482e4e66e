import {useEffect, useState} from 'preact/hooks';
import type {Card} from '../../../../shared/protocol/protocol.gen.ts';
import {list, text} from '../../common/i18n.ts';
import {CopyBox} from '../controls.tsx';
import {Outside, Sources} from '../dataset-facts.tsx';
import {Icon} from '../icon.tsx';
import {byName} from '../ledger/facts.ts';
import {keptIdentifiers} from '../photos/kept-result.ts';
import {saveFile} from '../save-file.ts';
import {localDay} from './due.ts';
import type {Gaps, Route} from './letter.ts';
import {filledLetter, LETTERS, missing, routeOf} from './letter.ts';
import type {LetterName} from './removal-request.ts';
import {LETTER_NAMES} from './removal-request.ts';

const GAP_NAMES = {
  identifiers: 'requestsIdentifiers',
  name: 'requestsName',
  contact: 'requestsContact',
} as const;

/** Chooses dataset and letter, fills it in, and says where to send it. What is typed stays on this page. */
export function WriteRequest({
  cards,
  dataset,
  onDrafted,
}: {
  cards: Card[];
  dataset: string | undefined;
  onDrafted: (dataset: string, letter: LetterName) => Promise<boolean>;
}) {
  const withRoute = byName(cards.filter(card => routeOf(card)));
  const [id, setId] = useState(dataset ?? '');
  const card = withRoute.find(one => one.id === id);
  return (
    <section class="panel" data-part="write">
      <h2>{text('requestsWrite')}</h2>
      <label class="field">
        <span>{text('ledgerName')}</span>
        <select value={card?.id ?? ''} onChange={({currentTarget}) => setId(currentTarget.value)}>
          <option value="">{text('requestsChoose')}</option>
          {withRoute.map(one => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      {card && <Form key={card.id} card={card} onDrafted={onDrafted} />}
    </section>
  );
}

function Form({
  card,
  onDrafted,
}: {
  card: Card;
  onDrafted: (dataset: string, letter: LetterName) => Promise<boolean>;
}) {
  const [letter, setLetter] = useState<LetterName>('gdpr_erasure');
  const [given, setGiven] = useState({identifiers: '', name: '', contact: ''});
  const [isDrafted, setDrafted] = useState(false);
  useEffect(() => {
    void keptIdentifiers(card.id).then(lines => {
      if (lines.length > 0) setGiven(old => ({...old, identifiers: lines.join('\n')}));
    });
  }, [card.id]);
  const gaps: Gaps = {...given, date: localDay(new Date()), dataset: card.name};
  const gap = (name: keyof typeof given) => (value: string) => setGiven({...given, [name]: value});
  const absent = missing(gaps);
  const route = routeOf(card);
  return (
    <>
      <LetterChoice
        chosen={letter}
        onChoose={next => {
          setLetter(next);
          setDrafted(false);
        }}
      />
      <label class="field">
        <span>{text('requestsIdentifiers')}</span>
        <span class="soft small" id="ids-help">
          {text('requestsIdentifiersHelp')}
        </span>
        <textarea
          rows={4}
          dir="ltr"
          spellcheck={false}
          aria-describedby="ids-help"
          value={given.identifiers}
          onInput={({currentTarget}) => gap('identifiers')(currentTarget.value)}
        />
      </label>
      <div class="pair">
        <Line name="requestsName" value={given.name} onInput={gap('name')} />
        <Line name="requestsContact" value={given.contact} onInput={gap('contact')} />
      </div>
      {card.removal && <Where route={route} told={card.removal.text} letter={letter} />}
      {absent.length > 0 ? (
        <p class="notice" data-notice="missing">
          {text('requestsMissing', list(absent.map(name => text(GAP_NAMES[name]))))}
        </p>
      ) : (
        <Filled
          gaps={gaps}
          letter={letter}
          route={route}
          isDrafted={isDrafted}
          onDrafted={() => void onDrafted(card.id, letter).then(setDrafted)}
        />
      )}
      <Sources sources={LETTERS[letter].references} />
    </>
  );
}

function LetterChoice({
  chosen,
  onChoose,
}: {
  chosen: LetterName;
  onChoose: (letter: LetterName) => void;
}) {
  return (
    <fieldset class="letters">
      <legend>{text('requestsLetter')}</legend>
      {LETTER_NAMES.map(letter => (
        <label key={letter} class="choice">
          <input
            type="radio"
            name="letter"
            value={letter}
            checked={letter === chosen}
            onChange={() => onChoose(letter)}
          />
          <span lang="en">
            <b>{LETTERS[letter].title}</b>
            <br />
            <span class="soft small">{LETTERS[letter].for}</span>
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Line({
  name,
  value,
  onInput,
}: {
  name: 'requestsName' | 'requestsContact';
  value: string;
  onInput: (value: string) => void;
}) {
  return (
    <label class="field">
      <span>{text(name)}</span>
      <input
        type="text"
        autocomplete="off"
        value={value}
        onInput={({currentTarget}) => onInput(currentTarget.value)}
      />
    </label>
  );
}

function Where({
  route,
  told,
  letter,
}: {
  route: Route | undefined;
  told: string;
  letter: LetterName;
}) {
  const {needs, deadline} = LETTERS[letter];
  return (
    <dl class="facts">
      <dt>{text('requestsWhere')}</dt>
      <dd>
        {route?.addresses.map(address => (
          <span key={address} class="address" dir="ltr">
            {address}
          </span>
        ))}
        {route?.page && <Outside url={route.page}>{text('cardRemovalLink')}</Outside>}
        <p class="soft small" lang="en">
          {told}
        </p>
      </dd>
      <dt>{text('requestsNeeds')}</dt>
      <dd>
        <span lang="en">{needs}</span> <b>{text('requestsNeverFace')}</b>
      </dd>
      <dt>{text('requestsDue')}</dt>
      <dd lang="en">{deadline}</dd>
    </dl>
  );
}

function Filled({
  gaps,
  letter,
  route,
  isDrafted,
  onDrafted,
}: {
  gaps: Gaps;
  letter: LetterName;
  route: Route | undefined;
  isDrafted: boolean;
  onDrafted: () => void;
}) {
  const {subject, body} = filledLetter(letter, gaps);
  const to = route?.addresses.join(',');
  return (
    <>
      <h3>{subject}</h3>
      <div class="letter" lang="en">
        <CopyBox copied={body} label={text('requestsLetter')} />
      </div>
      <p class="actions no-print">
        {to && (
          <a class="action" href={`mailto:${to}?subject=${encodeURIComponent(subject)}`}>
            <Icon name="mail" />
            {text('requestsMail')}
          </a>
        )}
        <button
          type="button"
          class="action"
          onClick={() => saveFile(`${letter}.txt`, 'text/plain', `${subject}\n\n${body}\n`)}
        >
          <Icon name="download" />
          {text('requestsSave')}
        </button>
        <button type="button" class="action main" disabled={isDrafted} onClick={onDrafted}>
          {text('requestsWriteDown')}
        </button>
      </p>
      <p role="status" class="soft small">
        {isDrafted ? text('requestsWrittenDown') : text('requestsMailHelp')}
      </p>
    </>
  );
}
