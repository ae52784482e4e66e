// When a post is held back until somebody says that it may go on: by a person's own choice, or by an organisation's.
import type {Platform} from '../../../shared/protocol/protocol.gen.ts';
import type {Helpdesk} from '../common/helpdesk.ts';
import {helpdeskIn} from '../common/helpdesk.ts';
import type {SettingsInForce} from '../common/settings.ts';

/** What follows from a finding: it is said; it is asked about; the post is held back for good. Mildest first. */
export const MODES = ['warn', 'confirm', 'block'] as const;
export type Mode = (typeof MODES)[number];

export interface Rules {
  /** The site gets no file before the person says so. */
  asksFirst: boolean;
  copy: Mode;
  tag: Mode;
  /** What follows when it could not be checked; `warn` unless an organisation wants otherwise. */
  unchecked: Mode;
  /** Whose rules these are, and where one asks about them, as far as it is told. */
  organisation?: string;
  helpdesk?: Helpdesk;
  /** `asksFirst` is an organisation's. */
  isAskingSet: boolean;
}

/** Keys that only an organisation sets, and enforces. */
export const POLICY_ONLY = [
  'modeFlickrCopy',
  'modeFlickrTag',
  'modeInstagramCopy',
  'modeInstagramTag',
  'onUncheckable',
  'organisation',
  'helpdeskText',
  'helpdeskUrl',
  'events',
] as const;
type PolicyKey = (typeof POLICY_ONLY)[number];

const MAX_ORGANISATION_CHARS = 80;

/** Modes are an organisation's alone: what it merely recommends is not one. Other values count as none. */
export function rulesFor(platform: Platform, {values, locked, enforced}: SettingsInForce): Rules {
  const site = platform === 'flickr' ? 'Flickr' : 'Instagram';
  const mode = (name: PolicyKey): Mode => MODES.find(one => one === enforced[name]) ?? 'warn';
  const {organisation} = enforced;
  const isNamed = typeof organisation === 'string' && organisation !== '';
  const helpdesk = helpdeskIn(enforced);
  return {
    asksFirst: values.askFirst,
    isAskingSet: locked.has('askFirst'),
    copy: mode(`mode${site}Copy`),
    tag: mode(`mode${site}Tag`),
    unchecked: mode('onUncheckable'),
    ...(isNamed && {organisation: organisation.slice(0, MAX_ORGANISATION_CHARS)}),
    ...(helpdesk && {helpdesk}),
  };
}

export const NO_RULES: Rules = {
  asksFirst: false,
  isAskingSet: false,
  copy: 'warn',
  tag: 'warn',
  unchecked: 'warn',
};
