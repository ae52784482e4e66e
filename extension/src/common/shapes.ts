// The one family of shapes: what a mark, a popup row and a card show for the same thing. Each kind has its own
// outline, so that colour is never needed to tell them apart. Drawn on a 24 by 24 grid.
import type {Level} from '../../../shared/protocol/protocol.gen.ts';

export type Shape = 'photo' | 'copy' | 'possible' | 'account' | 'test' | Level;

interface Drawing {
  /** The filled outline. */
  body: string;
  /** Lines upon it. */
  ink: string;
}

export const SHAPES: Readonly<Record<Shape, Drawing>> = {
  // A diamond, a mesh of the net, with the catch in it.
  photo: {
    body: 'M12 1.5 22.5 12 12 22.5 1.5 12Z',
    ink: 'M6.5 12c2.4-3.4 6.4-3.4 8.8 0c-2.4 3.4-6.4 3.4-8.8 0M15.3 12l2.4-2.1v4.2Z',
  },
  // The diamond again, asking.
  possible: {
    body: 'M12 1.5 22.5 12 12 22.5 1.5 12Z',
    ink: 'M9.3 9.6a2.7 2.7 0 1 1 3.8 2.4c-.8.4-1.1.9-1.1 1.7M12 16.8v.1',
  },
  // Two sheets.
  copy: {body: 'M2.5 2.5h13v6h6v13h-13v-6h-6Z', ink: 'M8.5 15.5v-7h7'},
  // A disc with head and shoulders.
  account: {
    body: 'M12 1.5a10.5 10.5 0 1 1 0 21a10.5 10.5 0 1 1 0-21Z',
    ink: 'M12 7a2.6 2.6 0 1 1 0 5.2a2.6 2.6 0 1 1 0-5.2M6.8 17.5c1-2.2 2.9-3.3 5.2-3.3s4.2 1.1 5.2 3.3',
  },
  // A flask.
  test: {body: 'M8 1.5h8v6l6 13.2v1.8H2v-1.8L8 7.5Z', ink: 'M7.2 15h9.6'},
  // Tags: a label with a hole, and within it a bar that is whole, half, dotted or an eye.
  documented: {body: 'M1.5 12 8 4h14.5v16H8Z', ink: 'M10.5 12h8'},
  inferred: {body: 'M1.5 12 8 4h14.5v16H8Z', ink: 'M10.5 12h4'},
  observed: {body: 'M1.5 12 8 4h14.5v16H8Z', ink: 'M10.5 12h.3M14.4 12h.3M18.3 12h.3'},
  watched: {
    body: 'M1.5 12 8 4h14.5v16H8Z',
    ink: 'M9.5 12c2.6-3.6 7-3.6 9.6 0c-2.6 3.6-7 3.6-9.6 0M14.3 11.9v.2',
  },
};

const SVG = 'http://www.w3.org/2000/svg';

/** The shape as an element without any text; whoever holds it gives it a name. */
export function drawShape(shape: Shape, document: Document): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('aria-hidden', 'true');
  svg.setAttribute('focusable', 'false');
  for (const part of ['body', 'ink'] as const) {
    const path = document.createElementNS(SVG, 'path');
    path.setAttribute('class', part);
    path.setAttribute('d', SHAPES[shape][part]);
    svg.append(path);
  }
  return svg;
}
