import type {ComponentChildren} from 'preact';
import type {Key} from '../common/i18n.ts';
import {text} from '../common/i18n.ts';

/** The pages with an address of their own, in the order of the way between them. */
export const PAGES = {
  ledger: 'ledgerTitle',
  photos: 'photosTitle',
  requests: 'requestsTitle',
  check: 'pageCheck',
  options: 'pageOptions',
  setup: 'pageSetup',
  diagnostics: 'pageDiagnostics',
} as const satisfies Record<string, Key>;

export type PageName = keyof typeof PAGES;

/** The links to the pages; the one that is shown is no link to press. */
export function PageLinks({
  current,
  isPopup = false,
}: {
  current?: PageName | undefined;
  /** A popup has no room for a page: it opens in a tab. */
  isPopup?: boolean;
}) {
  return (
    <ul>
      {Object.entries<Key>(PAGES).map(([page, name]) => (
        <li key={page}>
          <a
            href={`/pages/${page}.html`}
            {...(isPopup && {target: '_blank'})}
            {...(page === current && {'aria-current': 'page'})}
          >
            {text(name)}
          </a>
        </li>
      ))}
    </ul>
  );
}

/** A page in a tab of its own. */
export function PageFrame({
  page,
  title,
  lead,
  wide = false,
  children,
}: {
  /** Absent on a page that is not on the way between them. */
  page?: PageName;
  title: string;
  lead?: string;
  wide?: boolean;
  children: ComponentChildren;
}) {
  return (
    <div class={wide ? 'frame wide' : 'frame'}>
      <header class="frame-head">
        <span class="brand">
          <img src="/icons/icon-48.png" alt="" />
          {text('extensionName')}
        </span>
        <nav aria-label={text('pagesNav')}>
          <PageLinks current={page} />
        </nav>
      </header>
      <div>
        <h1>{title}</h1>
        {lead !== undefined && <p class="frame-lead">{lead}</p>}
      </div>
      {children}
    </div>
  );
}
