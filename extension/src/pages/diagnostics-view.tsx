import type {
  HeldWatchPack,
  ManifestState,
  PastSync,
  PlacesReply,
  SiteHealth,
  StatusReply,
} from '../../../shared/protocol/protocol.gen.ts';
import {PROTOCOL_MAX, PROTOCOL_MIN} from '../../../shared/protocol/protocol.gen.ts';
import {hasTooFew} from '../common/findings.ts';
import {day, number, percent, text, timeOfDay} from '../common/i18n.ts';
import type {LastError} from '../common/last-error.ts';
import {CopyBox, Notice} from './controls.tsx';
import {Fact} from './dataset-facts.tsx';
import type {Diagnosis} from './diagnostics-report.ts';
import {diagnosticsReport} from './diagnostics-report.ts';
import {hostReason} from './host-reason.ts';
import {ReasonNotice} from './notice.tsx';
import {PageFrame} from './page-frame.tsx';
import {permissionReason} from './permission-words.ts';
import {SyncChart} from './sync-chart.tsx';
import {ADVICE, siteName} from './wording.ts';

/** What works, what does not, and the one next step. */
export function DiagnosticsView({diagnosis, onRetry}: {diagnosis: Diagnosis; onRetry: () => void}) {
  const {version, browser, host, places, permissions, error} = diagnosis;
  const {status} = host;
  const reason = hostReason(host);
  return (
    <PageFrame page="diagnostics" title={text('pageDiagnostics')} lead={text('diagnosticsLead')}>
      {reason && <ReasonNotice reason={reason} onRetry={onRetry} />}
      {!reason && (
        <Notice title={text('diagnosticsWorks')} icon="check" done data-notice="works">
          {null}
        </Notice>
      )}
      <section class="panel" data-part="versions">
        <h2>{text('diagnosticsVersions')}</h2>
        <dl class="facts">
          <Fact name={text('diagnosticsExtension')} value={`${version} (${browser})`} />
          <Fact name={text('diagnosticsHost')} value={status?.version ?? '–'} />
          <Fact name={text('diagnosticsProtocol')} value={status && protocols(status)} />
        </dl>
      </section>
      {status && <Index status={status} />}
      {status?.watch_pack && <OrganisationWatch pack={status.watch_pack} />}
      {places && <Places places={places} />}
      {status?.syncs && <Syncs syncs={status.syncs} />}
      {status && <Sites sites={status.sites} />}
      <section class="panel" data-part="permissions">
        <h2>{text('diagnosticsPermissions')}</h2>
        <dl class="facts long">
          {permissions.map(({name, isGranted}) => (
            <Fact
              key={name}
              name={name}
              value={
                <>
                  {text(permissionReason(name))}{' '}
                  {!isGranted && <strong>{text('diagnosticsNotGranted')}</strong>}
                </>
              }
            />
          ))}
        </dl>
      </section>
      <section class="panel" data-part="error">
        <h2>{text('diagnosticsLastError')}</h2>
        {error ? <LastErrorFacts error={error} /> : <p>{text('diagnosticsNoError')}</p>}
      </section>
      <section class="panel" data-part="report">
        <h2>{text('diagnosticsReport')}</h2>
        <p class="soft">{text('diagnosticsReportIntro')}</p>
        <CopyBox copied={diagnosticsReport(diagnosis)} label={text('diagnosticsReport')} />
      </section>
    </PageFrame>
  );
}

const protocols = ({protocol: {min, max}}: StatusReply): string =>
  text('diagnosticsProtocols', PROTOCOL_MIN, PROTOCOL_MAX, min, max);

function Index({status}: {status: StatusReply}) {
  return (
    <section class="panel" data-part="index">
      <h2>{text('diagnosticsIndex')}</h2>
      <dl class="facts">
        <Fact name={text('diagnosticsGeneration')} value={status.generation || '–'} />
        <Fact name={text('diagnosticsRootOfAll')} value={status.root} />
        {status.packs.map(({id, root}) => (
          <Fact key={id} name={text('diagnosticsRoot', id)} value={root} />
        ))}
        <Fact name={text('diagnosticsLists')} value={number(status.lists)} />
        <Fact name={text('diagnosticsRecords')} value={number(status.records)} />
        <Fact
          name={text('diagnosticsNewest')}
          value={status.data_date === undefined ? '–' : day(status.data_date)}
        />
        <Fact
          name={text('diagnosticsBroker')}
          value={text(status.broker ? 'diagnosticsRunning' : 'diagnosticsStopped')}
        />
      </dl>
    </section>
  );
}

