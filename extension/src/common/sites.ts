import type {Platform} from '../../../shared/protocol/protocol.gen.ts';

/** The sites Bycatch runs on, by whole origin; manifests/extension names the same. */
export const SITES: Readonly<Record<string, Platform>> = {
  'https://www.flickr.com': 'flickr',
  'https://www.instagram.com': 'instagram',
};

/** The platform of a page; look-alike hosts, other schemes and ports have none. */
export function siteOf(address: string | undefined): Platform | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined;
  return SITES[new URL(address).origin];
}
