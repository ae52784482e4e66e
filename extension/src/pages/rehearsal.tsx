// Both sites' dialogs in miniature, with the scripts that run on the sites, and every state of the panel: to be seen and
// tried without posting. What is shown is in the address: ?site=flickr, ?site=states#/heic.
import {render} from 'preact';
import {text} from '../common/i18n.ts';
import {SITE_SETTING} from '../common/settings.ts';
import {Notice} from './controls.tsx';
import {PageFrame} from './page-frame.tsx';
import {FlickrPage} from './rehearsal/flickr-page.tsx';
import {InstagramDialog} from './rehearsal/instagram-dialog.tsx';
import {StatesView} from './rehearsal/states-view.tsx';
import {startPage} from './start-page.ts';
import {useSettings} from './use-settings.ts';
import {siteName} from './wording.ts';

const PARTS = ['instagram', 'flickr', 'states'] as const;
type Part = (typeof PARTS)[number];
const part: Part =
  PARTS.find(name => name === new URLSearchParams(location.search).get('site')) ?? 'instagram';

function Rehearsal() {
  return (
    <PageFrame title={text('pageRehearsal')} lead={text('rehearsalLead')}>
      <nav class="parts" aria-label={text('rehearsalParts')}>
        <ul>
          {PARTS.map(name => (
            <li key={name}>
              <a href={`?site=${name}`} {...(name === part && {'aria-current': 'page'})}>
                {name === 'states' ? text('rehearsalStates') : siteName(name)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {part === 'states' ? <StatesView /> : <Site site={part} />}
    </PageFrame>
  );
}

function Site({site}: {site: 'instagram' | 'flickr'}) {
  const setting = SITE_SETTING[site];
  const isOff = setting !== undefined && useSettings()?.values[setting] === false;
  return (
    <>
      {isOff && (
        <Notice title={text('popupSiteOff', siteName(site))} data-notice="site-off">
          <p>
            <a href="options.html">{text('pageOptions')}</a>
          </p>
        </Notice>
      )}
      {site === 'flickr' ? <FlickrPage /> : <InstagramDialog />}
    </>
  );
}

// The very script that runs on the site, which knows a page by its elements.
if (part !== 'states') {
  const script = document.createElement('script');
  script.src = chrome.runtime.getURL('compose/main.js');
  document.head.append(script);
}

render(<Rehearsal />, startPage('pageRehearsal'));
