import {useCallback, useEffect, useRef, useState} from 'preact/hooks';
import {isReason} from '../../common/reason.ts';
import type {Brought, CheckedFile} from './files.ts';
import {bring, broughtBy, look, MAX_FILES} from './files.ts';

export interface FilesInCheck {
  files: CheckedFile[];
  /** More were brought than are looked at. */
  isCut: boolean;
  take: (files: readonly File[]) => void;
  /** Looks again at those that could not be checked. */
  again: () => void;
}

/** One picture is read at a time: decoded it can take hundreds of megabytes. */
export function useFiles(): FilesInCheck {
  const [files, setFiles] = useState<CheckedFile[]>([]);
  const [isCut, setCut] = useState(false);
  const held = useRef<Brought[]>([]);
  const turn = useRef(0);

  const show = (): void => setFiles(held.current.map(({shown}) => shown));
  const lookAt = useCallback(async (brought: readonly Brought[]) => {
    turn.current += 1;
    const own = turn.current;
    for (const one of brought) {
      const seen = await look(one);
      if (own !== turn.current) return;
      one.shown = seen;
      show();
    }
  }, []);
  const letGo = (): void => {
    for (const {shown} of held.current) if (shown.preview) URL.revokeObjectURL(shown.preview);
  };
  const take = (brought: readonly File[]): void => {
    if (brought.length === 0) return;
    letGo();
    held.current = bring(brought);
    setCut(brought.length > MAX_FILES);
    show();
    void lookAt(held.current);
  };
  const again = (): void => {
    const waiting = held.current.filter(({shown: {answer, reason}}) =>
      answer ? answer.state !== 'checked' : isReason(reason),
    );
    for (const one of waiting) {
      const {reason: _reason, answer: _answer, ...bare} = one.shown;
      one.shown = bare;
    }
    show();
    void lookAt(waiting);
  };
  useEffect(() => letGo, []);
  return {files, isCut, take, again};
}

/** Drop and paste anywhere on the page; true while something is dragged over it. */
export function useBringing(
  take: (files: readonly File[]) => void,
  takeAddress: (address: string) => void,
): boolean {
  const [isOver, setOver] = useState(false);
  useEffect(() => {
    const controller = new AbortController();
    const {signal} = controller;
    const hear = (transfer: DataTransfer | null): boolean => {
      const {files, address} = broughtBy(transfer);
      if (files.length > 0) take(files);
      else if (address !== undefined) takeAddress(address);
      return files.length > 0 || address !== undefined;
    };
    // Without this the browser would leave the page and show what was dropped.
    const over = (event: DragEvent): void => {
      event.preventDefault();
      setOver(true);
    };
    addEventListener('dragover', over, {signal});
    addEventListener('dragleave', ({relatedTarget}) => relatedTarget ?? setOver(false), {signal});
    addEventListener(
      'drop',
      event => {
        event.preventDefault();
        setOver(false);
        hear(event.dataTransfer);
      },
      {signal},
    );
    addEventListener(
      'paste',
      event => {
        const isField = event.target instanceof HTMLInputElement;
        if ((event.clipboardData?.files.length ?? 0) > 0 || !isField) {
          if (hear(event.clipboardData)) event.preventDefault();
        }
      },
      {signal},
    );
    return () => controller.abort();
  }, [take, takeAddress]);
  return isOver;
}
