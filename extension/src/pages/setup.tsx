// Opened at install: helps to get the program and lists, asks again and again, and ends with the test photo found.
import {render} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import type {CheckView} from '../common/views.ts';
import {brands, engine} from './engine.ts';
import {useLists} from './get-lists.tsx';
import type {TestOutcome} from './setup-view.tsx';
import {SetupView} from './setup-view.tsx';
import {browserFolder, likelyWay, ways} from './setup-ways.ts';
import {startPage} from './start-page.ts';
import {ask, useTab} from './use-tab.ts';

const POLL_MS = 2000;
/** The published test photo: in every set of lists, and nobody's. */
const TEST_PHOTO = 'https://www.flickr.com/photos/bycatch/9999999999999/';

function Setup() {
  const {view, retry} = useTab(undefined);
  const {lists, get} = useLists(retry);
  const [chosen, setChosen] = useState(likelyWay(navigator.userAgent));
  const [test, setTest] = useState<TestOutcome>();
  const status = view?.host.status;
  const generation = status?.index === 'ready' ? status.generation : undefined;

  useEffect(() => {
    if (generation === undefined) {
      setTest(undefined);
      return;
    }
    void ask<CheckView>({type: 'check_urls', urls: [TEST_PHOTO]}).then(found =>
      setTest(found?.findings.some(({group}) => group === 'test') ? 'found' : 'missing'),
    );
  }, [generation]);

  useEffect(() => {
    if (test === 'found') return undefined;
    const timer = setInterval(() => {
      if (!document.hidden) retry();
    }, POLL_MS);
    return () => clearInterval(timer);
  }, [test, retry]);

  return (
    <SetupView
      engine={engine()}
      ways={ways(engine(), browserFolder(engine(), brands()))}
      chosen={chosen}
      onChoose={setChosen}
      host={view?.host}
      test={test}
      onRetry={retry}
      lists={lists}
      onGetLists={get}
    />
  );
}

render(<Setup />, startPage('pageSetup'));
