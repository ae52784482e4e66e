// Where a mark goes: into the corner of the photo's own box, as a sibling that the page's framework does not
// know, so that it scrolls, zooms and slides with the photo and no listener has to follow it.
import type {SiteAdapter} from '../sites/site-adapter.ts';
import type {Mark} from './mark.ts';

const INSET_PX = 6;
const LINKS = 'a, button, [role="link"], [role="button"]';
/** A link around a photo is at most so far away; one further out wraps more than the photo. */
const MAX_CLIMB = 4;

/** Inserts the mark. Changes no element of the page. */
export function insertMark(mark: Mark, photo: Element, adapter: SiteAdapter): void {
  const box = adapter.box?.(photo);
  if (box) {
    box.append(mark.host);
  } else if (!isReplaced(photo)) {
    photo.append(mark.host);
  } else {
    const beside = linkAround(photo) ?? photo.closest('picture') ?? photo;
    beside.before(mark.host);
  }
}

/**
 * How far the photo's corner lies from where the mark came to lie; undefined when the photo is not drawn. Read for
 * many, then written for many.
 */
export function offsetTo(mark: Mark, photo: Element): {x: number; y: number} | undefined {
  const host = mark.host.getBoundingClientRect();
  const {left, top, width, height} = photo.getBoundingClientRect();
  if (width === 0 || height === 0) return undefined;
  return {x: left - host.left + INSET_PX, y: top - host.top + INSET_PX};
}

const isReplaced = (element: Element): boolean => element.matches('img, video, picture');

/** A button within a link is no button to assistive technology: the mark goes outside. */
function linkAround(photo: Element): Element | undefined {
  let around = photo.parentElement;
  for (let step = 0; around && step < MAX_CLIMB; step += 1, around = around.parentElement) {
    if (around.matches(LINKS)) return around;
  }
  return undefined;
}
