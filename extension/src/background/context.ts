import type {Platform} from '../../../shared/protocol/protocol.gen.ts';
import type {PostOutcome, Tally} from '../common/messages.ts';
import type {HostLink} from './host-link.ts';
import type {Lookup} from './lookup.ts';
import type {TabStore} from './tab-store.ts';

/** What the handlers work with. */
export interface Context {
  host: HostLink;
  lookup: Lookup;
  tabs: TabStore;
  /** What is watched, or what was seen of it, is other than before. */
  watchChanged: () => Promise<void>;
  counts: {
    add(platform: Platform, before: Tally, after: Tally): void;
    addPost(platform: Platform, outcome: PostOutcome): void;
  };
}
