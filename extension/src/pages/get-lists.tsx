// Public lists by a press: the host has its program load them, and says how far that is.
import {useCallback, useEffect, useState} from 'preact/hooks';
import type {ErrorCode, RunState} from '../../../shared/protocol/protocol.gen.ts';
import {text} from '../common/i18n.ts';
import {askHost, only} from './use-host.ts';

export interface ListsUnderWay {
  state: RunState;
  done: number;
  whole: number;
  /** What went wrong last. */
  code?: ErrorCode;
}

const POLL_MS = 500;
const FAILED: ListsUnderWay = {state: 'failed', done: 0, whole: 0};

/** `onChange` is called when lists have come. */
export function useLists(onChange: () => void): {lists: ListsUnderWay; get: () => void} {
  const [lists, setLists] = useState<ListsUnderWay>({state: 'none', done: 0, whole: 0});
  const ask = useCallback(async (verb: 'import_public' | 'import_progress') => {
    const answer = await askHost({verb});
    const [progress] = only(answer, 'import_progress');
    if (progress) setLists(progress);
    else setLists({...FAILED, ...(answer.code && {code: answer.code})});
  }, []);
  const isRunning = lists.state === 'running';
  useEffect(() => {
    if (!isRunning) return undefined;
    const timer = setInterval(() => void ask('import_progress'), POLL_MS);
    return () => clearInterval(timer);
  }, [isRunning, ask]);
  useEffect(() => {
    if (lists.state === 'done') onChange();
  }, [lists.state, onChange]);
  return {lists, get: () => void ask('import_public')};
}

export function GetLists({lists, get}: {lists: ListsUnderWay; get: () => void}) {
  const {state, done, whole, code} = lists;
  return (
    <div class="get-lists" data-lists={state}>
      <p>
        <button type="button" class="action" disabled={state === 'running'} onClick={get}>
          {text('getLists')}
        </button>
      </p>
      <p class="soft">{text('getListsEffect')}</p>
      <p role="status" aria-live="polite">
        {state === 'running' && (
          <>
            <progress aria-label={text('getLists')} {...(whole > 0 && {value: done, max: whole})} />{' '}
            {whole > 0 ? text('getListsRunning', done, whole) : text('getListsStarting')}
          </>
        )}
        {state === 'done' && text(code === undefined ? 'getListsDone' : 'getListsPartly')}
        {state === 'failed' && text('getListsFailed')}
        {(state === 'failed' || state === 'done') && code !== undefined && (
          <>
            {' '}
            <code dir="ltr">{code}</code>
          </>
        )}
      </p>
    </div>
  );
}
