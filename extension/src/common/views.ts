// What the background answers to the extension's own pages.
import type {Card, StatusReply} from '../../../shared/protocol/protocol.gen.ts';
import type {PageState} from './findings.ts';
import type {Reason} from './reason.ts';

export interface HostView {
  /** Absent when the host answers. */
  reason?: Reason;
  status?: StatusReply;
}

export interface TabView {
  tab: number;
  host: HostView;
  /** Absent when Bycatch does not run in this tab's page. */
  state?: PageState;
}

export interface CardsView {
  cards: Card[];
  reason?: Reason;
}
