/** Firefox gives it to content scripts. */
declare const cloneInto: (<T>(value: T, target: object) => T) | undefined;

/**
 * In Firefox the buffers that a file or a canvas hands out belong to the page, and their bytes cannot be read from here:
 * a copy that is ours can. Elsewhere they are ours already.
 */
export const ownCopy = <T extends ArrayBuffer | Uint8ClampedArray>(value: T): T =>
  typeof cloneInto === 'function' ? cloneInto(value, {}) : value;
