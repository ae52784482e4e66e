import type {Engine} from './setup-ways.ts';

/** Which family of browsers this is one of. */
export const engine = (): Engine =>
  chrome.runtime.getURL('').startsWith('moz-') ? 'firefox' : 'chromium';

/** The names the browser gives itself; Firefox gives none. */
export function brands(): string[] {
  const {userAgentData} = navigator as {userAgentData?: {brands: {brand: string}[]}};
  return userAgentData?.brands.map(({brand}) => brand) ?? [];
}
