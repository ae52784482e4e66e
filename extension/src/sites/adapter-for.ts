import {siteOf} from '../common/sites.ts';
import {flickr} from './flickr.ts';
import {instagram} from './instagram.ts';
import type {SiteAdapter} from './site-adapter.ts';

export const ADAPTERS: readonly SiteAdapter[] = [flickr, instagram];

export function adapterFor(address: string): SiteAdapter | undefined {
  const platform = siteOf(address);
  return ADAPTERS.find(adapter => adapter.platform === platform);
}
