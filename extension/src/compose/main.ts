// One script for both sites, and for the page of ours that looks like them, whose address says which: two of them would
// weigh twice as much. Only the one that is chosen starts.
import {siteOf} from '../common/sites.ts';

const rehearsed = new URLSearchParams(location.search).get('site');

void ((siteOf(location.href) ?? rehearsed) === 'flickr'
  ? import('./flickr.ts')
  : import('./instagram.ts'));
