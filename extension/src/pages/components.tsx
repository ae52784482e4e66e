// Every part in every state, in the light DOM, for accessibility tests and for looking at. Not in release builds.
import {render} from 'preact';
import {useEffect, useRef} from 'preact/hooks';
import type {MarkPlace} from '../common/mark-button.ts';
import {drawMarkButton} from '../common/mark-button.ts';
import type {PhotoMark, TagMark} from '../common/mark-label.ts';
import {photoLabel, tagLabel} from '../common/mark-label.ts';
import {buttonStyleWithin} from '../common/mark-style.ts';
import type {Shape} from '../common/shapes.ts';
import {CardView, GoneCard} from './card-view.tsx';
import {checkStates} from './check-states.ts';
import {CheckPageView} from './check-view.tsx';
import {NO_PACKS_ASKED} from './choose-packs.tsx';
import {Controls, Icons} from './component-controls.tsx';
import {Records} from './component-records.tsx';
import {
  asShipped,
  cards,
  eventsTold,
  findings,
  listsUnderWay,
  noListsAsked,
  optionStates,
  packsUnderWay,
  popups,
  siteOff,
  status,
} from './component-states.ts';
import {Tokens} from './component-tokens.tsx';
import {DiagnosticsView} from './diagnostics-view.tsx';
import {OptionsView} from './options-view.tsx';
import {diagnoses, setupStates} from './page-states.ts';
import {PopupView} from './popup-view.tsx';
import {HelpdeskView} from './report-view.tsx';
import {SetupView} from './setup-view.tsx';
import {browserFolder, ways} from './setup-ways.ts';
import {startPage} from './start-page.ts';

const PHOTO_MARKS: readonly PhotoMark[] = ['photo', 'copy', 'possible', 'account', 'test'];
const TAG_MARKS: readonly TagMark[] = ['documented', 'inferred', 'observed', 'watched', 'test'];
/** So that the states look the same on any day. */
const NOW = Date.parse('2026-11-25');
const nothing = (): void => undefined;

function MarkSample({shape, place, label}: {shape: Shape; place: MarkPlace; label: string}) {
  const host = useRef<HTMLSpanElement>(null);
  useEffect(
    () => host.current?.replaceChildren(drawMarkButton(document, shape, place, label)),
    [shape, place, label],
  );
  return <span class="mark-host" ref={host} />;
}

function Components() {
  return (
    <>
      <h1>Components</h1>
      <section class="sample wide" data-component="tokens">
        <h2>Tokens</h2>
        <Tokens />
      </section>
      <section class="sample wide" data-component="icons">
        <h2>Icons</h2>
        <Icons />
      </section>
      <section class="sample wide" data-component="controls" id="controls">
        <h2>Controls</h2>
        <Controls />
      </section>
      <section class="sample wide" data-component="marks">
        <h2>Marks</h2>
        <div class="photos">
          {PHOTO_MARKS.map(mark => (
            <div class="photo-sample" key={mark} data-mark={mark}>
              <MarkSample shape={mark} place="corner" label={photoLabel(mark)} />
            </div>
          ))}
          <div class="photo-sample" data-mark="none" />
          <div class="photo-sample" data-mark="unchecked" />
        </div>
        <p>
          {TAG_MARKS.map(mark => (
            <span class="tag-sample" key={mark} data-mark={mark}>
              #facemask{' '}
              <MarkSample shape={mark} place="inline" label={tagLabel(mark, 'facemask')} />
            </span>
          ))}
        </p>
      </section>
      {optionStates.map(([name, settings, host]) => (
        <section
          class="sample wide"
          key={name}
          data-component={`options-${name}`}
          aria-label={`options ${name}`}
        >
          <OptionsView
            settings={settings}
            host={host}
            shortcut="Alt+Shift+B"
            quiet={new Set(name === 'managed' ? ['tag:facemask', 'hint:licence'] : [])}
            cards={cards}
            isLost={name === 'store-full'}
            onChange={nothing}
            onSay={nothing}
            onRetry={nothing}
            lists={listsUnderWay[name] ?? noListsAsked}
            onGetLists={nothing}
            events={eventsTold[name]}
            choice={{packs: packsUnderWay[name] ?? NO_PACKS_ASKED, ask: nothing, hold: nothing}}
          />
        </section>
      ))}
      {popups.map(([name, view]) => (
        <section
          class="sample"
          key={name}
          data-component={`popup-${name}`}
          aria-label={`popup ${name}`}
        >
          <PopupView
            view={view}
            site={name === 'elsewhere' ? undefined : 'flickr'}
            settings={name === 'site-off' ? siteOff : asShipped}
            isLost={name === 'one-found'}
            cards={cards}
            version="0.1.0"
            now={NOW}
            onOpen={nothing}
            onRetry={nothing}
            onSetting={nothing}
          />
        </section>
      ))}
      {checkStates.map(([name, {result, files = [], isCut = false, isOver = false}]) => (
        <section
          class="sample wide"
          key={name}
          data-component={`check-${name}`}
          aria-label={`check ${name}`}
        >
          <CheckPageView
            address="https://www.flickr.com/photos/example/9100000000101/"
            result={result}
            files={files}
            isCut={isCut}
            isOver={isOver}
            cards={cards}
            host={{status}}
            onAddress={nothing}
            onCheck={nothing}
            onFiles={nothing}
            onRetry={nothing}
          />
        </section>
      ))}
      {setupStates.map(([name, engine, host, test]) => (
        <section
          class="sample wide"
          key={name}
          data-component={`setup-${name}`}
          aria-label={`setup ${name}`}
        >
          <SetupView
            engine={engine}
            ways={ways(engine, browserFolder(engine, []))}
            chosen={name === 'snap' ? 'snap' : 'source'}
            onChoose={nothing}
            host={host}
            test={test}
            onRetry={nothing}
            lists={listsUnderWay[name] ?? noListsAsked}
            onGetLists={nothing}
          />
        </section>
      ))}
      {diagnoses.map(([name, diagnosis]) => (
        <section
          class="sample wide"
          key={name}
          data-component={`diagnostics-${name}`}
          aria-label={`diagnostics ${name}`}
        >
          <DiagnosticsView diagnosis={diagnosis} onRetry={nothing} />
        </section>
      ))}
      {findings.map(([name, finding]) => (
        <section
          class="sample"
          key={name}
          data-component={`card-${name}`}
          aria-label={`card ${name}`}
        >
          <CardView finding={finding} cards={cards} host={{status}} top={null} />
        </section>
      ))}
      <section class="sample" data-component="card-gone" aria-label="card gone">
        <GoneCard top={null} />
      </section>
      {findings.slice(0, 1).map(([name, finding]) => (
        <section class="sample" key={name} data-component="helpdesk" aria-label="helpdesk">
          <HelpdeskView
            finding={finding}
            host={{status}}
            helpdesk={{text: 'Room 12', url: 'mailto:helpdesk@example.org'}}
          />
        </section>
      ))}
      <Records />
    </>
  );
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(buttonStyleWithin('.mark-host'));
document.adoptedStyleSheets = [sheet];
render(<Components />, startPage('popupTitle'));
