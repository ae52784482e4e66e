// Pictures that a person drops, pastes or chooses: each is reduced here, by the code that reads what is about to be
// posted, and asked about as grey samples. The file itself goes nowhere and is not kept.
import type {Checked, FileReason} from '../../common/draft.ts';
import {toBase64} from '../../common/picture/base64.ts';
import {readPhoto} from '../../common/picture/photo-reader.ts';
import type {Reason} from '../../common/reason.ts';
import type {ReviewOutcome} from '../../common/review.ts';
import {parseOutcome} from '../../common/review.ts';

/** More than a person looks at one by one; the command line takes folders. */
export const MAX_FILES = 20;

export interface CheckedFile extends Checked<Reason | FileReason> {
  /** Names it among the others, and in the question to the host. */
  subject: string;
  name: string;
  /** An address of the picture, for this page alone; absent where there is nothing to show. */
  preview?: string;
}

/** A file as it was brought, before anything is known of it. */
export interface Brought {
  file: File;
  shown: CheckedFile;
}

let lastSubject = 0;

export function bring(files: readonly File[]): Brought[] {
  return files.slice(0, MAX_FILES).map(file => {
    lastSubject += 1;
    return {
      file,
      shown: {subject: `f${lastSubject}`, name: file.name, preview: URL.createObjectURL(file)},
    };
  });
}

/** What is known of a picture once it has been looked at. Never throws. */
export async function look({file, shown}: Brought): Promise<CheckedFile> {
  const {reason: _reason, answer: _answer, ...bare} = shown;
  return {...bare, ...(await answerTo(file, shown.subject))};
}

async function answerTo(file: File, subject: string): Promise<Checked<Reason | FileReason>> {
  try {
    const {picture} = await readPhoto(file);
    if (typeof picture === 'string') return {reason: picture};
    return await review(subject, toBase64(picture));
  } catch {
    return {reason: 'unreadable'};
  }
}

async function review(subject: string, thumbnail: string): Promise<ReviewOutcome> {
  const question = {type: 'review', platform: 'web', subject, thumbnail} as const;
  const outcome: unknown = await chrome.runtime.sendMessage(question).catch(() => undefined);
  return parseOutcome(outcome) ?? {reason: 'internal'};
}

/** Pictures among what is dropped or pasted, and else the first address. */
export function broughtBy(transfer: DataTransfer | null): {files: File[]; address?: string} {
  const files = [...(transfer?.files ?? [])];
  const address = (transfer?.getData('text/uri-list') ?? '')
    .split(/\r?\n/)
    .find(line => /^https?:/i.test(line));
  return {files, ...(files.length === 0 && address !== undefined && {address})};
}
