// Every language says all that English says: no key missing, unused or left in English, no placeholder lost, every form
// of a number that the language has, and of no photo that it is safe. extension/LANGUAGES.md says what to do about it.
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';
import {fileURLToPath} from 'node:url';

const root = path.resolve(import.meta.dirname, '../..');
const locales = path.join(root, 'extension/_locales');

const FORMS = /_(zero|one|two|few|many|other)$/;
/** Counts that people meet; a form for whole millions alone, as French has, may be left out. */
const MOST = 10_000;
/** What the stores take. */
const MAX_DESCRIPTION = 132;
/** A promise that no list can keep, of a photo or of anything. */
const NEVER = {
  en: /\b(safe|safely|clean|your face|found you)\b/i,
  de: /\b(sicher\w*|unbedenklich\w*|sauber\w*|gefahrlos\w*)\b/i,
  fr: /(^|[^\p{L}])(sûre?s?|sécurisée?s?|propres?|sans danger)($|[^\p{L}])/iu,
  es: /(^|[^\p{L}])(segur[oa]s?|a salvo|limpi[oa]s?)($|[^\p{L}])/iu,
  pt: /(^|[^\p{L}])(segur[oa]s?|a salvo|limp[oa]s?)($|[^\p{L}])/iu,
  ja: /安全|安心|クリーン|無事/,
  ar: /آمن|بأمان|نظيف|سليم/,
  zh_CN: /安全|干净|清白|放心/,
};
/** The same word as in English, and rightly so. */
const SAME_EVERYWHERE = new Set([
  'extensionName',
  'itemTag',
  'optionsMegabytes',
  'panelTag',
  'platformFlickr',
  'platformInstagram',
  'popupVersionAlone',
  'setupDeb',
  'setupFlatpak',
  'setupMac',
  'setupRpm',
  'setupSnap',
  'setupWindows',
]);
const SAME = {
  de: ['diagnosticsGeneration', 'kindTag', 'rehearsalTags'],
  fr: [
    'cardImages',
    'cardSources',
    'diagnosticsExtension',
    'diagnosticsSite',
    'diagnosticsVersions',
    'itemPhotoWeb',
    'kindTag',
    'optionsSites',
    'pageOptions',
    'popupGroupPhotos',
    'rehearsalDescription',
    'rehearsalTags',
    'tagPhotosLabel',
    'tagPhotos_one',
    'tagPhotos_other',
  ],
  pt: ['diagnosticsSite', 'kindTag', 'optionsSites', 'rehearsalTags'],
};

const placesIn = message => [...new Set(message.match(/\$\d/g) ?? [])].sort().join(' ');
const baseOf = key => key.replace(FORMS, '');
const tagOf = language => language.replace('_', '-');

/** Forms that whole numbers select, each with the number it stands for when there is but one. */
function formsOf(language) {
  const rules = new Intl.PluralRules(tagOf(language));
  const numbers = new Map();
  for (let n = 0; n <= MOST; n++) {
    const form = rules.select(n);
    numbers.set(form, numbers.has(form) ? undefined : n);
  }
  return numbers;
}

/** Keys that a language must have, for the English ones: a plural has as many as the language has forms. */
function keysWanted(english, forms) {
  const plurals = new Set(
    Object.keys(english)
      .filter(key => FORMS.test(key))
      .map(baseOf),
  );
  return Object.keys(english)
    .filter(key => !plurals.has(baseOf(key)))
    .concat([...plurals].flatMap(base => [...forms.keys()].map(form => `${base}_${form}`)));
}

