// Keeps files and a press on the site's own button from the site until they are given on. Only while there are rules that
// want it: otherwise nothing here listens, and no event is touched.
import type {ComposeSite} from './compose-site.ts';

export interface HeldFiles {
  files: File[];
  /** To where they were to go. */
  give(files: readonly File[]): void;
  /** The site never hears of them. */
  drop(): void;
}

export interface HoldHooks {
  files(held: HeldFiles): void;
  /** Whether a press on the button that posts is to be held back. */
  holdsPost(): boolean;
  /** It was pressed, and held back; `post` presses it again. */
  post(post: () => void): void;
}

const PRESSES = ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click', 'keydown', 'keyup'];

export function hold(site: ComposeSite, hooks: HoldHooks, signal: AbortSignal): void {
  /** What we give on passes by our own listeners. */
  let isGiving = false;
  const give = (work: () => void): void => {
    isGiving = true;
    try {
      work();
    } finally {
      isGiving = false;
    }
  };
  const hear = <T extends Event>(type: string, work: (event: T, target: Element) => void): void => {
    const listener = (event: Event): void => {
      const target = event.composedPath()[0];
      if (!isGiving && target instanceof Element) work(event as T, target);
    };
    addEventListener(type, listener, {capture: true, signal});
  };
  const stop = (event: Event): void => {
    event.preventDefault();
    event.stopImmediatePropagation();
  };

  /** Files of an input go back there, all others to the site's own input: where sites swap nodes, to its successor. */
  const giveTo = (input: HTMLInputElement | undefined, files: readonly File[]): void => {
    const to = input?.isConnected ? input : inputOf(site);
    if (!to) return;
    to.files = transferOf(files).files;
    for (const type of ['input', 'change'])
      give(() => to.dispatchEvent(new Event(type, {bubbles: true, composed: true})));
  };

  const chosen = (event: Event, target: Element): void => {
    if (!(target instanceof HTMLInputElement) || target.type !== 'file') return;
    const files = [...(target.files ?? [])];
    if (files.length === 0 || !site.takesFiles(target)) return;
    stop(event);
    if (event.type === 'input') return; // `change` follows
    hooks.files({
      files,
      give: given => giveTo(target, given),
      drop() {
        target.value = '';
      },
    });
  };
  hear('input', chosen);
  hear('change', chosen);

  // An event of ours could not carry files to the site in every browser; without an input to give them to, none is held.
  const brought = (event: Event, target: Element, data: DataTransfer | null): void => {
    const files = [...(data?.files ?? [])];
    if (files.length === 0 || !site.takesFiles(target) || !inputOf(site)) return;
    stop(event);
    // For the site the files have left again.
    if (event.type === 'drop') target.dispatchEvent(new DragEvent('dragleave', {bubbles: true}));
    hooks.files({files, give: given => giveTo(undefined, given), drop: () => undefined});
  };
  hear<DragEvent>('drop', (event, target) => brought(event, target, event.dataTransfer));
  hear<ClipboardEvent>('paste', (event, target) => brought(event, target, event.clipboardData));

  for (const type of PRESSES) {
    hear<Event>(type, (event, target) => {
      const button = site.postButton(target);
      const isPress =
        !(event instanceof KeyboardEvent) || event.key === 'Enter' || event.key === ' ';
      if (!button || !isPress || !hooks.holdsPost()) return;
      stop(event);
      if (type === 'click' || type === 'keydown') hooks.post(() => give(() => button.click()));
    });
  }
}

function inputOf(site: ComposeSite): HTMLInputElement | undefined {
  const inputs = document.querySelectorAll<HTMLInputElement>('input[type="file"]');
  return [...inputs].find(input => site.takesFiles(input));
}

function transferOf(files: readonly File[]): DataTransfer {
  const transfer = new DataTransfer();
  for (const file of files) transfer.items.add(file);
  return transfer;
}
