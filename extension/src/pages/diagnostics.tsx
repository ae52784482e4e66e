import {render} from 'preact';
import {useEffect, useState} from 'preact/hooks';
import type {PlacesReply} from '../../../shared/protocol/protocol.gen.ts';
import {text} from '../common/i18n.ts';
import type {LastError} from '../common/last-error.ts';
import {lastError} from '../common/last-error.ts';
import type {Diagnosis} from './diagnostics-report.ts';
import {browserName} from './diagnostics-report.ts';
import {DiagnosticsView} from './diagnostics-view.tsx';
import {startPage} from './start-page.ts';
import {askHost, only} from './use-host.ts';
import {useTab} from './use-tab.ts';

const {
  version,
  permissions = [],
  host_permissions = [],
}: chrome.runtime.ManifestV3 = chrome.runtime.getManifest() as chrome.runtime.ManifestV3;

/** Permissions and sites of the manifest; some browsers let people take sites away. */
async function granted(): Promise<Diagnosis['permissions']> {
  const names = permissions.map(name => ({name: String(name), isGranted: true}));
  const sites = host_permissions.map(async name => ({
    name,
    isGranted: await chrome.permissions.contains({origins: [name]}),
  }));
  return [...names, ...(await Promise.all(sites))];
}

function Diagnostics() {
  const {view, retry} = useTab(undefined);
  const [held, setHeld] = useState<Diagnosis['permissions']>([]);
  const [error, setError] = useState<LastError>();
  const [places, setPlaces] = useState<PlacesReply>();
  useEffect(() => void granted().then(setHeld), []);
  // The host was just asked: what went wrong with it then is the last error.
  useEffect(() => void (view && lastError(chrome.storage.session).then(setError)), [view]);
  const isThere = view?.host.status !== undefined;
  useEffect(() => {
    if (isThere)
      void askHost({verb: 'places'}).then(answer => setPlaces(only(answer, 'places')[0]));
  }, [isThere]);
  if (!view) return <p class="frame">{text('popupLoading')}</p>;
  const browser = browserName(navigator.userAgent);
  return (
    <DiagnosticsView
      diagnosis={{version, browser, host: view.host, places, permissions: held, error}}
      onRetry={retry}
    />
  );
}

render(<Diagnostics />, startPage('pageDiagnostics'));
