import {render} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import {text} from '../common/i18n.ts';
import {changeSetting} from '../common/settings.ts';
import {OptionsView} from './options-view.tsx';
import {startPage} from './start-page.ts';
import {useSettings} from './use-settings.ts';
import {useTab} from './use-tab.ts';

function Options() {
  const settings = useSettings();
  const {view, retry} = useTab(undefined);
  const [shortcut, setShortcut] = useState<string>();
  useEffect(() => {
    void chrome.commands.getAll().then(([open]) => setShortcut(open?.shortcut));
  }, []);
  if (!settings) return <p class="frame">{text('popupLoading')}</p>;
  return (
    <OptionsView
      settings={settings}
      host={view?.host}
      shortcut={shortcut}
      onChange={(name, value) => void changeSetting(name, value)}
      onRetry={retry}
    />
  );
}

render(<Options />, startPage('pageOptions'));
