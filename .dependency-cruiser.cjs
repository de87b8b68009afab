/** Imports point one way: main -> cli -> compose -> agent -> core; adapters implement ports; core imports only core. */
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
      'core-observing-is-the-lowest',
      { path: '^src/core/observing/' },
      { path: '^src/core/(judging|acting|telling)/' },
      'what was seen knows nothing of what is judged',
    ),
    forbid(
      'core-judging-below-acting-and-telling',
      { path: '^src/core/judging/' },
      { path: '^src/core/(acting|telling)/' },
      'a verdict knows nothing of what comes of it',
    ),
    forbid(
      'core-acting-below-telling',
      { path: '^src/core/acting/' },
      { path: '^src/core/telling/' },
      'a deed knows nothing of how it is told',
    ),
    forbid(
      'agent-observing-knows-no-check',
      { path: '^src/agent/observing/' },
      { path: '^src/agent/(limits|com|acting)/' },
      'the process table has one owner; the checks stand on it',
    ),
    forbid(
      'checks-stand-side-by-side',
      { path: '^src/agent/(limits|com)/' },
      { path: '^src/agent/(limits|com)/', pathNot: '^src/agent/$1/' },
      'the two checks know observing, not each other',
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
      {
        pathNot:
          '^src/(texts|core)/|^src/config/(expected|pattern|problem|kinds|schema|setting|transaction)\\.ts$',
      },
      'texts import texts and what they put in words',
    ),
    forbid(
      'config-below',
      { path: '^src/config/' },
      { path: '^src/(adapters|compose|cli|agent|main)' },
      'configuration knows no adapter',
    ),
    forbid(
      'agent-sees-ports',
      { path: '^src/agent' },
      { path: '^src/(adapters|compose|cli|main)' },
      'the agent is given its adapters',
    ),
    forbid(
      'adapters-below',
      { path: '^src/adapters/' },
      { path: '^src/(compose|cli|agent|main)' },
      'adapters do not know who uses them',
    ),
    forbid(
      'adapters-apart',
      { path: '^src/adapters/([^/]+)/' },
      { path: '^src/adapters/', pathNot: '^src/adapters/($1|files|clock)' },
      'one adapter does not reach into another',
    ),
    forbid(
      'simulation-needs-no-world',
      { path: '^src/simulation/' },
      { pathNot: '^src/(simulation|agent|core)/|^src/(ports|config/config)\\.ts$' },
      'a simulated world drives the agent; nothing of it touches the real one',
    ),
    forbid(
      'simulation-below-cli',
      { path: '^src/(agent|core|adapters|config|compose|texts)/|^src/ports' },
      { path: '^src/simulation/' },
      'what is simulated does not know it',
    ),
    forbid(
      'compose-below-cli',
      { path: '^src/compose/' },
      { path: '^src/(cli|main)' },
      'commands use the composition',
    ),
    forbid(
      'doctor-between-compose-and-cli',
      { path: '^src/(adapters|agent|compose|config|core|texts)/' },
      { path: '^src/doctor/' },
      'the doctor uses the composition; only its command uses the doctor',
    ),
    forbid(
      'doctor-below-cli',
      { path: '^src/doctor/' },
      { path: '^src/(cli|main)' },
      'steps give values; the command shows them',
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
