// One handler for each message. Pages of the web can ask for nothing; our script in them only for what it needs.
import {assertNever} from '../common/assert-never.ts';
import type {Message} from '../common/messages.ts';
import type {Context} from './context.ts';
import {askHost} from './handlers/ask-host.ts';
import {checkUrls} from './handlers/check-urls.ts';
import {compare} from './handlers/compare.ts';
import {keepDraft, viewDraft} from './handlers/draft.ts';
import {getCards} from './handlers/get-cards.ts';
import {getHints} from './handlers/get-hints.ts';
import {look} from './handlers/look.ts';
import {openPopup} from './handlers/open-popup.ts';
import {review} from './handlers/review.ts';
import {viewTab} from './handlers/view-tab.ts';
import type {Origin} from './sender.ts';
import {tell} from './tell.ts';

/** Undefined: the message is not for this sender to send. */
export function route(
  context: Context,
  origin: Origin,
  message: Message,
): Promise<unknown> | undefined {
  switch (message.type) {
    case 'look':
      return isFrom(origin, message.platform) ? look(context, origin.tab, message) : undefined;
    case 'compare':
      return isFrom(origin, message.platform) ? compare(context, origin.tab, message) : undefined;
    case 'tally': {
      if (!isFrom(origin, message.platform)) return undefined;
      const {page, platform, tally} = message;
      return context.tabs
        .setTally(origin.tab, page, platform, tally)
        .then(before => context.counts.add(platform, before, tally))
        .then(() => true);
    }
    case 'get_hints':
      return isFrom(origin, message.platform) ? getHints(context, message) : undefined;
    case 'open_popup':
      return origin.from === 'content' ? openPopup(origin.tab, message.finding) : undefined;
    case 'card_shown':
    case 'card_close':
      return origin.from === 'page' ? tell(origin.tab, {type: message.type}) : undefined;
    case 'view_tab':
      return origin.from === 'page' ? viewTab(context, origin.tab, message) : undefined;
    case 'check_urls':
      return origin.from === 'page' ? checkUrls(context, message) : undefined;
    case 'get_cards':
      return origin.from === 'page' ? getCards(context, message) : undefined;
    case 'ask_host':
      return origin.from === 'page' ? askHost(context, message) : undefined;
    case 'review':
      return isComposer(origin, message.platform) ? review(context, message) : undefined;
    case 'draft':
      return origin.tab !== undefined && isComposer(origin, message.draft?.platform)
        ? keepDraft(origin.tab, message.draft)
        : undefined;
    case 'post_outcome': {
      const {platform, outcome} = message;
      if (!isFrom(origin, platform)) return undefined;
      context.counts.addPost(platform, outcome);
      return Promise.resolve(true);
    }
    case 'view_draft':
      return origin.from === 'page' ? viewDraft(origin.tab) : undefined;
    case 'panel_size':
    case 'panel_edit':
    case 'panel_keep':
    case 'panel_release':
    case 'panel_retry':
    case 'panel_forget':
    case 'panel_strip':
      return origin.from === 'page' ? tell(origin.tab, message) : undefined;
    default:
      return assertNever(message);
  }
}

/** Where a post may be prepared: on the site it is for, or on our own page for rehearsals. */
const isComposer = (origin: Origin, platform: string | undefined): boolean =>
  origin.from === 'page' || platform === undefined || origin.platform === platform;

function isFrom(origin: Origin, platform: string): origin is Extract<Origin, {from: 'content'}> {
  return origin.from === 'content' && origin.platform === platform;
}
