// What the background answers to the extension's own pages.
import type {
  Answer,
  Card,
  ErrorCode,
  Reply,
  StatusReply,
} from '../../../shared/protocol/protocol.gen.ts';
import type {Draft} from './draft.ts';
import type {Finding, PageState} from './findings.ts';
import type {Reason} from './reason.ts';
import type {WatchedNews} from './watched-news.ts';

/** Findings kept for one page; a person reads no more. */
export const MAX_FINDINGS = 500;

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
  /** Of what is watched; absent when there is none that was not seen. */
  news?: WatchedNews;
}

/** Of one photo: what was found, or that nothing was, or why it could not be checked. */
export interface CheckView {
  findings: Finding[];
  /** Absent when nothing was compared. */
  answer?: Answer;
  reason?: Reason;
}

export interface CardsView {
  cards: Card[];
  reason?: Reason;
}

export interface HostAnswer {
  replies: Reply[];
  /** Why there are none. */
  reason?: Reason;
  /** The host's own word for it, when it said no. */
  code?: ErrorCode;
}

export interface DraftView {
  /** Absent when no post is being prepared. */
  draft?: Draft;
}
