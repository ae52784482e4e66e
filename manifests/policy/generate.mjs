// Makes what administrators take from schema.json: the extension's managed_schema.json, policy files for Chromium, Chrome,
// Edge and Firefox, a .reg file, ADMX with ADML in three languages, a .mobileconfig and the table in ADMIN.md.
//   node manifests/policy/generate.mjs           writes them
//   node manifests/policy/generate.mjs --check   fails when one of them is stale
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const here = fileURLToPath(new URL('./', import.meta.url));
const root = join(here, '../..');
const read = file => readFileSync(join(root, file), 'utf8');
const {keys} = JSON.parse(read('manifests/policy/schema.json'));
const ids = read('manifests/extension/ids.cmake');
const idOf = which => new RegExp(`BYCATCH_TEST_${which}_ID "([^"]+)"`).exec(ids)[1];
const CHROMIUM_ID = idOf('CHROMIUM');
const FIREFOX_ID = idOf('FIREFOX');
const HOST = 'org.bycatch.host';
const MODES = ['warn', 'confirm', 'block'];
const LANGUAGES = {en: 'en-US', de: 'de-DE', fr: 'fr-FR'};
const words = Object.fromEntries(
  Object.keys(LANGUAGES).map(code => [code, JSON.parse(read(`extension/_locales/${code}/messages.json`))]),
);

