// Hears of files and words on their way to the site. All listeners are passive and in the capture phase of the window:
// they see an event before the site does, and leave it as it is.
import type {ComposeSite} from './compose-site.ts';

export interface IntakeHooks {
  files(files: File[]): void;
  textMayChange(): void;
  /** Something else of the form was chosen: who may see it, perhaps. */
  choiceMade(): void;
  /** The button that posts, by the person. */
  postPressed(): void;
  compositionChanged(isComposing: boolean): void;
}

/** Editors that write for themselves prevent `input`; then what came before it is all there is to hear. */
const TEXT_EVENTS = [
  'beforeinput',
  'input',
  'keyup',
  'paste',
  'cut',
  'drop',
  'compositionend',
  'change',
];

export function listen(site: ComposeSite, hooks: IntakeHooks, signal: AbortSignal): void {
  const hear = <T extends Event>(type: string, work: (event: T, target: Element) => void): void => {
    const listener = (event: Event): void => {
      const target = event.composedPath()[0];
      // What goes wrong here must never reach the site.
      try {
        if (target instanceof Element) work(event as T, target);
      } catch (error) {
        console.debug('bycatch', error instanceof Error ? error.name : '');
      }
    };
    addEventListener(type, listener, {capture: true, passive: true, signal});
  };
  const take = (files: FileList | null | undefined, target: Element): void => {
    // The list is the site's to empty; its files stay.
    if (files && files.length > 0 && site.takesFiles(target)) hooks.files([...files]);
  };

  hear<Event>('change', (_event, target) => {
    if (target instanceof HTMLInputElement && target.type === 'file') take(target.files, target);
    else hooks.choiceMade();
  });
  hear<DragEvent>('drop', (event, target) => take(event.dataTransfer?.files, target));
  hear<ClipboardEvent>('paste', (event, target) => take(event.clipboardData?.files, target));
  for (const type of TEXT_EVENTS) {
    hear(type, (_event, target) => {
      if (site.isText(target)) hooks.textMayChange();
    });
  }
  hear('click', (event, target) => {
    if (event.isTrusted && site.postButton(target)) hooks.postPressed();
  });
  hear('compositionstart', () => hooks.compositionChanged(true));
  hear('compositionend', () => hooks.compositionChanged(false));
}
