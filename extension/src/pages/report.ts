// "This is wrong", as text to give to whoever keeps the list: what was said of what, by which lists and programs. Its
// lines use the words of the wire, which whoever keeps a list reads.
import type {Advisory, Listing} from '../../../shared/protocol/protocol.gen.ts';
import type {Finding} from '../common/findings.ts';
import {text} from '../common/i18n.ts';
import type {HostView} from '../common/views.ts';

export const reportOf = (finding: Finding, host: HostView): string =>
  [text('reportHead'), '', ...lines(finding, host), '', text('reportWhy')].join('\n');

/** The same for the helpdesk of an organisation, which is asked and not told that it is wrong. */
export const questionOf = (finding: Finding, host: HostView): string =>
  [text('helpdeskHead'), '', ...lines(finding, host)].join('\n');

function lines(finding: Finding, {status}: HostView): string[] {
  const {platform, kind, id} = finding.identifier;
  const {lists, could_hold, data_date = '-', year = '-'} = finding.coverage;
  return [
    `${platform} ${kind}: ${id}`,
    ...finding.listings.map(listingLine),
    ...finding.advisories.map(advisoryLine),
    `coverage: lists ${lists}, could_hold ${could_hold}, year ${year}, data_date ${data_date}`,
    `generation: ${status?.generation || '-'}`,
    `extension ${chrome.runtime.getManifest().version}, host ${status?.version ?? '-'}`,
  ];
}

function listingLine({dataset, match, possible, distance, count, label}: Listing): string {
  const more = Object.entries({possible, distance, count, label})
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `, ${name} ${value}`);
  return `listing: ${dataset}, match ${match}${more.join('')}`;
}

const advisoryLine = ({dataset = 'no dataset', level}: Advisory): string =>
  `advisory: ${dataset}, level ${level}`;
