import {useEffect} from 'preact/hooks';

/** Up and down go through the findings of all groups; Escape leaves a card, before it closes the popup. */
export function usePopupKeys(leave: (() => void) | undefined): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape' && leave) {
        event.preventDefault();
        leave();
      }
      const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
      if (step !== undefined && walk(step)) event.preventDefault();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  });
}

/** False where there is nothing further. */
function walk(step: number): boolean {
  const items = [...document.querySelectorAll<HTMLElement>('button.item')];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const next = items[at < 0 ? 0 : at + step];
  next?.focus();
  return next !== undefined;
}
