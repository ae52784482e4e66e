// Every part in every state, in the light DOM, for accessibility tests and for looking at. Not in release builds.
import {render} from 'preact';
import {useEffect, useRef} from 'preact/hooks';
import type {MarkPlace} from '../common/mark-button.ts';
import {drawMarkButton} from '../common/mark-button.ts';
import type {PhotoMark, TagMark} from '../common/mark-label.ts';
import {photoLabel, tagLabel} from '../common/mark-label.ts';
import {buttonStyleWithin} from '../common/mark-style.ts';
import type {Shape} from '../common/shapes.ts';
import {CardView} from './card-view.tsx';
import {Controls, Icons} from './component-controls.tsx';
import {
  cards,
  copiedPhoto,
  listedAccount,
  listedPhoto,
  optionStates,
  popups,
  testPhoto,
  warnedTag,
} from './component-states.ts';
import {Tokens} from './component-tokens.tsx';
import {OptionsView} from './options-view.tsx';
import {PopupView} from './popup-view.tsx';
import {startPage} from './start-page.ts';

const PHOTO_MARKS: readonly PhotoMark[] = ['photo', 'copy', 'possible', 'account', 'test'];
const TAG_MARKS: readonly TagMark[] = ['documented', 'inferred', 'observed', 'watched', 'test'];
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
            onChange={nothing}
            onRetry={nothing}
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
          <PopupView view={view} cards={cards} version="0.1.0" onOpen={nothing} onRetry={nothing} />
        </section>
      ))}
      {[listedPhoto, copiedPhoto, listedAccount, warnedTag, testPhoto].map(finding => (
        <section
          class="sample"
          key={finding.key}
          data-component={`card-${finding.kind}`}
          aria-label={`card ${finding.kind}`}
        >
          <CardView finding={finding} cards={cards} top={null} />
        </section>
      ))}
    </>
  );
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(buttonStyleWithin('.mark-host'));
document.adoptedStyleSheets = [sheet];
render(<Components />, startPage('popupTitle'));
