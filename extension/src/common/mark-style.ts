// How marks look. Used inside the closed roots in pages, and on the component page.

/** Width and height of the button in a photo's corner. */
export const CORNER_PX = 28;
/** How far it lies within the photo. */
export const INSET_PX = 6;

/** The button and its shape; --x and --y lead from the anchor to the photo's corner. */
const BUTTON = `
button {
  position: absolute;
  top: var(--y, 0);
  left: var(--x, 0);
  box-sizing: border-box;
  inline-size: ${CORNER_PX}px;
  block-size: ${CORNER_PX}px;
  margin: 0;
  padding: 2px;
  border: 0;
  border-radius: 8px;
  background: transparent;
  cursor: pointer;
  pointer-events: auto;
  line-height: 0;
}
button.inline { position: static; inline-size: 24px; block-size: 24px; padding: 3px; vertical-align: -6px; }
svg { inline-size: 100%; block-size: 100%; overflow: visible; }
button.inline svg { filter: none; }
.body { fill: #ffc83d; stroke: #1c1a15; stroke-width: 1.6; stroke-linejoin: round; }
.ink { fill: none; stroke: #1c1a15; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.test .body, .possible .body { fill: #e6e9ef; }
.possible .body { stroke-dasharray: 3 2.4; }
button:hover .body { fill: #ffdc80; }
button:focus-visible { outline: 3px solid #1c1a15; box-shadow: 0 0 0 6px #fff; }
@media (forced-colors: active) {
  .body { fill: ButtonFace; stroke: ButtonText; }
  .ink { stroke: ButtonText; }
  svg { filter: none; forced-color-adjust: none; }
}
`;

/**
 * For the host in a photo's corner. :host is `!important` throughout, which a page cannot outdo: of two important
 * rules the inner one wins. The host has no box: it moves nothing, tells nothing, and costs a page of thousands of
 * photos nothing to lay out and to paint.
 */
export const CORNER_HOST_STYLE = `
:host {
  all: initial !important;
  display: contents !important;
}
`;

/** For a mark beside a link, in the line of text. */
export const INLINE_HOST_STYLE = `
:host {
  all: initial !important;
  display: inline-block !important;
}
`;

/** For what is in a host of either place; the anchor comes to lie where the host is, and has no size. */
export const MARK_STYLE = `
.anchor.inline { display: contents; }
.anchor.corner {
  position: absolute;
  inline-size: 0;
  block-size: 0;
  z-index: 2147483647;
  pointer-events: none;
}
.veil {
  position: absolute;
  top: calc(var(--y, 0px) - ${INSET_PX}px);
  left: calc(var(--x, 0px) - ${INSET_PX}px);
  inline-size: var(--width, 0);
  block-size: var(--height, 0);
  backdrop-filter: blur(18px) saturate(40%);
  background: rgb(28 26 21 / 12%);
}
${BUTTON}`;

/** The button alone, for a document in which `selector` holds it. */
export const buttonStyleWithin = (selector: string): string => `${selector} { ${BUTTON} }`;
