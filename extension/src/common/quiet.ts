// What a person asked not to be told again, on this computer: `tag:facemask`, `dataset:aflw`, `hint:licence`.

const KEY = 'quiet';
const MAX_QUIET = 1000;

export async function readQuiet(): Promise<ReadonlySet<string>> {
  const stored: Record<string, unknown> = await chrome.storage.local.get(KEY);
  const list = stored[KEY];
  return new Set(Array.isArray(list) ? list.filter(name => typeof name === 'string') : []);
}

export async function addQuiet(name: string): Promise<void> {
  const names = [...(await readQuiet())].filter(other => other !== name);
  await chrome.storage.local.set({[KEY]: [...names, name].slice(-MAX_QUIET)});
}

export async function removeQuiet(names: readonly string[]): Promise<void> {
  const left = [...(await readQuiet())].filter(name => !names.includes(name));
  await chrome.storage.local.set({[KEY]: left});
}

/** Calls `changed` whenever the list is another. Returns how to stop. */
export function watchQuiet(changed: () => void): () => void {
  const listener = (changes: Record<string, unknown>, area: string): void => {
    if (area === 'local' && KEY in changes) changed();
  };
  chrome.storage.onChanged.addListener(listener);
  return () => chrome.storage.onChanged.removeListener(listener);
}
