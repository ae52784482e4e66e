// Checks what no type can: that every fact of the catalogue has a source, that its files fit together, and that some
// tags are never warned of.
//   node shared/catalogue/check.mjs [FOLDER]
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Ajv from 'ajv/dist/2020.js';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = process.argv[2] ?? here;
const protocol = JSON.parse(readFileSync(new URL('../protocol/protocol.schema.json', import.meta.url), 'utf8'));
const own = JSON.parse(readFileSync(new URL('catalogue.schema.json', import.meta.url), 'utf8'));

const ajv = new Ajv({ allErrors: true, strict: false });
ajv.addSchema(protocol).addSchema(own);
const schema = (file, name) => ajv.getSchema(`https://bycatch.example/${file}.schema.json#/$defs/${name}`);
const isCard = schema('protocol', 'Card');
const isExtra = schema('catalogue', 'CardExtra');
const isAdvisoryFile = schema('catalogue', 'AdvisoryFile');
const isFiguresFile = schema('catalogue', 'FiguresFile');
const isSourcesFile = schema('catalogue', 'SourcesFile');

const kNeverAdvised = ['no_cv', 'nocv', 'nyc', 'gymlife', 'wedding']; // an opt-out, two examples in a README, a word to look up
const kNeedNoSource = ['id', 'test', 'made_up', 'references', 'sourced'];

let wrongs = 0;
const wrong = (file, what) => {
  console.error(`${file}: ${what}`);
  wrongs += 1;
};
const shown = (check) => check.errors.map(({ instancePath, message }) => `${instancePath || '/'} ${message}`).join('; ');
const isEmpty = (value) => Array.isArray(value) && value.length === 0;
const normal = (tag) => tag.normalize('NFKC').toLowerCase().normalize('NFC');

function read(under) {
  const names = readdirSync(join(folder, under)).filter((name) => name.endsWith('.json') && !name.endsWith('schema.json'));
  return names.map((name) => {
    const path = join(under, name);
    const text = readFileSync(join(folder, path), 'utf8');
    // A Flickr account or an Instagram asset name; e-mail addresses are meant to be there.
    if (!path.includes('bycatch-test') && /\d{5,11}@N\d\d|\d{6,10}_\d{12,20}_\d{8,20}/.test(text)) {
      wrong(path, 'names somebody: an identifier stands in it');
    }
    return { path, content: JSON.parse(text) };
  });
}

function checkCard({ path, content }) {
  const { sourced = {}, made_up, ...card } = content;
  if (!isExtra({ sourced, ...(made_up === undefined ? {} : { made_up }) })) wrong(path, shown(isExtra));
  if ('children' in card) wrong(path, 'children follow from the parents and are not written down');
  if (!isCard({ ...card, children: [] })) wrong(path, shown(isCard));
  if (basename(path) !== `${card.id}.json`) wrong(path, 'is not named after its id');
  for (const [field, places] of Object.entries(sourced)) {
    if (!(field in card)) wrong(path, `sourced.${field}: no such field`);
    if (places.some((place) => place >= card.references.length)) wrong(path, `sourced.${field}: no such reference`);
  }
  for (const [field, value] of Object.entries(card)) {
    if (!made_up && !kNeedNoSource.includes(field) && !isEmpty(value) && !sourced[field]) wrong(path, `${field} has no source`);
  }
  if (card.collected_from > card.collected_to) wrong(path, 'collected backwards in time');
  if (card.list?.of < card.list?.rows) wrong(path, 'the list is longer than what it lists');
}

function checkFamily(cards) {
  const byId = new Map(cards.map(({ content }) => [content.id, content]));
  for (const { path, content } of cards) {
    for (const parent of content.parents ?? []) if (!byId.has(parent)) wrong(path, `parent ${parent} has no card`);
    const line = [...(content.parents ?? [])];
    for (let at = 0; at < line.length && line.length <= cards.length; at += 1) {
      if (line[at] === content.id) wrong(path, 'descends from itself');
      else line.push(...(byId.get(line[at])?.parents ?? []).filter((parent) => !line.includes(parent)));
    }
  }
}

function checkAdvisories(files, ids) {
  const advised = new Set();
  const key = (platform, tag) => `${platform} ${normal(tag)}`;
  for (const { path, content } of files) {
    if (!isAdvisoryFile(content)) {
      wrong(path, shown(isAdvisoryFile));
      continue;
    }
    if (!ids.has(content.dataset)) wrong(path, `dataset ${content.dataset} has no card`);
    if (content.dataset !== protocol['x-constants'].test_dataset && !content.unknown) wrong(path, 'does not say what is unknown');
    const seen = new Set();
    for (const { tag } of content.tags) {
      if (tag !== normal(tag)) wrong(path, `${tag} is not written in its normal form`);
      if (seen.has(normal(tag))) wrong(path, `${tag} stands twice`);
      seen.add(normal(tag));
      if (kNeverAdvised.includes(normal(tag))) wrong(path, `${tag} must never be warned of`);
      if (normal(tag) === 'facemask' && content.level !== 'inferred') wrong(path, 'no source names #facemask: it is inferred');
      for (const platform of content.platforms) advised.add(key(platform, tag));
    }
  }
  for (const { path, content } of files.filter(({ content }) => isAdvisoryFile(content))) {
    for (const platform of content.platforms) {
      for (const other of content.tags.flatMap(({ instead }) => instead ?? [])) {
        if (advised.has(key(platform, other))) wrong(path, `${other} is advised against and cannot stand instead`);
      }
    }
  }
}

function checkFigures({ path, content }, ids) {
  if (!isFiguresFile(content)) return wrong(path, shown(isFiguresFile));
  for (const { id, figures, references } of content.sets) {
    for (const { what, dataset, sourced } of figures) {
      if (dataset && !ids.has(dataset)) wrong(path, `${id}: dataset ${dataset} has no card`);
      if (sourced.some((place) => place >= references.length)) wrong(path, `${id}: ${what}: no such reference`);
    }
  }
}

function checkSources({ path, content }, ids) {
  if (!isSourcesFile(content)) return wrong(path, shown(isSourcesFile));
  const seen = new Set();
  for (const { dataset, url, licence, restricted } of content.sources) {
    if (!ids.has(dataset)) wrong(path, `dataset ${dataset} has no card`);
    if (seen.has(`${dataset} ${url}`)) wrong(path, `${dataset} has a source twice`);
    seen.add(`${dataset} ${url}`);
    if (restricted && !licence) wrong(path, `${dataset} is restricted by a licence that is not told`);
  }
}

const files = read('.');
const cards = files.filter(({ path }) => !['figures.json', 'sources.json'].includes(path));
const ids = new Set(cards.map(({ content }) => content.id));
cards.forEach(checkCard);
checkFamily(cards);
const advisories = read('advisories');
checkAdvisories(advisories, ids);
for (const file of files.filter(({ path }) => path === 'figures.json')) checkFigures(file, ids);
for (const file of files.filter(({ path }) => path === 'sources.json')) checkSources(file, ids);
console.log(`${cards.length} cards, ${advisories.length} files of advisories: ${wrongs || 'nothing'} wrong`);
process.exit(wrongs ? 1 : 0);
