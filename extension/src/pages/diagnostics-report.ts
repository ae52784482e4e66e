// What the diagnostics page knows, as text to copy. Versions, counts and codes in the words of the wire; no address, no
// name, nothing that was looked at.
import type {PlacesReply} from '../../../shared/protocol/protocol.gen.ts';
import {PROTOCOL_MAX, PROTOCOL_MIN} from '../../../shared/protocol/protocol.gen.ts';
import type {LastError} from '../common/last-error.ts';
import type {HostView} from '../common/views.ts';

/** So many of the last ones are told. */
const SYNCS = 5;

export interface Diagnosis {
  version: string;
  browser: string;
  host: HostView;
  /** Shown and not reported: paths tell a person's name. */
  places?: PlacesReply | undefined;
  permissions: readonly {name: string; isGranted: boolean}[];
  error: LastError | undefined;
}

export function diagnosticsReport(diagnosis: Diagnosis): string {
  const {version, browser, host, places, permissions, error} = diagnosis;
  const {status, reason} = host;
  return [
    `extension: ${version}, protocol ${PROTOCOL_MIN} to ${PROTOCOL_MAX}`,
    `browser: ${browser}`,
    `host: ${status ? `${status.version}, protocol ${status.protocol.min} to ${status.protocol.max}` : (reason ?? '-')}`,
    ...(status
      ? [
          `index: ${status.index}${status.code ? ` (${status.code})` : ''}, generation ${status.generation || '-'}`,
          `lists: ${status.lists}, records ${status.records}, data_date ${status.data_date ?? '-'}`,
          `packs: ${status.packs.map(({id, records, size_bytes, root}) => `${id} ${records} records ${size_bytes} bytes root ${root ?? '-'}`).join('; ') || '-'}`,
          `root: ${status.root ?? '-'}`,
          `broker: ${status.broker ? 'running' : 'not running'}`,
          `sandbox: ${status.sandbox ?? '-'}`,
          `manifests: ${places?.browsers.map(({browser, state}) => `${browser} ${state}`).join(', ') || '-'}`,
          `syncs: ${
            (status.syncs ?? [])
              .slice(-SYNCS)
              .map(
                ({at, bytes, code}) =>
                  `${new Date(at * 1000).toISOString().slice(0, 19)}Z ${code ?? 'ok'} ${bytes} bytes`,
              )
              .join('; ') || '-'
          }`,
          ...status.sites.map(
            ({platform, seen, identified}) => `${platform}: ${identified} of ${seen} identified`,
          ),
        ]
      : []),
    `permissions: ${permissions.map(({name, isGranted}) => (isGranted ? name : `${name} (not granted)`)).join(', ')}`,
    `last error: ${error ? error.reason : '-'}`,
  ].join('\n');
}

/** "Firefox 140" or "Chromium 156", without what else the browser says of the computer. */
export function browserName(userAgent: string): string {
  const [, name, major] = /(Firefox|Edg|OPR|Chrome)\/(\d+)/.exec(userAgent) ?? [];
  return name && major ? `${name} ${major}` : '-';
}
