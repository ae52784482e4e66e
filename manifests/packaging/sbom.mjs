// What is in a release, as SPDX 2.3: the libraries that the programs are linked with, and those that are part of the
// extension's pages.
//   node manifests/packaging/sbom.mjs VERSION SECONDS PROGRAM... > FILE      SECONDS since 1970: when it was made
import {execFileSync} from 'node:child_process';
import {readFileSync, realpathSync} from 'node:fs';

const [version, seconds, ...programs] = process.argv.slice(2);
const run = (command, ...words) => execFileSync(command, words, {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']});
const read = file => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));

/** Debian's packages of the libraries that a program is loaded with, as [name, version]. */
function librariesOf(program) {
  const files = [...run('ldd', program).matchAll(/=> (\/\S+)/g)].map(([, file]) => file);
  return files.map(file => {
    // The database knows files by where they lay before /lib became a link.
    const known = [file, realpathSync(file), file.replace(/^\/usr/, ''), `/usr${file}`];
    for (const one of known) {
      try {
        const [name] = run('dpkg', '-S', one).split(':');
        return [name, run('dpkg-query', '-W', '-f', '${Version}', name.trim())];
      } catch {
        // under another of its names
      }
    }
    throw new Error(`no package has ${file}`);
  });
}

const linked = new Map(programs.flatMap(librariesOf).sort());
const {dependencies = {}} = read('package.json');
const {packages} = read('package-lock.json');
/** With all that they need in turn. */
function bundle(names, all = new Set()) {
  for (const name of names) {
    if (all.has(name)) continue;
    all.add(name);
    bundle(Object.keys(packages[`node_modules/${name}`].dependencies ?? {}), all);
  }
  return all;
}
const bundled = [...bundle(Object.keys(dependencies))].sort().map(name => {
  const {version: its, license} = packages[`node_modules/${name}`];
  return {name, versionInfo: its, licenseDeclared: license, externalRefs: [ref(`pkg:npm/${name}@${its}`)]};
});

function ref(referenceLocator) {
  return {referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator};
}
const spdx = ({name, versionInfo, licenseDeclared = 'NOASSERTION', externalRefs = []}) => ({
  SPDXID: `SPDXRef-${name.replace(/[^A-Za-z0-9.]/g, '-')}`,
  name,
  versionInfo,
  downloadLocation: 'NOASSERTION',
  filesAnalyzed: false,
  licenseConcluded: 'NOASSERTION',
  licenseDeclared,
  copyrightText: 'NOASSERTION',
  externalRefs,
});
const own = spdx({name: 'bycatch', versionInfo: version, licenseDeclared: 'Apache-2.0'});
const parts = [
  ...bundled,
  ...[...linked].map(([name, its]) => ({
    name,
    versionInfo: its,
    externalRefs: [ref(`pkg:deb/debian/${name}@${encodeURIComponent(its)}`)],
  })),
].map(spdx);
const relation = (from, relationshipType, to) => ({spdxElementId: from, relationshipType, relatedSpdxElement: to});
const document = {
  spdxVersion: 'SPDX-2.3',
  dataLicense: 'CC0-1.0',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: `bycatch-${version}`,
  documentNamespace: `https://bycatch.org/spdx/bycatch-${version}`,
  creationInfo: {
    created: new Date(Number(seconds) * 1000).toISOString().replace('.000', ''),
    creators: ['Organization: Bycatch'],
  },
  packages: [own, ...parts],
  relationships: [
    relation('SPDXRef-DOCUMENT', 'DESCRIBES', own.SPDXID),
    ...parts.map(({SPDXID}) => relation(own.SPDXID, 'DEPENDS_ON', SPDXID)),
  ],
};
process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