/** What is wrong with one language, a sentence each. */
export function complaints(language, english, translated) {
  const forms = formsOf(language);
  const known = new Set(new Intl.PluralRules(tagOf(language)).resolvedOptions().pluralCategories);
  const wanted = new Set(keysWanted(english, forms));
  const inEnglish = key => (english[key] ?? english[`${baseOf(key)}_other`])?.message;
  const found = [];
  for (const key of wanted) {
    if (!translated[key]?.message) found.push(`${key} is missing; in English: ${inEnglish(key)}`);
  }
  for (const [key, {message}] of Object.entries(translated)) {
    const original = inEnglish(key);
    const form = FORMS.exec(key)?.[1];
    if (original === undefined) found.push(`${key} is no key of English any more: take it out`);
    else if (!wanted.has(key) && !known.has(form)) found.push(`${key} is never shown: take it out`);
    else found.push(...faults(language, key, message, original, forms.get(form)));
  }
  return found;
}

function faults(language, key, message, original, onlyNumber) {
  const found = [];
  const [places, wanted] = [placesIn(message), placesIn(original)];
  // A form for one number alone may spell it out.
  const isSpelled = onlyNumber !== undefined && placesIn(`${message} $1`) === wanted;
  if (places !== wanted && !isSpelled)
    found.push(`${key} has ${places || 'no place to fill'}, English has ${wanted || 'none'}`);
  if (NEVER[language]?.test(message)) found.push(`${key} makes a promise: ${message}`);
  if (language !== 'en' && key !== 'languageTag' && isLeft(language, key, message, original))
    found.push(`${key} is still in English: ${message}`);
  return found;
}

function isLeft(language, key, message, original) {
  const isSame = message === original && /\p{L}{3}/u.test(message.replace(/Bycatch|\$\d/g, ''));
  return isSame && !SAME_EVERYWHERE.has(key) && !(SAME[language] ?? []).includes(key);
}

/** What is wrong with English itself, beside what holds for every language. */
export function englishComplaints(english, sources) {
  const found = [];
  for (const [key, {description}] of Object.entries(english)) {
    const base = baseOf(key);
    if (!/^[a-z][A-Za-z]*(_(one|other))?$/.test(key)) found.push(`${key} is no name for a key`);
    if (!description) found.push(`${key} has no description: translators do not see the page`);
    if (!sources.includes(`'${base}'`) && !sources.includes(`__MSG_${base}__`))
      found.push(`${key} is used nowhere: take it out, of all languages`);
  }
  for (const [, key] of sources.matchAll(/__MSG_(\w+)__/g))
    if (!english[key]) found.push(`${key} is named in a manifest and is not there`);
  return found;
}

export const languages = () => readdirSync(locales).sort();

export const read = language =>
  JSON.parse(readFileSync(path.join(locales, language, 'messages.json'), 'utf8'));

/** All text in which a key can stand: sources and manifests. */
export function allSources() {
  return ['extension/src', 'manifests/extension']
    .flatMap(folder =>
      readdirSync(path.join(root, folder), {recursive: true, encoding: 'utf8'})
        .filter(file => /\.(tsx?|json)$/.test(file))
        .map(file => readFileSync(path.join(root, folder, file), 'utf8')),
    )
    .join('\n');
}

function main() {
  const english = read('en');
  const found = englishComplaints(english, allSources()).map(words => `en: ${words}`);
  for (const language of languages()) {
    const translated = read(language);
    found.push(...complaints(language, english, translated).map(words => `${language}: ${words}`));
    if (translated.languageTag?.message !== tagOf(language))
      found.push(`${language}: languageTag must be ${tagOf(language)}`);
    if ((translated.extensionDescription?.message.length ?? 0) > MAX_DESCRIPTION)
      found.push(`${language}: extensionDescription is longer than ${MAX_DESCRIPTION} characters`);
    if (!NEVER[language]) found.push(`${language}: check-locales.mjs knows no words for NEVER`);
  }
  for (const words of found) process.stderr.write(`check-locales: ${words}\n`);
  if (found.length > 0) {
    process.stderr.write('check-locales: extension/LANGUAGES.md says what to do\n');
    process.exitCode = 1;
  } else process.stdout.write(`check-locales: ${languages().length} languages, all whole\n`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
