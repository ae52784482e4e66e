import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {expect, test} from 'vitest';

const root = path.resolve(import.meta.dirname, '../..');
const locales = path.join(root, 'extension/_locales');

interface Message {
  message: string;
  description?: string;
}

const read = (language: string): Record<string, Message> =>
  JSON.parse(readFileSync(path.join(locales, language, 'messages.json'), 'utf8'));
const english = read('en');

/** All text in which a key can stand: sources and manifests. */
function sources(folder: string): string {
  return readdirSync(path.join(root, folder), {recursive: true, encoding: 'utf8'})
    .filter(file => /\.(tsx?|json)$/.test(file))
    .map(file => readFileSync(path.join(root, folder, file), 'utf8'))
    .join('\n');
}
const used = sources('extension/src') + sources('manifests/extension');

const FORMS = /_(zero|one|two|few|many|other)$/;

test('locales: every key is used', () => {
  const unused = Object.keys(english).filter(key => {
    const base = key.replace(FORMS, '');
    return !used.includes(`'${base}'`) && !used.includes(`__MSG_${base}__`);
  });
  expect(unused).toEqual([]);
});

test('locales: every key a manifest names is there', () => {
  const named = [...used.matchAll(/__MSG_(\w+)__/g)].map(([, key]) => key ?? '');
  expect(named.filter(key => !english[key])).toEqual([]);
});

test('locales: every message says what it is for', () => {
  const silent = Object.entries(english).filter(([, {description}]) => !description);
  expect(silent.map(([key]) => key)).toEqual([]);
});

test('locales: keys are of letters, digits and one sign', () => {
  expect(Object.keys(english).filter(key => !/^[a-z][A-Za-z]*(_(one|other))?$/.test(key))).toEqual(
    [],
  );
});

test('locales: whoever has one form of a sentence has them all', () => {
  const keys = Object.keys(english);
  const ones = keys.filter(key => key.endsWith('_one')).map(key => key.replace(FORMS, ''));
  const others = keys.filter(key => key.endsWith('_other')).map(key => key.replace(FORMS, ''));
  expect(ones).toEqual(others);
});

test('locales: nobody is told that a photo is safe', () => {
  const wrong = Object.entries(english).filter(([, {message}]) =>
    /\b(safe|clean|your face|found you)\b/i.test(message),
  );
  expect(wrong.map(([key]) => key)).toEqual([]);
});

test.each(readdirSync(locales).filter(language => language !== 'en'))(
  'locales: %s is complete',
  language => {
    const forms = new Set(
      new Intl.PluralRules(language.replace('_', '-')).resolvedOptions().pluralCategories,
    );
    const translated = read(language);
    const missing = Object.keys(english).filter(key => {
      const form = FORMS.exec(key)?.[1];
      return (
        !translated[key] &&
        (form === undefined || form === 'other' || forms.has(form as Intl.LDMLPluralRule))
      );
    });
    expect(missing).toEqual([]);
  },
);

test('locales: the store takes the description', () => {
  expect(english.extensionDescription?.message.length).toBeLessThanOrEqual(132);
});
