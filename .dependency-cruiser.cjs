// Who may use whom in the extension. tests/support/check-dependencies.mjs runs this and proves that it can fail.
const src = 'extension/src';

/** Each folder, and all it may import besides itself. `protocol` is the generated types. */
const MAY_USE = {
  content: ['sites', 'common', 'protocol'],
  compose: ['sites', 'common', 'protocol'],
  sites: ['common', 'protocol'],
  background: ['common', 'protocol'],
  pages: ['common', 'protocol'],
  common: ['protocol'],
};

const pathOf = folder =>
  folder === 'protocol' ? '^shared/protocol/protocol\\.gen\\.ts$' : `^${src}/${folder}/`;

module.exports = {
  forbidden: [
    ...Object.entries(MAY_USE).map(([folder, others]) => ({
      name: `${folder}-uses-only-${others.join('-')}`,
      severity: 'error',
      from: {path: `^${src}/${folder}/`},
      to: {
        pathNot: [
          ...[folder, ...others].map(pathOf),
          ...(folder === 'pages'
            ? [
                '^node_modules/(preact|d3-[a-z]+|internmap)/',
                '^extension/letters/',
                '^shared/catalogue/figures\\.json$',
              ]
            : []),
          ...(folder === 'common' ? [`^extension/_locales/`] : []),
        ],
      },
    })),
    {
      name: 'nothing-uses-tests',
      severity: 'error',
      from: {path: '^extension/'},
      to: {path: '^tests/'},
    },
    {name: 'no-cycle', severity: 'error', from: {path: `^${src}/`}, to: {circular: true}},
    {
      name: 'no-unresolved',
      severity: 'error',
      from: {path: `^${src}/`},
      to: {couldNotResolve: true},
    },
  ],
  options: {
    doNotFollow: {path: 'node_modules'},
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {extensions: ['.ts', '.tsx', '.js', '.mjs', '.json']},
  },
};
