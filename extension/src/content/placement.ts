// Where a mark goes: into the corner of the photo's own box, as a sibling that the page's framework does not
// know, so that it scrolls, zooms and slides with the photo and no listener has to follow it.

import {INSET_PX} from '../common/mark-style.ts';
import type {SiteAdapter} from '../sites/site-adapter.ts';
import type {Mark, Offset} from './mark.ts';

const LINKS = 'a, button, [role="link"], [role="button"]';
/** A link around a photo is at most so far away; one further out wraps more than the photo. */
const MAX_CLIMB = 4;

/** Inserts the mark. Changes no element of the page. */
export function insertMark(mark: Mark, photo: Element, adapter: SiteAdapter): void {
  const inside = boxOf(photo, adapter);
  if (inside) inside.append(mark.host);
  else besideOf(photo).before(mark.host);
}

/** Whether the mark lies where insertMark would put it. */
export function isInPlace(mark: Mark, photo: Element, adapter: SiteAdapter): boolean {
  const parent = boxOf(photo, adapter) ?? besideOf(photo).parentElement;
  return mark.host.parentElement === parent;
}

/** The element to lie in: what the site's adapter says, or the photo itself when it can hold anything. */
function boxOf(photo: Element, adapter: SiteAdapter): Element | undefined {
  const isReplaced = photo.matches('img, video');
  return adapter.box?.(photo) ?? (isReplaced ? undefined : photo);
}

const besideOf = (photo: Element): Element =>
  linkAround(photo) ?? photo.closest('picture') ?? photo;

/**
 * How far the photo's corner lies from where the mark's anchor came to lie, in the mark's own pixels, which a zoomed or
 * scaled page draws larger or smaller; undefined when the photo is not drawn. Read for many, then written for many.
 */
export function offsetTo(mark: Mark, photo: Element): Offset | undefined {
  const {origin} = mark;
  const {left, top, width, height} = photo.getBoundingClientRect();
  if (!origin || width === 0 || height === 0) return undefined;
  const scale = mark.scale();
  return {
    x: (left - origin.left) / scale + INSET_PX,
    y: (top - origin.top) / scale + INSET_PX,
    width: width / scale,
    height: height / scale,
  };
}

/** A button within a link is no button to assistive technology: the mark goes outside. */
function linkAround(photo: Element): Element | undefined {
  let around = photo.parentElement;
  for (let step = 0; around && step < MAX_CLIMB; step += 1, around = around.parentElement) {
    if (around.matches(LINKS)) return around;
  }
  return undefined;
}
