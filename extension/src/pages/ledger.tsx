// The catalogue as a person would explore it: the datasets, charts over all of them, and each by itself.
import {render} from 'preact';
import {useEffect} from 'preact/hooks';
import {text} from '../common/i18n.ts';
import {Charts} from './ledger/charts.tsx';
import {DatasetPage} from './ledger/dataset-page.tsx';
import {DatasetTable} from './ledger/dataset-table.tsx';
import {ReasonNotice} from './notice.tsx';
import {PageFrame} from './page-frame.tsx';
import {startPage} from './start-page.ts';
import {useAddress} from './use-address.ts';
import {useAllCards} from './use-host.ts';

function Ledger() {
  const [view, id] = useAddress();
  const {cards, reason, retry} = useAllCards();
  const card = view === 'dataset' ? cards?.find(one => one.id === id) : undefined;
  const title = card?.name ?? text('ledgerTitle');
  useEffect(() => {
    document.title = title;
    scrollTo(0, 0);
  }, [title]);
  return (
    <PageFrame page="ledger" title={title} wide={view !== 'dataset'}>
      {view === 'dataset' ? (
        <p class="no-print">
          <a href="#/">{text('ledgerAll')}</a>
        </p>
      ) : (
        <nav class="views no-print" aria-label={text('ledgerViews')}>
          <a href="#/" {...(view !== 'charts' && {'aria-current': 'page'})}>
            {text('ledgerTable')}
          </a>
          <a href="#/charts" {...(view === 'charts' && {'aria-current': 'page'})}>
            {text('ledgerCharts')}
          </a>
        </nav>
      )}
      {reason && <ReasonNotice reason={reason} onRetry={retry} />}
      {!cards && !reason && <p role="status">{text('popupLoading')}</p>}
      {cards && view === undefined && <DatasetTable cards={cards} />}
      {cards && view === 'charts' && <Charts cards={cards} />}
      {cards && card && <DatasetPage card={card} cards={cards} />}
      {cards && view === 'dataset' && !card && <p>{text('ledgerNoSuch')}</p>}
    </PageFrame>
  );
}

render(<Ledger />, startPage('ledgerTitle'));
