import {readFileSync} from 'node:fs';
import path from 'node:path';

const messages: Record<string, {message: string}> = JSON.parse(
  readFileSync(
    path.resolve(import.meta.dirname, '../../extension/_locales/en/messages.json'),
    'utf8',
  ),
);

/** The little of the browser that pure code of ours asks for: its own id and address, and the words in English. */
export function installChrome(): void {
  Object.assign(globalThis, {
    chrome: {
      runtime: {
        id: 'own',
        getManifest: () => ({version: '0.1.0'}),
        getURL: (page: string) => `chrome-extension://own/${page}`,
      },
      i18n: {
        getUILanguage: () => 'en',
        getMessage: (key: string, values: readonly string[] = []) =>
          (messages[key]?.message ?? '').replace(
            /\$(\d)/g,
            (_, place) => values[Number(place) - 1] ?? '',
          ),
      },
    },
  });
}
