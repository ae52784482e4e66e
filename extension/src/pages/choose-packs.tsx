// Packs of the feed by a press: what each is and costs, which are held, and how far their loading is.
import {useCallback, useEffect, useState} from 'preact/hooks';
import type {ErrorCode, OfferedPack, RunState} from '../../../shared/protocol/protocol.gen.ts';
import {text} from '../common/i18n.ts';
import type {PageQuestion} from '../common/messages.ts';
import {megabytes} from './megabytes.ts';
import {PackTable} from './pack-table.tsx';
import {askHost, only} from './use-host.ts';

export interface PacksUnderWay {
  state: RunState;
  done: number;
  whole: number;
  /** Of the feed, when it was asked for them and none were chosen since. */
  packs: OfferedPack[];
  /** The organisation says which are held. */
  managed: boolean;
  /** What went wrong last. */
  code?: ErrorCode;
}

export interface PackChoice {
  packs: PacksUnderWay;
  ask: () => void;
  hold: (ids: string[]) => void;
}

const POLL_MS = 500;
export const NO_PACKS_ASKED: PacksUnderWay = {
  state: 'none',
  done: 0,
  whole: 0,
  packs: [],
  managed: false,
};

/** `onChange` is called when packs have come. */
export function usePacks(onChange: () => void): PackChoice {
  const [packs, setPacks] = useState(NO_PACKS_ASKED);
  const [isHolding, setHolding] = useState(false);
  const put = useCallback(async (question: PageQuestion) => {
    const answer = await askHost(question);
    const [told] = only(answer, 'sync_progress');
    if (told) setPacks(told);
    else setPacks({...NO_PACKS_ASKED, state: 'failed', ...(answer.code && {code: answer.code})});
  }, []);
  const isRunning = packs.state === 'running';
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => void put({verb: 'sync_progress'}), POLL_MS);
    return () => clearInterval(timer);
  }, [isRunning, put]);
  useEffect(() => {
    if (packs.state === 'done' && isHolding) onChange();
  }, [packs.state, isHolding, onChange]);
  return {
    packs: isHolding ? {...packs, packs: []} : packs,
    ask: () => {
      setHolding(false);
      void put({verb: 'sync_list'});
    },
    hold: ids => {
      setHolding(true);
      void put({verb: 'sync_packs', packs: ids});
    },
  };
}

export function ChoosePacks({packs: underWay, ask, hold}: PackChoice) {
  const {state, done, whole, packs, managed, code} = underWay;
  const isRunning = state === 'running';
  return (
    <div class="choose-packs" data-packs={state}>
      <p>
        <button type="button" class="action" disabled={isRunning} onClick={ask}>
          {text('packsAsk')}
        </button>
      </p>
      <p class="soft">{text('packsAskEffect')}</p>
      {state === 'done' && packs.length > 0 && (
        <Offer packs={packs} isLocked={managed} onHold={hold} />
      )}
      <p role="status" aria-live="polite">
        {isRunning && (
          <>
            <progress aria-label={text('packsAsk')} {...(whole > 0 && {value: done, max: whole})} />{' '}
            {whole > 0
              ? text('packsLoading', megabytes(done), megabytes(whole))
              : text('packsAsking')}
          </>
        )}
        {state === 'done' &&
          packs.length === 0 &&
          text(code === undefined ? 'packsDone' : 'packsPartly')}
        {state === 'failed' && text(code === 'no_feed' ? 'packsNoFeed' : 'packsFailed')}
        {!isRunning && code !== undefined && code !== 'no_feed' && (
          <>
            {' '}
            <code dir="ltr">{code}</code>
          </>
        )}
      </p>
      {state === 'failed' && (
        <code dir="ltr">
          {code === 'no_feed' ? 'bycatch sync --feed URL --root FILE' : 'bycatch sync'}
        </code>
      )}
    </div>
  );
}

function Offer({
  packs,
  isLocked,
  onHold,
}: {
  packs: OfferedPack[];
  isLocked: boolean;
  onHold: (ids: string[]) => void;
}) {
  const [chosen, setChosen] = useState(
    () => new Set(packs.filter(pack => pack.chosen).map(({id}) => id)),
  );
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    setChosen(next);
  };
  return (
    <form
      onSubmit={event => {
        event.preventDefault();
        onHold([...chosen]);
      }}
    >
      {isLocked && <p>{text('packsManaged')}</p>}
      <PackTable
        rows={packs.map(({id, title, keys, size_bytes}) => ({
          id,
          name: (
            <label>
              <input
                type="checkbox"
                checked={chosen.has(id)}
                disabled={isLocked}
                onChange={() => toggle(id)}
              />{' '}
              <bdi>{title || id}</bdi>
            </label>
          ),
          records: keys,
          size_bytes,
          isCounted: chosen.has(id),
        }))}
      />
      {!isLocked && (
        <p>
          <button type="submit" class="action">
            {text('packsHold')}
          </button>
        </p>
      )}
    </form>
  );
}
