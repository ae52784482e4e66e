// The check of the languages itself: each fault is planted once and seen.
import {expect, test} from 'vitest';
import {complaints, englishComplaints, languages, read} from '../support/check-locales.mjs';

interface Message {
  message: string;
  description?: string;
}
type Messages = Record<string, Message>;

const said = (message: string, description?: string): Message => ({
  message,
  ...(description !== undefined && {description}),
});
const english: Messages = {
  greeting: said('Good morning, $1', 'Said in the morning'),
  photos_one: said('$1 photo', 'A number of photos'),
  photos_other: said('$1 photos', 'A number of photos'),
};
const german: Messages = {
  greeting: said('Guten Morgen, $1'),
  photos_one: said('Ein Foto'),
  photos_other: said('$1 Fotos'),
};

test('languages: eight are whole', () => {
  expect(languages()).toEqual(['ar', 'de', 'en', 'es', 'fr', 'ja', 'pt', 'zh_CN']);
  const en = read('en');
  expect(languages().flatMap(one => complaints(one, en, read(one)))).toEqual([]);
});

test('languages: a whole one has no complaint; one number alone may be spelled out', () => {
  expect(complaints('de', english, german)).toEqual([]);
});

test.each<[string, Messages, RegExp]>([
  ['a key is missing', {greeting: undefined as never}, /^greeting is missing; in English: Good/],
  ['a form is missing', {photos_other: undefined as never}, /^photos_other is missing/],
  ['a key is left over', {farewell: said('Bis bald')}, /^farewell is no key of English/],
  ['a form is never shown', {photos_few: said('$1 Fotos')}, /^photos_few is never shown/],
  ['a place is lost', {greeting: said('Guten Morgen')}, /^greeting has no place to fill/],
  ['a place is another', {greeting: said('Guten Morgen, $2')}, /^greeting has \$2/],
  ['a number is lost where it varies', {photos_other: said('Fotos')}, /^photos_other has no/],
  ['a key is still in English', {greeting: said('Good morning, $1')}, /^greeting is still in/],
  ['a promise is made', {greeting: said('Sie sind sicher, $1')}, /^greeting makes a promise/],
])('languages: it is seen when %s', (_fault, change, complaint) => {
  const changed = Object.fromEntries(
    Object.entries({...german, ...change}).filter(([, message]) => message !== undefined),
  );
  expect(complaints('de', english, changed)).toEqual([expect.stringMatching(complaint)]);
});

test('languages: Arabic has six forms, Japanese one', () => {
  expect(complaints('ar', english, {}).length).toBe(1 + 6);
  expect(complaints('ja', english, {}).length).toBe(1 + 1);
});

test('languages: an English key that is unused, unnamed or unexplained is seen', () => {
  const sources = `text('greeting') plural('photos')`;
  expect(englishComplaints(english, sources)).toEqual([]);
  expect(englishComplaints({...english, idle: said('Idle', 'Never')}, sources)).toHaveLength(1);
  expect(englishComplaints({...english, greeting: said('Hello')}, sources)).toHaveLength(1);
  expect(englishComplaints(english, `${sources} __MSG_name__`)).toHaveLength(1);
});