const json = value => `${JSON.stringify(value, null, 2)}\n`;
const xml = text => text.replace(/[&<>"]/g, c => ({'&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;'})[c]);
const titleOf = ({say, title}, code) => (say ? words[code][say[0]].message : title[code]);
const textOf = ({say, text}, code) => (say ? words[code][say[1]].message : text[code]);

/** Each key as a policy has it, with its prefix: [name, key, level]. */
const policies = Object.entries(keys).flatMap(([name, key]) =>
  (key.enforcedOnly ? ['enforced'] : ['enforced', 'recommended']).map(level => [`${level}.${name}`, key, level]),
);

/** What stands in the samples: nothing else than as without a policy, but for the name. */
const sample = Object.fromEntries(
  Object.entries(keys)
    .filter(([, key]) => (key.example ?? key.default) !== '')
    .map(([name, key]) => [
    `${key.enforcedOnly ? 'enforced' : 'recommended'}.${name}`,
    key.example ?? key.default,
  ]),
);

const shape = ({type}) => (type === 'mode' ? {type: 'string', enum: MODES} : {type});
const managedSchema = `{
  "type": "object",
  "properties": {
${policies.map(([name, key]) => `    "${name}": ${JSON.stringify(shape(key)).replace(/[:,]/g, "$& ")}`).join(',\n')}
  }
}
`;

const chromium = json({
  NativeMessagingAllowlist: [HOST],
  NativeMessagingUserLevelHosts: false,
  '3rdparty': {extensions: {[CHROMIUM_ID]: sample}},
});
const firefox = json({policies: {'3rdparty': {Extensions: {[FIREFOX_ID]: sample}}}});

const BROWSER_KEYS = ['Google\\Chrome', 'Microsoft\\Edge', 'Chromium'];
function registry() {
  const value = one => (typeof one === 'boolean' ? `dword:0000000${Number(one)}` : `"${one}"`);
  const parts = BROWSER_KEYS.map(browser => {
    const policy = `HKEY_LOCAL_MACHINE\\Software\\Policies\\${browser}`;
    return [
      `[${policy}]`,
      '"NativeMessagingUserLevelHosts"=dword:00000000',
      '',
      `[${policy}\\NativeMessagingAllowlist]`,
      `"1"="${HOST}"`,
      '',
      `[${policy}\\3rdparty\\extensions\\${CHROMIUM_ID}\\policy]`,
      ...Object.entries(sample).map(([name, one]) => `"${name}"=${value(one)}`),
      '',
    ].join('\r\n');
  });
  return `Windows Registry Editor Version 5.00\r\n\r\n${parts.join('\r\n')}`;
}

const idFor = (name, browser) => `${browser.replace(/\W/g, '')}_${name.replace('.', '_')}`;
function admx() {
  const policy = (name, key, level, browser) => {
    const at = `Software\\Policies\\${browser}\\3rdparty\\extensions\\${CHROMIUM_ID}\\policy`;
    const id = idFor(name, browser);
    const head = `    <policy name="${id}" class="Both" displayName="$(string.${name.replace('.', '_')})" explainText="$(string.${name.replace('.', '_')}_text)" key="${at}"`;
    const inside = `      <parentCategory ref="${browser.replace(/\W/g, '')}_${level}" />\n      <supportedOn ref="Any" />`;
    if (key.type === 'boolean') {
      return `${head} valueName="${name}">\n${inside}\n      <enabledValue><decimal value="1" /></enabledValue>\n      <disabledValue><decimal value="0" /></disabledValue>\n    </policy>`;
    }
    const element =
      key.type === 'mode'
        ? `        <enum id="value" valueName="${name}" required="true">\n${MODES.map(mode => `          <item displayName="$(string.mode_${mode})"><value><string>${mode}</string></value></item>`).join('\n')}\n        </enum>`
        : `        <text id="value" valueName="${name}" maxLength="1000" required="true" />`;
    return `${head} presentation="$(presentation.${key.type})">\n${inside}\n      <elements>\n${element}\n      </elements>\n    </policy>`;
  };
  const categories = BROWSER_KEYS.flatMap(browser => {
    const id = browser.replace(/\W/g, '');
    return [
      `    <category name="${id}" displayName="$(string.in_${id})"><parentCategory ref="Bycatch" /></category>`,
      ...['enforced', 'recommended'].map(
        level => `    <category name="${id}_${level}" displayName="$(string.${level})"><parentCategory ref="${id}" /></category>`,
      ),
    ];
  });
  return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitions xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
  <policyNamespaces><target prefix="bycatch" namespace="Bycatch.Policies" /></policyNamespaces>
  <resources minRequiredRevision="1.0" />
  <supportedOn><definitions><definition name="Any" displayName="$(string.any)" /></definitions></supportedOn>
  <categories>
    <category name="Bycatch" displayName="Bycatch" />
${categories.join('\n')}
  </categories>
  <policies>
${BROWSER_KEYS.flatMap(browser => policies.map(([name, key, level]) => policy(name, key, level, browser))).join('\n')}
  </policies>
</policyDefinitions>
`;
}

const FIXED = {
  en: {any: 'Any version', enforced: 'Enforced', recommended: 'Recommended', warn: 'warn', confirm: 'confirm', block: 'block', value: 'Value:'},
  de: {any: 'Jede Version', enforced: 'Vorgeschrieben', recommended: 'Empfohlen', warn: 'warn (hinweisen)', confirm: 'confirm (bestätigen lassen)', block: 'block (zurückhalten)', value: 'Wert:'},
  fr: {any: 'Toute version', enforced: 'Imposé', recommended: 'Recommandé', warn: 'warn (avertir)', confirm: 'confirm (confirmer)', block: 'block (retenir)', value: 'Valeur :'},
};
function adml(code) {
  const fixed = FIXED[code];
  const strings = [
    ['any', fixed.any],
    ['enforced', fixed.enforced],
    ['recommended', fixed.recommended],
    ...MODES.map(mode => [`mode_${mode}`, fixed[mode]]),
    ...BROWSER_KEYS.map(browser => [`in_${browser.replace(/\W/g, '')}`, browser.split('\\').at(-1)]),
    ...policies.flatMap(([name, key]) => [
      [name.replace('.', '_'), titleOf(key, code)],
      [`${name.replace('.', '_')}_text`, textOf(key, code)],
    ]),
  ];
  return `<?xml version="1.0" encoding="utf-8"?>
<policyDefinitionResources xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions" revision="1.0" schemaVersion="1.0">
  <displayName>Bycatch</displayName>
  <description>Bycatch</description>
  <resources>
    <stringTable>
${strings.map(([id, text]) => `      <string id="${id}">${xml(text)}</string>`).join('\n')}
    </stringTable>
    <presentationTable>
      <presentation id="mode"><dropdownList refId="value">${xml(fixed.value)}</dropdownList></presentation>
      <presentation id="string"><textBox refId="value"><label>${xml(fixed.value)}</label></textBox></presentation>
    </presentationTable>
  </resources>
</policyDefinitionResources>
`;
}

function mobileconfig() {
  const value = one => (typeof one === 'boolean' ? `<${one} />` : `<string>${xml(one)}</string>`);
  const payload = (browser, uuid) => `    <dict>
      <key>PayloadType</key><string>${browser}.extensions.${CHROMIUM_ID}</string>
      <key>PayloadIdentifier</key><string>org.bycatch.policy.${browser}</string>
      <key>PayloadUUID</key><string>${uuid}</string>
      <key>PayloadVersion</key><integer>1</integer>
${Object.entries(sample)
  .map(([name, one]) => `      <key>${name}</key>${value(one)}`)
  .join('\n')}
    </dict>`;
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
  <key>PayloadDisplayName</key><string>Bycatch</string>
  <key>PayloadIdentifier</key><string>org.bycatch.policy</string>
  <key>PayloadType</key><string>Configuration</string>
  <key>PayloadScope</key><string>System</string>
  <key>PayloadUUID</key><string>5B0B3C6E-7F0E-4D1C-9C57-2F3B1A9D0E11</string>
  <key>PayloadVersion</key><integer>1</integer>
  <key>PayloadContent</key>
  <array>
${payload('com.google.Chrome', '8E2A4A57-1D0C-4B0B-8B7B-0C2B6E1F4D22')}
${payload('com.microsoft.Edge', 'C1F7D1C2-3B5D-4E8A-9C0F-6D4E2A7B8F33')}
  </array>
</dict>
</plist>
`;
}

/** The table of keys in ADMIN.md, between its marks. */
function guide(file) {
  const [from, to] = ['<!-- keys: generated -->\n', '<!-- end of keys -->'];
  const text = readFileSync(file, 'utf8');
  const [start, end] = [text.indexOf(from) + from.length, text.indexOf(to)];
  const rows = Object.entries(keys).map(
    ([name, key]) =>
      `| \`${name}\` | ${key.type === 'mode' ? MODES.map(mode => `\`${mode}\``).join(', ') : key.type} | ${key.default === '' ? '' : `\`${key.default}\``} | ${key.enforcedOnly ? 'enforced' : 'both'} | ${titleOf(key, 'en')}. ${textOf(key, 'en')} |`,
  );
  return `${text.slice(0, start)}| key | values | default | | what it does |\n|---|---|---|---|---|\n${rows.join('\n')}\n${text.slice(end)}`;
}

const files = {
  'manifests/extension/managed_schema.json': managedSchema,
  'manifests/policy/chromium.json': chromium,
  'manifests/policy/firefox.json': firefox,
  'manifests/policy/windows/bycatch.reg': registry(),
  'manifests/policy/windows/bycatch.admx': admx(),
  ...Object.fromEntries(
    Object.entries(LANGUAGES).map(([code, tag]) => [`manifests/policy/windows/${tag}/bycatch.adml`, adml(code)]),
  ),
  'manifests/policy/macos/bycatch.mobileconfig': mobileconfig(),
  'manifests/policy/ADMIN.md': guide(join(here, 'ADMIN.md')),
};
let isStale = false;
for (const [name, text] of Object.entries(files)) {
  const file = join(root, name);
  if (existsSync(file) && readFileSync(file, 'utf8') === text) continue;
  if (process.argv.includes('--check')) {
    console.error(`${name} is not what schema.json gives: node manifests/policy/generate.mjs`);
    isStale = true;
    continue;
  }
  mkdirSync(dirname(file), {recursive: true});
  writeFileSync(file, text);
}
process.exit(isStale ? 1 : 0);
