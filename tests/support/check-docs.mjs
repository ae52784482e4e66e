// What documents say is true: their links lead somewhere, the commands in them exist with the options that they name, the
// files that they name are there, and what follows a `$` prints what stands below it.
import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {bycatchProgram} from './bycatch_command.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const git = (...words) => execFileSync('git', words, {cwd: root, encoding: 'utf8'});
const documents = git('ls-files', '-co', '--exclude-standard', '*.md').trim().split('\n');
const ours = readFileSync(join(root, 'run'), 'utf8');
const problems = [];
const home = mkdtempSync(join(tmpdir(), 'bycatch-docs-'));
const env = {...process.env, BYCATCH_HOME: join(home, 'data'), HOME: home};

/** The help of a command, by its words; undefined when there is none. */
const helps = new Map();
function helpOf(words) {
  const key = words.join(' ');
  if (!helps.has(key)) {
    const {status, stdout} = spawnSync(bycatchProgram(), [...words, '--help'], {
      env,
      encoding: 'utf8',
    });
    helps.set(key, status === 0 ? stdout : undefined);
  }
  return helps.get(key);
}

const isSubcommand = (help, word) =>
  new RegExp(`^ {2}${word}( |$)`, 'm').test(help.split(/^Subcommands:/m)[1] ?? '');

/** What is wrong with a command line that begins with `bycatch`. */
function wrongWith(line) {
  const words = line.split(/\s+/).slice(1);
  const path = [];
  let help = helpOf([]);
  while (/^[a-z-]+$/.test(words[0] ?? '') && isSubcommand(help, words[0])) {
    path.push(words.shift());
    help = helpOf(path);
  }
  if (path.length === 0 && !words[0]?.startsWith('-')) return `no command ${words[0] ?? ''}`;
  const known = `${help}\n${helpOf([])}`;
  return words
    .map(word => /^--[a-z][a-z-]*/.exec(word)?.[0])
    .filter(option => option && !new RegExp(`${option}(?![a-z-])`).test(known))
    .map(option => `no ${option} of ${['bycatch', ...path].join(' ')}`)[0];
}

function checkCode(document, code) {
  for (const one of code.split(/\n|\||;|&&/)) {
    const line = one
      .replace(/#.*$/, '')
      .trim()
      .replace(/^\$ /, '')
      .replace(/^sudo /, '');
    const isPattern = /[[(…]/.test(line);
    if (line.startsWith('bycatch ') && !isPattern) {
      const wrong = wrongWith(line);
      if (wrong) problems.push(`${document}: \`${line}\`: ${wrong}`);
    }
    const [, part] = /^\.\/run ([a-z]+)/.exec(line) ?? [];
    if (part && !new RegExp(`^ {2}${part}\\)`, 'm').test(ours))
      problems.push(`${document}: \`${line}\`: ./run has no ${part}`);
    for (const [file] of line.matchAll(
      /\b(?:tests|extension|shared|native-host|manifests)\/[\w./-]+\.(?:mjs|sh|ts|tsx|cpp|h|json|svg|png)\b/g,
    ))
      if (!existsSync(join(root, file))) problems.push(`${document}: ${file} is not there`);
  }
}

/** What follows a `$`, and what it prints. */
function checkTrials(document, block) {
  if (!block.startsWith('$ ')) return;
  for (const trial of block.split(/^\$ /m).slice(1)) {
    const [command, ...printed] = trial.trimEnd().split('\n');
    const path = `${dirname(bycatchProgram())}:${process.env.PATH}`;
    const {stdout} = spawnSync('bash', ['-c', command], {
      env: {...env, PATH: path},
      encoding: 'utf8',
    });
    if (stdout.trimEnd() !== printed.join('\n'))
      problems.push(`${document}: \`${command}\` prints\n${stdout}and not\n${printed.join('\n')}`);
  }
}

for (const document of documents) {
  const text = readFileSync(join(root, document), 'utf8');
  const blocks = [...text.matchAll(/^```\w*\n([\s\S]*?)^```/gm)].map(([, code]) => code);
  const prose = text.replace(/^```\w*\n[\s\S]*?^```/gm, '');
  for (const [, target] of prose.matchAll(/\]\(([^)#\s]+)[^)]*\)/g)) {
    const isElsewhere = /^[a-z]+:/.test(target);
    if (!isElsewhere && !existsSync(join(root, dirname(document), target)))
      problems.push(`${document}: link to ${target}`);
  }
  const indented = prose
    .split('\n')
    .filter(line => line.startsWith('    '))
    .join('\n');
  const spans = [...prose.matchAll(/`([^`\n]+)`/g)].map(([, code]) => code);
  for (const code of [...blocks, indented, ...spans]) checkCode(document, code);
  for (const block of blocks) checkTrials(document, block);
}
rmSync(home, {recursive: true, force: true});
for (const problem of problems) console.error(problem);
console.log(`check-docs: ${documents.length} documents`);
process.exit(problems.length > 0 ? 1 : 0);
