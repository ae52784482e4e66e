// The watch list and its news, as the host keeps them.
import {useCallback, useEffect, useState} from 'preact/hooks';
import type {Watch} from '../../../../shared/protocol/protocol.gen.ts';
import type {PageQuestion} from '../../common/messages.ts';
import type {HostAnswer} from '../../common/views.ts';
import type {WatchedNews} from '../../common/watched-news.ts';
import {askHost, only} from '../use-host.ts';
import {watchedWords} from './watched-word.ts';

/** Why a change was not made. */
export type Refusal = 'none' | 'full' | 'store';

export interface Watches {
  /** Undefined while the host has not told them. */
  all?: Watch[];
  news?: WatchedNews;
  refusal?: Refusal;
  /** Resolves to whether all of it is watched now. */
  add: (written: string) => Promise<boolean>;
  remove: (watch: Watch) => void;
  seen: () => void;
}

type View = Pick<Watches, 'all' | 'news'>;

export function useWatches(): Watches {
  const [view, setView] = useState<View>({});
  const [refusal, setRefusal] = useState<Refusal>();
  const load = useCallback(async () => setView(await read()), []);
  useEffect(() => {
    void load();
    const again = (): void => {
      if (document.visibilityState === 'visible') void load();
    };
    document.addEventListener('visibilitychange', again);
    return () => document.removeEventListener('visibilitychange', again);
  }, [load]);

  const change = async (questions: PageQuestion[]): Promise<boolean> => {
    const answers: HostAnswer[] = [];
    for (const question of questions) answers.push(await askHost(question));
    const refused = refusalOf(answers);
    setRefusal(refused);
    await load();
    return refused === undefined;
  };
  return {
    ...view,
    ...(refusal && {refusal}),
    add: written => change(watchedWords(written).map(word => ({verb: 'watch', ...word}))),
    remove: ({platform, kind, id}) =>
      void change([{verb: 'unwatch', platform, kind: kind as 'tag', word: id}]),
    seen: () =>
      void change(view.news ? [{verb: 'watch_seen', generation: view.news.generation}] : []),
  };
}

/** One site may have no such tag; that is no refusal as long as the other has. */
function refusalOf(answers: readonly HostAnswer[]): Refusal | undefined {
  const refused = answers.filter(answer => only(answer, 'done').length === 0);
  if (answers.length > refused.length && refused.every(({code}) => code === 'not_checkable'))
    return undefined;
  if (refused.some(({code}) => code === 'too_large')) return 'full';
  const isWord = refused.every(({code}) => code === 'not_checkable');
  return isWord ? 'none' : 'store';
}

async function read(): Promise<View> {
  const [list] = only(await askHost({verb: 'watches'}), 'watches');
  if (!list) return {};
  const [told] = only(await askHost({verb: 'watch_news'}), 'watch_news');
  const news =
    told && told.news.length > 0 ? {generation: told.generation, news: told.news} : undefined;
  return {all: list.watches, ...(news && {news})};
}
