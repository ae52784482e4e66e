// What is kept from the site, why, and how it goes on.
import type {Draft, Hold} from '../common/draft.ts';
import type {Helpdesk} from '../common/helpdesk.ts';
import {text} from '../common/i18n.ts';
import type {PanelActs} from './panel-acts.ts';
import {holdSentence, setBySentence} from './panel-wording.ts';

export function Held({hold, draft, acts}: {hold: Hold; draft: Draft; acts: PanelActs}) {
  const {of, mode} = hold;
  const isReleasable = mode !== 'block';
  return (
    <section class="panel-hold" data-hold={mode}>
      <p>{holdSentence(hold)}</p>
      {hold.by !== undefined && <p class="soft">{setBySentence(hold.by)}</p>}
      {hold.helpdesk && <Help helpdesk={hold.helpdesk} />}
      <p class="panel-actions">
        {isReleasable && (
          <button type="button" class="action" onClick={() => acts.release(false)}>
            {text(of === 'files' ? 'panelGive' : 'panelContinue')}
          </button>
        )}
        {isReleasable && of === 'files' && draft.photos.some(({canStrip}) => canStrip) && (
          <button type="button" class="action" onClick={() => acts.release(true)}>
            {text('panelGiveStripped')}
          </button>
        )}
        <button type="button" class="action" onClick={of === 'files' ? acts.keep : acts.edit}>
          {text(of === 'files' ? 'panelKeep' : 'panelEdit')}
        </button>
      </p>
    </section>
  );
}

/** In the organisation's own words. */
const Help = ({helpdesk: {text: words, url}}: {helpdesk: Helpdesk}) => (
  <p>
    <bdi>{words}</bdi>{' '}
    {url !== undefined && (
      <a href={url} target="_blank" rel="noreferrer noopener">
        {text('panelHelpdesk')}
      </a>
    )}
  </p>
);
