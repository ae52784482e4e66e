import type {Shape} from '../common/shapes.ts';
import {SHAPES} from '../common/shapes.ts';

/** The same shape as on the page; the words beside it name it. */
export function ShapeIcon({shape}: {shape: Shape}) {
  const {body, ink} = SHAPES[shape];
  return (
    <span class={`shape ${shape}`}>
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path class="body" d={body} />
        <path class="ink" d={ink} />
      </svg>
    </span>
  );
}
