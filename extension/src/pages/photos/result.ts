// What became of the photos asked about. "Could not be checked" is kept apart from "not listed" throughout.
import type {Answer, Identifier, Listing} from '../../../../shared/protocol/protocol.gen.ts';
import {TEST_DATASET} from '../../../../shared/protocol/protocol.gen.ts';
import type {PageCoverage, PageState} from '../../common/findings.ts';
import {leastCoverage} from '../../common/findings.ts';
import type {Reason} from '../../common/reason.ts';
import {isReason, reasonOf} from '../../common/reason.ts';

export interface Checked {
  /** As it was pasted, or as the page in the tab names it. */
  subject: string;
  identifiers: Identifier[];
  /** Empty: not in the lists that were looked into. */
  listings: Listing[];
}

export interface Unchecked {
  subject: string;
  reason: Reason;
}

export interface Result {
  /** Those that are listed come whole; those that are not may be a number alone. */
  listed: Checked[];
  notListed: number;
  unchecked: Unchecked[];
  /** Not checked, where only their number is known. */
  uncheckedCounts: Partial<Record<Reason, number>>;
  /** The least that any answer covered. */
  coverage?: PageCoverage;
}

export const NO_RESULT: Result = {listed: [], notListed: 0, unchecked: [], uncheckedCounts: {}};

/** @param answers one for each subject, in order; where one is missing, `reason` says why */
export function withAnswers(
  result: Result,
  subjects: readonly string[],
  answers: readonly Answer[],
  reason: Reason,
): Result {
  const next = {...result, listed: [...result.listed], unchecked: [...result.unchecked]};
  subjects.forEach((subject, at) => {
    const answer = answers[at];
    if (answer && answer.listings.length > 0) {
      next.listed.push({subject, identifiers: answer.identifiers, listings: answer.listings});
    } else if (answer?.state === 'checked') {
      next.notListed += 1;
    } else {
      next.unchecked.push({subject, reason: answer ? reasonOf(answer.code) : reason});
    }
    if (answer && answer.state !== 'not_checked') {
      next.coverage = leastCoverage(next.coverage, answer.coverage);
    }
  });
  return next;
}

/** What a tab has shown so far. */
export function resultOfTab({findings, tally, coverage}: PageState): Result {
  const photos = Object.values(findings).filter(({kind}) => kind !== 'tag');
  const listed = photos.map(({identifier, listings}) => ({
    subject: identifier.id,
    identifiers: [identifier],
    listings,
  }));
  const own = photos.filter(({kind}) => kind !== 'account').length;
  return {
    listed,
    notListed: Math.max(0, tally.checked - own),
    unchecked: [],
    uncheckedCounts: Object.fromEntries(
      Object.entries(tally.reasons).filter(([reason, count]) => isReason(reason) && count > 0),
    ),
    ...(coverage && {coverage}),
  };
}

export const uncheckedCount = ({unchecked, uncheckedCounts}: Result): number =>
  Object.values(uncheckedCounts).reduce((sum, count) => sum + count, unchecked.length);

export interface DatasetRow {
  dataset: string;
  /** This very upload is in its list. */
  photos: number;
  /** It may be in it: a copy, or taken over from a parent. */
  possible: number;
  /** Others of the same account are. */
  accounts: number;
}

/** By dataset, the most photos first; test listings are left out. */
export function byDataset({listed}: Result): DatasetRow[] {
  const rows = new Map<string, DatasetRow>();
  for (const {dataset, match} of listed.flatMap(({listings}) => listings)) {
    if (dataset === TEST_DATASET) continue;
    const row = rows.get(dataset) ?? {dataset, photos: 0, possible: 0, accounts: 0};
    if (match === 'photo') row.photos += 1;
    else if (match === 'account') row.accounts += 1;
    else row.possible += 1;
    rows.set(dataset, row);
  }
  return [...rows.values()].sort(
    (a, b) => b.photos - a.photos || b.possible - a.possible || b.accounts - a.accounts,
  );
}

const cell = (value: string): string => {
  // What a spreadsheet would take for a formula.
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return `"${harmless.replaceAll('"', '""')}"`;
};

/** A line for each photo that has an address; a shell takes it as one word, whatever is in it. */
export const receiptCommands = (listed: readonly Checked[]): string =>
  listed
    .map(({subject}) => subject.replaceAll(/[\s\p{C}]/gu, '').replaceAll("'", "'\\''"))
    .filter(subject => /^https?:/.test(subject))
    .map(subject => `bycatch receipt '${subject}'`)
    .join('\n');

/** A line for each listing, and for each photo that could not be checked. */
export function toCsv({listed, unchecked, uncheckedCounts}: Result): string {
  const lines = [['subject', 'state', 'dataset', 'match', 'possible', 'count', 'label', 'reason']];
  for (const {subject, listings} of listed) {
    for (const {dataset, match, possible, count, label} of listings) {
      const many = count === undefined ? '' : String(count);
      lines.push([subject, 'listed', dataset, match, possible ? 'yes' : '', many, label ?? '', '']);
    }
  }
  for (const {subject, reason} of unchecked) {
    lines.push([subject, 'not_checked', '', '', '', '', '', reason]);
  }
  for (const [reason, count] of Object.entries(uncheckedCounts)) {
    lines.push(['', 'not_checked', '', '', '', String(count), '', reason]);
  }
  return lines.map(line => `${line.map(cell).join(',')}\r\n`).join('');
}

export const toJson = (result: Result): string => `${JSON.stringify(result, null, 2)}\n`;
