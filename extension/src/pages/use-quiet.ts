import {useEffect, useState} from 'preact/hooks';
import {readQuiet, watchQuiet} from '../common/quiet.ts';

/** What is not to be said, kept current while the page is open. */
export function useQuiet(): ReadonlySet<string> {
  const [quiet, setQuiet] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const load = (): void => void readQuiet().then(setQuiet);
    load();
    return watchQuiet(load);
  }, []);
  return quiet;
}
