/** Imports point one way: main -> cli -> agent -> core; adapters implement ports; core imports only core. */
const forbid = (name, from, to, comment) => ({ name, severity: 'error', from, to, comment });
module.exports = {
  forbidden: [
    forbid('no-circular', {}, { circular: true }, 'cycles hide the design'),
    forbid(
      'core-is-pure',
      { path: '^src/core/' },
      { pathNot: '^src/core/' },
      'core decides and imports only core',
    ),
    forbid(
      'ports-are-types',
      { path: '^src/ports\\.ts$' },
      { pathNot: '^src/core/' },
      'ports speak of core types only',
    ),
    forbid(
      'texts-are-pure',
      { path: '^src/texts/' },
      { pathNot: '^src/(texts|core)/|^src/config/(problem|kinds|setting)\\.ts$' },
      'texts import texts and the types of what they put in words',
    ),
    forbid(
      'config-below',
      { path: '^src/config/' },
      { path: '^src/(adapters|cli|agent|main)' },
      'configuration knows no adapter',
    ),
    forbid(
      'agent-sees-ports',
      { path: '^src/agent' },
      { path: '^src/(adapters|cli|main)' },
      'the agent is given its adapters',
    ),
    forbid(
      'adapters-below',
      { path: '^src/adapters/' },
      { path: '^src/(cli|agent|main)' },
      'adapters do not know who uses them',
    ),
    forbid(
      'adapters-apart',
      { path: '^src/adapters/([^/]+)/' },
      { path: '^src/adapters/', pathNot: '^src/adapters/($1|files|clock)' },
      'one adapter does not reach into another',
    ),
    forbid('cli-below-main', { path: '^src/cli/' }, { path: '^src/main' }, 'main is the entry'),
    forbid(
      'edge-js-in-the-child-only',
      { path: '^src/', pathNot: '^src/adapters/com/probe-host' },
      { path: 'node_modules/edge-js' },
      'the agent itself never loads edge-js',
    ),
    forbid(
      'product-does-not-import-tests',
      { path: '^src/' },
      { path: '^(test|bench|tools)/' },
      'tests are not shipped',
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
