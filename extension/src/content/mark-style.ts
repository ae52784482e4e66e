/**
 * Styles inside the closed root. :host is `!important` throughout, which a page cannot outdo: of two important
 * rules the inner one wins. The host has no size, so it moves nothing and tells nothing.
 */
export const MARK_STYLE = `
:host {
  all: initial !important;
  position: absolute !important;
  display: block !important;
  inline-size: 0 !important;
  block-size: 0 !important;
  z-index: 2147483647 !important;
  pointer-events: none !important;
}
button {
  position: absolute;
  top: var(--y, 0);
  left: var(--x, 0);
  box-sizing: border-box;
  inline-size: 28px;
  block-size: 28px;
  margin: 0;
  padding: 2px;
  border: 0;
  border-radius: 8px;
  background: transparent;
  cursor: pointer;
  pointer-events: auto;
  line-height: 0;
}
button.inline { position: static; inline-size: 18px; block-size: 18px; padding: 1px; vertical-align: -3px; }
svg { inline-size: 100%; block-size: 100%; overflow: visible; filter: drop-shadow(0 1px 2px rgb(0 0 0 / 45%)); }
.body { fill: #ffc83d; stroke: #1c1a15; stroke-width: 1.6; stroke-linejoin: round; paint-order: stroke; }
.ink { fill: none; stroke: #1c1a15; stroke-width: 2; stroke-linecap: round; stroke-linejoin: round; }
.test .body { fill: #e6e9ef; }
button:hover .body { fill: #ffdc80; }
button:focus-visible { outline: 3px solid #1c1a15; box-shadow: 0 0 0 6px #fff; }
@media (forced-colors: active) {
  .body { fill: ButtonFace; stroke: ButtonText; }
  .ink { stroke: ButtonText; }
  svg { filter: none; forced-color-adjust: none; }
}
`;

/** A mark beside a link stands in the line of text. */
export const INLINE_STYLE = `
:host {
  position: static !important;
  display: inline-block !important;
  inline-size: auto !important;
  block-size: auto !important;
  margin-inline-start: 2px !important;
}
`;
