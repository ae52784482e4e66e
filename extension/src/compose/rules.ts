// When a post is held back until somebody says that it may go on: by a person's own choice, or by an organisation's.
import type {Platform} from '../../../shared/protocol/protocol.gen.ts';
import type {Helpdesk} from '../common/draft.ts';
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
const MAX_HELPDESK_CHARS = 300;
const MAX_URL_CHARS = 1000;

/** Modes are an organisation's alone: what it merely recommends is not one. Other values count as none. */
export function rulesFor(platform: Platform, {values, locked, enforced}: SettingsInForce): Rules {
  const site = platform === 'flickr' ? 'Flickr' : 'Instagram';
  const mode = (name: PolicyKey): Mode => MODES.find(one => one === enforced[name]) ?? 'warn';
  const words = (name: PolicyKey, max: number): string | undefined => {
    const value = enforced[name];
    return typeof value === 'string' && value !== '' ? value.slice(0, max) : undefined;
  };
  const organisation = words('organisation', MAX_ORGANISATION_CHARS);
  const asks = words('helpdeskText', MAX_HELPDESK_CHARS);
  const url = words('helpdeskUrl', MAX_URL_CHARS);
  const helpdesk: Helpdesk = {
    ...(asks !== undefined && {text: asks}),
    // A page or a mail; what else a link could start is not taken.
    ...(url !== undefined && /^(?:https:\/\/|mailto:)/i.test(url) && {url}),
  };
  return {
    asksFirst: values.askFirst,
    isAskingSet: locked.has('askFirst'),
    copy: mode(`mode${site}Copy`),
    tag: mode(`mode${site}Tag`),
    unchecked: mode('onUncheckable'),
    ...(organisation !== undefined && {organisation}),
    ...(Object.keys(helpdesk).length > 0 && {helpdesk}),
  };
}

export const NO_RULES: Rules = {
  asksFirst: false,
  isAskingSet: false,
  copy: 'warn',
  tag: 'warn',
  unchecked: 'warn',
};
