const LATE_MS = 250;

/** Runs before the page is drawn next; where no frame comes, as of a page that is hidden, soon all the same. */
export function nextFrame(run: () => void): void {
  const once = (): void => {
    cancelAnimationFrame(frame);
    clearTimeout(timer);
    run();
  };
  const frame = requestAnimationFrame(once);
  const timer = setTimeout(once, LATE_MS);
}
