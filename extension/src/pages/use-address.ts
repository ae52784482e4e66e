import {useEffect, useState} from 'preact/hooks';

/** The parts of the page's own address behind the #: "#/dataset/ffhq" is ["dataset", "ffhq"]. */
export function partsOf(hash: string): string[] {
  try {
    return hash
      .replace(/^#\/?/, '')
      .split('/')
      .map(decodeURIComponent)
      .filter(part => part !== '');
  } catch {
    return [];
  }
}

export function useAddress(): string[] {
  const [parts, setParts] = useState(() => partsOf(location.hash));
  useEffect(() => {
    const changed = (): void => setParts(partsOf(location.hash));
    addEventListener('hashchange', changed);
    return () => removeEventListener('hashchange', changed);
  }, []);
  return parts;
}

export const datasetAddress = (id: string): string =>
  `/pages/ledger.html#/dataset/${encodeURIComponent(id)}`;
export const requestAddress = (id: string): string =>
  `/pages/requests.html#/new/${encodeURIComponent(id)}`;
