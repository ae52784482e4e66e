import {render} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {text} from '../common/i18n.ts';
import {removeQuiet} from '../common/quiet.ts';
import {usePacks} from './choose-packs.tsx';
import {useEvents} from './events-told.tsx';
import {useLists} from './get-lists.tsx';
import {OptionsView} from './options-view.tsx';
import {startPage} from './start-page.ts';
import {useCards} from './use-cards.ts';
import {useQuiet} from './use-quiet.ts';
import {useSettingChange, useSettings} from './use-settings.ts';
import {useTab} from './use-tab.ts';

function Options() {
  const settings = useSettings();
  const {change, isLost} = useSettingChange();
  const {view, retry} = useTab(undefined);
  const {lists, get} = useLists(retry);
  const choice = usePacks(retry);
  const events = useEvents();
  const [shortcut, setShortcut] = useState<string>();
  useEffect(() => {
    void chrome.commands.getAll().then(([open]) => setShortcut(open?.shortcut));
  }, []);
  const quiet = useQuiet();
  const cards = useCards([...quiet].flatMap(name => /^dataset:(.+)$/.exec(name)?.[1] ?? []));
  if (!settings) return <p class="frame">{text('popupLoading')}</p>;
  return (
    <OptionsView
      settings={settings}
      host={view?.host}
      shortcut={shortcut}
      isLost={isLost}
      onChange={change}
      quiet={quiet}
      cards={cards}
      onSay={name => void removeQuiet([name])}
      onRetry={retry}
      lists={lists}
      onGetLists={get}
      choice={choice}
      events={events}
    />
  );
}

render(<Options />, startPage('pageOptions'));
