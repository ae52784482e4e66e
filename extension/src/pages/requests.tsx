// Letters to those who hold a dataset, and what became of them.
import {render} from 'preact';
import {text} from '../common/i18n.ts';
import {ReasonNotice} from './notice.tsx';
import {PageFrame} from './page-frame.tsx';
import {NoRoute} from './requests/no-route.tsx';
import {RequestsUnknown, RequestTable} from './requests/request-table.tsx';
import {useRequests} from './requests/use-requests.ts';
import {WriteRequest} from './requests/write-request.tsx';
import {startPage} from './start-page.ts';
import {useAddress} from './use-address.ts';
import {useAllCards} from './use-host.ts';

function RequestsPage() {
  const [view, id] = useAddress();
  const {cards, reason, retry} = useAllCards();
  const {all, reason: untold, kept, failure, draft, mark, retry: askAgain} = useRequests();
  const names = new Map(cards?.map(card => [card.id, card] as const));
  return (
    <PageFrame page="requests" title={text('requestsTitle')} lead={text('requestsLead')}>
      {(reason ?? untold) && (
        <ReasonNotice
          reason={reason ?? untold ?? 'internal'}
          onRetry={() => {
            retry();
            askAgain();
          }}
        />
      )}
      {failure && (
        <section class="notice" data-notice="not-kept" role="alert">
          <h2>{text('requestsNotKept')}</h2>
          <p>{text(failure === 'full' ? 'requestsFullStep' : 'requestsNotKeptStep')}</p>
        </section>
      )}
      {all && <RequestTable requests={all} names={names} onMark={mark} />}
      {untold && <RequestsUnknown kept={kept} names={names} />}
      {cards && (
        <WriteRequest
          key={id ?? ''}
          cards={cards}
          dataset={view === 'new' ? id : undefined}
          onDrafted={draft}
        />
      )}
      {cards && <NoRoute cards={cards} />}
    </PageFrame>
  );
}

render(<RequestsPage />, startPage('requestsTitle'));
