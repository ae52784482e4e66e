import type {Shape} from './shapes.ts';
import {drawShape} from './shapes.ts';

/** In a photo's corner, or in a line of text. */
export type MarkPlace = 'corner' | 'inline';

/** The button that a mark shows: a shape, a name for assistive technology, and no text a page could search for. */
export function drawMarkButton(
  document: Document,
  shape: Shape,
  place: MarkPlace,
  label: string,
): HTMLButtonElement {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = `${shape} ${place}`;
  button.setAttribute('aria-label', label);
  button.setAttribute('aria-haspopup', 'dialog');
  button.append(drawShape(shape, document));
  return button;
}
