// The ledger, own photos and requests, each in every state.
import type {ComponentChildren} from 'preact';
import {cards} from './component-states.ts';
import {Charts} from './ledger/charts.tsx';
import {DatasetPage} from './ledger/dataset-page.tsx';
import {DatasetTable} from './ledger/dataset-table.tsx';
import {PageFrame} from './page-frame.tsx';
import {ResultView} from './photos/result-view.tsx';
import {WatchView} from './photos/watch-view.tsx';
import {datasetStates, requestStates, resultStates} from './record-states.ts';
import {NoRoute} from './requests/no-route.tsx';
import {RequestsUnknown, RequestTable} from './requests/request-table.tsx';
import {WriteRequest} from './requests/write-request.tsx';
import {watchStates} from './watch-states.ts';

const nothing = (): void => undefined;
const all = [...cards.values()];

function Sample({name, children}: {name: string; children: ComponentChildren}) {
  return (
    <section class="sample wide" data-component={name} aria-label={name.replace('-', ' ')}>
      {children}
    </section>
  );
}

export function Records() {
  return (
    <>
      <Sample name="ledger-table">
        <PageFrame title="Example">
          <DatasetTable cards={all} />
        </PageFrame>
      </Sample>
      <Sample name="ledger-charts">
        <PageFrame title="Example">
          <Charts cards={all} />
        </PageFrame>
      </Sample>
      {datasetStates.map(([name, card]) => (
        <Sample key={name} name={`dataset-${name}`}>
          <PageFrame title={card.name}>
            <DatasetPage card={card} cards={all} />
          </PageFrame>
        </Sample>
      ))}
      {resultStates.map(([name, result]) => (
        <Sample key={name} name={`photos-${name}`}>
          <ResultView result={result} names={cards} onRetry={nothing} />
        </Sample>
      ))}
      {requestStates.map(([name, requests]) => (
        <Sample key={name} name={`requests-${name}`}>
          <RequestTable requests={requests} names={cards} onMark={nothing} />
        </Sample>
      ))}
      <Sample name="requests-unknown">
        <RequestsUnknown kept={requestStates[1]?.[1] ?? []} names={cards} />
      </Sample>
      {watchStates.map(([name, state]) => (
        <Sample key={name} name={`watch-${name}`}>
          <WatchView
            {...state}
            names={cards}
            today="2026-11-25"
            add={async () => false}
            remove={nothing}
            seen={nothing}
          />
        </Sample>
      ))}
      <Sample name="requests-write">
        <WriteRequest cards={all} dataset="example-faces" onDrafted={async () => true} />
        <NoRoute cards={all} />
      </Sample>
    </>
  );
}