function OrganisationWatch({pack: {name, version, expires, entries}}: {pack: HeldWatchPack}) {
  return (
    <section class="panel" data-part="watch-pack">
      <h2>{text('diagnosticsWatchPack')}</h2>
      <dl class="facts">
        <Fact name={text('diagnosticsWatchPackOf')} value={<bdi>{name}</bdi>} />
        <Fact name={text('diagnosticsWatchPackVersion')} value={String(version)} />
        <Fact name={text('diagnosticsWatchPackEntries')} value={number(entries)} />
        <Fact name={text('diagnosticsWatchPackUntil')} value={day(expires)} />
      </dl>
    </section>
  );
}

const MANIFEST_WORD = {
  missing: 'manifestMissing',
  ours: 'manifestOurs',
  outdated: 'manifestOutdated',
  dangling: 'manifestDangling',
  foreign: 'manifestForeign',
} as const satisfies Record<ManifestState, string>;

function Places({places: {host, data, browsers}}: {places: PlacesReply}) {
  return (
    <section class="panel" data-part="places">
      <h2>{text('diagnosticsPlaces')}</h2>
      <dl class="facts">
        <Fact name={text('diagnosticsHostPlace')} value={<Path path={host} />} />
        <Fact name={text('diagnosticsDataPlace')} value={<Path path={data} />} />
        {browsers.map(({browser, state, file}) => (
          <Fact
            key={browser}
            name={text('diagnosticsManifest', browser)}
            value={
              <>
                {file !== undefined && <Path path={file} />} {text(MANIFEST_WORD[state])}
              </>
            }
          />
        ))}
      </dl>
    </section>
  );
}

const Path = ({path}: {path: string}) => <code dir="ltr">{path || '–'}</code>;

function Syncs({syncs}: {syncs: readonly PastSync[]}) {
  return (
    <section class="panel" data-part="syncs">
      <h2>{text('diagnosticsSyncs')}</h2>
      {syncs.length > 0 ? <SyncChart syncs={syncs} /> : <p>{text('diagnosticsNoSyncs')}</p>}
    </section>
  );
}

function Sites({sites}: {sites: readonly SiteHealth[]}) {
  const changed = sites.filter(({seen, identified}) => hasTooFew(seen, identified));
  return (
    <section class="panel" data-part="sites">
      <h2>{text('diagnosticsSites')}</h2>
      {sites.length === 0 ? (
        <p>{text('diagnosticsNoSites')}</p>
      ) : (
        <div class="scrolls">
          <table class="table">
            <thead>
              <tr>
                <th scope="col">{text('diagnosticsSite')}</th>
                <th scope="col" class="number">
                  {text('diagnosticsSeen')}
                </th>
                <th scope="col" class="number">
                  {text('diagnosticsRecognised')}
                </th>
                <th scope="col" class="number">
                  {text('diagnosticsShare')}
                </th>
              </tr>
            </thead>
            <tbody>
              {sites.map(({platform, seen, identified}) => (
                <tr key={platform}>
                  <th scope="row">{siteName(platform)}</th>
                  <td class="number">{number(seen)}</td>
                  <td class="number">{number(identified)}</td>
                  <td class="number">{seen > 0 ? percent(identified / seen) : '–'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {changed.map(({platform}) => (
        <p key={platform}>{text('diagnosticsRedesign', siteName(platform))}</p>
      ))}
    </section>
  );
}

function LastErrorFacts({error: {reason, at}}: {error: LastError}) {
  const {title, step, command} = ADVICE[reason];
  return (
    <>
      <p>
        <strong>{text(title)}.</strong> {text('diagnosticsAt', timeOfDay(at))}
      </p>
      <p>{text(step)}</p>
      {command && <code dir="ltr">{command}</code>}
    </>
  );
}
