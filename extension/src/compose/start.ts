// Wires what runs where a post is prepared. Nothing here writes to the page's own parts, and nothing but the gate holds
// an event or waits for an answer, where somebody asked for that: else whatever fails, the post goes its way.
import type {Draft} from '../common/draft.ts';
import type {ComposeMessage, PostOutcome} from '../common/messages.ts';
import {parseComposeMessage} from '../common/messages.ts';
import {SITE_SETTING, watchSettings} from '../common/settings.ts';
import type {ComposeSite} from './compose-site.ts';
import {Gate} from './gate.ts';
import {listen} from './intake.ts';
import {PanelFrame} from './panel-frame.ts';
import {Photos} from './photos.ts';
import {send} from './reviewer.ts';
import {NO_RULES, rulesFor} from './rules.ts';
import {areListed, isWarned} from './verdict.ts';
import {Words} from './words.ts';

/** Changes that come together are told together. */
const PUBLISH_MS = 60;
/** A dialog is gone when it is not there twice, so long apart: steps replace one with the next. */
const CLOSED_MS = 700;

export function startCompose(site: ComposeSite): void {
  const controller = new AbortController();
  const {signal} = controller;
  const panel = new PanelFrame(() => site.box(), signal);
  const photos = new Photos(site.platform, site.publishesMetadata, publishSoon);
  const words = new Words(site, publishSoon);
  const gate = new Gate(site, photos, words, publishSoon, posted);
  let publishing: ReturnType<typeof setTimeout> | undefined;
  /** Whether this site is to be looked at; until the settings are read it is. */
  let isOn = true;
  let isOpen = false;
  let wasMissing = false;
  /** What became of the post that is being prepared, as far as it was told: each is told once. */
  const outcomes = new Set<PostOutcome>();

  /** The dialog is looked for only while there is a draft. */
  const watch = setInterval(() => {
    if (!isOpen) return;
    const isMissing = !site.isOpen();
    if (isMissing && wasMissing) end();
    wasMissing = isMissing;
  }, CLOSED_MS);
  signal.addEventListener('abort', () => clearInterval(watch));

  const setting = SITE_SETTING[site.platform];
  watchSettings(settings => {
    isOn = setting === undefined || settings.values[setting];
    gate.follow(isOn ? rulesFor(site.platform, settings) : NO_RULES);
    if (!isOn && isOpen) end();
  }, signal);

  listen(
    site,
    {
      files(files) {
        if (isOn) photos.add(files);
      },
      textMayChange() {
        if (isOn) words.mayHaveChanged();
      },
      choiceMade() {
        if (isOpen) publishSoon();
      },
      postPressed() {
        // When all have heard of it: the gate may hold it.
        setTimeout(() => gate.isHoldingPost || posted());
      },
      compositionChanged(isComposing) {
        words.compositionChanged(isComposing);
      },
    },
    signal,
  );

  chrome.runtime.onMessage.addListener((raw: unknown, sender) => {
    // From the background alone, which has passed it on; on a page of ours other panels are heard as well.
    const isPassedOn = sender.id === chrome.runtime.id && sender.tab === undefined;
    const message = isPassedOn ? parseComposeMessage(raw) : undefined;
    if (message) act(message);
  });

  function publishSoon(): void {
    publishing ??= setTimeout(publish, PUBLISH_MS);
  }

  function publish(): void {
    publishing = undefined;
    // Without an id the extension was replaced or removed: this copy has nobody to speak to and stops.
    if (chrome.runtime.id === undefined) {
      gate.letGo();
      controller.abort();
      return;
    }
    gate.look();
    const {drafts} = photos;
    if (drafts.length === 0 && !words.draft && !isOpen) return;
    const draft: Draft = {platform: site.platform, photos: drafts, exposure: site.exposure()};
    if (words.draft) draft.text = words.draft;
    if (gate.hold) draft.hold = gate.hold;
    if (areListed(drafts) || isWarned(words.draft)) tell('warned');
    if (gate.hold?.mode === 'block') tell('blocked');
    if (gate.isPassedUnchecked) draft.isPassedUnchecked = true;
    isOpen = true;
    void send({type: 'draft', draft}).then(() => isOpen && panel.open());
  }

  function posted(): void {
    if (outcomes.has('warned')) tell('posted_anyway');
  }

  function tell(outcome: PostOutcome): void {
    if (outcomes.has(outcome)) return;
    outcomes.add(outcome);
    void send({type: 'post_outcome', platform: site.platform, outcome});
  }

  function end(): void {
    isOpen = false;
    outcomes.clear();
    wasMissing = false;
    clearTimeout(publishing);
    publishing = undefined;
    gate.clear();
    photos.clear();
    words.clear();
    panel.close();
    void send({type: 'draft'});
  }

  function act(message: ComposeMessage): void {
    switch (message.type) {
      case 'panel_size':
        panel.resize(message.height);
        break;
      case 'panel_forget':
        // Of what is held nothing is forgotten: it would go on unseen.
        if (gate.hold?.of !== 'files') photos.forget(message.subject);
        break;
      case 'panel_edit':
        gate.keep();
        site.editor()?.focus();
        break;
      case 'panel_keep':
        gate.keep();
        break;
      case 'panel_release':
        void gate.release(message.isStripped);
        break;
      case 'panel_retry':
        photos.askAgain();
        words.askAgain();
        break;
      case 'panel_strip':
        void photos.stripped(message.subject).then(file => file && download(file));
    }
  }
}

function download(file: File): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(file);
  link.download = file.name;
  link.click();
  // The browser has taken it over by then.
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
