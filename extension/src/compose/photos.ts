// The pictures of a draft: each is read once, one after the other, and asked about by itself.
import type {Platform} from '../../../shared/protocol/protocol.gen.ts';
import type {DraftPhoto, Tell} from '../common/draft.ts';
import {MAX_DRAFT_PHOTOS, MAX_NAME_CHARS} from '../common/draft.ts';
import {toBase64} from '../common/picture/base64.ts';
import type {FileKind} from '../common/picture/file-kind.ts';
import type {Metadata} from '../common/picture/metadata.ts';
import {ownCopy} from '../common/picture/own-copy.ts';
import type {PhotoReading} from '../common/picture/photo-reader.ts';
import {readPhoto} from '../common/picture/photo-reader.ts';
import {review} from './reviewer.ts';
import {strippedCopy} from './stripped-copy.ts';

interface Held {
  file: File;
  kind: FileKind;
  photo: DraftPhoto;
}

const isSame = (a: File, b: File): boolean =>
  a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;

const UNKNOWN: DraftPhoto = {
  subject: '',
  name: '',
  tells: [],
  canStrip: false,
  reason: 'internal',
};

export class Photos {
  private held: Held[] = [];
  private waiting: Held[] = [];
  private isReading = false;
  private lastSubject = 0;

  constructor(
    private readonly platform: Platform,
    private readonly readsMetadata: boolean,
    private readonly changed: () => void,
  ) {}

  get drafts(): DraftPhoto[] {
    return this.held.map(({photo}) => photo);
  }

  add(files: readonly File[]): void {
    for (const file of files) {
      if (this.find(file) || this.held.length === MAX_DRAFT_PHOTOS) continue;
      this.lastSubject += 1;
      const name = file.name.slice(-MAX_NAME_CHARS);
      const photo = {subject: `f${this.lastSubject}`, name, tells: [], canStrip: false};
      const held: Held = {file, kind: 'other', photo};
      this.held.push(held);
      this.waiting.push(held);
    }
    this.changed();
    void this.readAll();
  }

  /** What is known of these files; of one too many to be looked at, that it was not. */
  draftsOf(files: readonly File[]): DraftPhoto[] {
    return files.map(file => this.find(file)?.photo ?? UNKNOWN);
  }

  forget(subject: string): void {
    this.held = this.held.filter(({photo}) => photo.subject !== subject);
    this.changed();
  }

  forgetFiles(files: readonly File[]): void {
    this.held = this.held.filter(({file}) => !files.some(one => isSame(one, file)));
    this.changed();
  }

  clear(): void {
    this.held = [];
    this.waiting = [];
  }

  /** Asks again about all that could not be checked. */
  askAgain(): void {
    this.waiting = this.held.filter(({photo}) => photo.reason !== undefined);
    for (const held of this.waiting) delete held.photo.reason;
    this.changed();
    void this.readAll();
  }

  /** A copy of the file without what it tells, and a name for it. */
  async stripped(subject: string): Promise<File | undefined> {
    const held = this.held.find(({photo}) => photo.subject === subject);
    return held && copyOf(held);
  }

  /** As stripped(), of a file that has something to take away. */
  async strippedOf(file: File): Promise<File | undefined> {
    const held = this.find(file);
    return held?.photo.canStrip ? copyOf(held) : undefined;
  }

  private find(file: File): Held | undefined {
    return this.held.find(held => isSame(held.file, file));
  }

  private async readAll(): Promise<void> {
    if (this.isReading) return;
    this.isReading = true;
    for (let held = this.waiting.shift(); held; held = this.waiting.shift()) await this.read(held);
    this.isReading = false;
  }

  private async read(held: Held): Promise<void> {
    const {photo} = held;
    let reading: PhotoReading;
    try {
      reading = await readPhoto(held.file);
    } catch {
      reading = {kind: 'other', picture: 'unreadable'};
    }
    const {kind, picture, metadata} = reading;
    held.kind = kind;
    if (this.readsMetadata && metadata) {
      photo.tells = tellsOf(metadata);
      photo.canStrip = photo.tells.length > 0 && (kind === 'jpeg' || kind === 'png');
    }
    if (typeof picture === 'string') photo.reason = picture;
    else void this.ask(photo, picture);
    this.changed();
  }

  private ask(photo: DraftPhoto, picture: Uint8Array): Promise<void> {
    const {platform} = this;
    const thumbnail = toBase64(picture);
    return review({type: 'review', platform, subject: photo.subject, thumbnail}, outcome => {
      delete photo.reason;
      Object.assign(photo, outcome);
      this.changed();
    });
  }
}

async function copyOf(held: Held): Promise<File | undefined> {
  const copy = strippedCopy(new Uint8Array(ownCopy(await held.file.arrayBuffer())), held.kind);
  if (!copy) return undefined;
  const stem = held.file.name.replace(/\.[^.]*$/, '');
  const ending = held.kind === 'png' ? 'png' : 'jpg';
  return new File([copy], `${stem}-without-metadata.${ending}`, {type: held.file.type});
}

const tellsOf = ({hasPlace, hasSerial, hasFaces}: Metadata): Tell[] => [
  ...(hasPlace ? ['place' as const] : []),
  ...(hasSerial ? ['serial' as const] : []),
  ...(hasFaces ? ['faces' as const] : []),
];
