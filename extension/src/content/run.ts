// What runs in one page of a site while Bycatch is on there.
import {identifierOf} from '../common/findings.ts';
import type {ContentMessage} from '../common/messages.ts';
import {parseHints, parseVerdict} from '../common/messages.ts';
import type {Settings} from '../common/settings.ts';
import type {SiteAdapter} from '../sites/site-adapter.ts';
import {ask, BackgroundLine, send} from './background-line.ts';
import {CardFrame} from './card-frame.ts';
import {Navigation} from './navigation.ts';
import {PageView} from './page-view.ts';
import {PhotoFinder} from './photo-finder.ts';
import {Photos} from './photos.ts';
import {Pictures} from './pictures.ts';
import {Tags} from './tags.ts';
import {Watcher} from './watcher.ts';

/** Counts go out when they have stood still for so long. */
const TALLY_MS = 200;
/** After a move inside the page the old view lingers; what is still shown then belongs to the new one. */
const LINGER_MS = 600;

export interface Running {
  /** What is on and off now. */
  apply(settings: Settings): void;
  handle(message: ContentMessage): unknown;
  /** Takes every mark away and forgets the page. */
  stop(): void;
}

export function run(adapter: SiteAdapter, settings: Settings): Running {
  const controller = new AbortController();
  const {signal} = controller;
  const view = new PageView();
  const card = new CardFrame(document, signal);
  const openCard = card.open.bind(card);

  let tallyTimer: ReturnType<typeof setTimeout> | undefined;
  const sendTally = async (isFirstTry = true): Promise<void> => {
    clearTimeout(tallyTimer);
    tallyTimer = undefined;
    const {platform} = adapter;
    const isHeard = await send({type: 'tally', page: view.id, platform, tally: view.tally()});
    // A background that was stopped meanwhile starts anew for the second try.
    if (isHeard === undefined && isFirstTry && !signal.aborted)
      tallyTimer ??= setTimeout(() => void sendTally(false), TALLY_MS);
  };
  const changed = (): void => {
    // Without an id the extension was replaced or removed: this copy has nobody to speak to and stops.
    if (chrome.runtime.id === undefined) controller.abort();
    else if (!signal.aborted) tallyTimer ??= setTimeout(() => void sendTally(), TALLY_MS);
  };

  const line = new BackgroundLine(adapter.platform, {
    page: () => view.id,
    photoHeard: verdict => photos.heard(verdict),
    tagHeard: verdict => tags.heard(verdict),
  });
  const pictures = new Pictures(
    async ({subject, key}, thumbnail) => {
      const photo = key === undefined ? undefined : identifierOf(key);
      const {platform} = adapter;
      const page = view.id;
      return parseVerdict(
        await send({type: 'compare', page, platform, subject, thumbnail, ...(photo && {photo})}),
      );
    },
    verdict => photos.compared(verdict),
    signal,
  );
  const finder = new PhotoFinder(adapter);
  const photos = new Photos(
    adapter,
    finder,
    view,
    line,
    openCard,
    pictures,
    changed,
    settings,
    signal,
  );
  const tags = new Tags(adapter, view, line, openCard, changed, settings);

  const askAgain = (): void => {
    if (signal.aborted) return;
    photos.askAgain();
    tags.askAgain();
    tags.lookAtPage(new URL(location.href));
  };
  /** What was found before is forgotten with the view it was found in. */
  const beginView = (): void => {
    view.next();
    void sendTally();
  };
  const navigation = new Navigation(() => {
    card.close();
    beginView();
    setTimeout(askAgain, LINGER_MS);
  }, signal);

  const tagSelector = adapter.tags.map(({selector}) => selector).join();
  const watcher = new Watcher(
    document,
    {
      *candidates(root) {
        const around = finder.around(root);
        if (around) yield around;
        const both = `${finder.selector},${tagSelector}`;
        if (root.matches(both)) yield root;
        yield* root.querySelectorAll(both);
      },
      look(element) {
        if (element.matches(tagSelector)) tags.look(element);
        if (element.matches(finder.selector)) photos.look(element);
      },
      changed: element => photos.suspect(element),
      marksRemoved(hosts) {
        photos.marksRemoved(hosts);
        tags.marksRemoved(hosts);
      },
      settled(hasRemoved) {
        navigation.check();
        if (hasRemoved && photos.sweep()) watcher.lookAtAll();
      },
    },
    signal,
  );

  /** Where the person asked for the menu last. */
  let pressed = {x: -1, y: -1};
  document.addEventListener(
    'contextmenu',
    ({isTrusted, clientX, clientY}) => {
      if (isTrusted) pressed = {x: clientX, y: clientY};
    },
    {capture: true, signal},
  );

  const askForHints = async (): Promise<void> => {
    const hints = parseHints(await ask({type: 'get_hints', platform: adapter.platform}));
    if (hints && finder.hint(hints) && !signal.aborted) watcher.lookAtAll();
  };

  void sendTally();
  void askForHints();
  tags.lookAtPage(new URL(location.href));
  // A page brought back whole from the browser's cache is a page view of its own.
  addEventListener(
    'pageshow',
    event => {
      if (!event.persisted) return;
      beginView();
      askAgain();
    },
    {signal},
  );

  return {
    apply(next) {
      photos.apply(next);
      tags.apply(next);
    },
    handle(message) {
      switch (message.type) {
        case 'which_page':
          return view.id;
        case 'which_photo':
          return photos.addressesAt(pressed);
        case 'check_again':
          beginView();
          void askForHints();
          return askAgain();
        case 'reveal':
          return photos.reveal(message.finding);
        case 'card_shown':
          return card.shown();
        case 'card_close':
          return card.close();
      }
    },
    stop() {
      controller.abort();
      photos.clear();
      tags.clear();
      beginView();
    },
  };
}
