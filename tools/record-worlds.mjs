// Records what an earlier version does in the worlds of test/worlds/recorded, as test/fixtures/recorded-worlds/before.json:
//   git worktree add --detach ../before 0d36537
//   node tools/record-worlds.mjs ../before
// The dependencies of this version serve both: the parts that are recorded (agent, core, config) need ini alone.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const before = process.argv[2];
if (before === undefined) {
  console.error(
    'comwatch: node tools/record-worlds.mjs FOLDER (a checkout of the earlier version)',
  );
  process.exit(2);
}
const folder = mkdtempSync(join(tmpdir(), 'recorded-worlds-'));

async function load(file, name) {
  const outfile = join(folder, `${name}.mjs`);
  await build({
    entryPoints: [file],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    nodePaths: [join(root, 'node_modules')],
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
}

const { runAgent } = await load(resolve(before, 'src/agent/agent.ts'), 'agent');
const { parseConfig } = await load(resolve(before, 'src/config/load.ts'), 'load');
const { ScriptedWorld, MEMORY_BYTES } = await load(
  join(root, 'test/worlds/recorded/scripted-world.ts'),
  'world',
);
const { recorded, twoApplications } = await load(
  join(root, 'test/worlds/recorded/scripts.ts'),
  'scripts',
);

const records = {};
for (const [name, { script }] of Object.entries({ ...recorded, twoApplications })) {
  const loaded = parseConfig(script.ini, '/comwatch/monitor.ini');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  const { config } = loaded;
  const world = new ScriptedWorld(script, config.com?.witerezultMs ?? 0);
  records[name] = await world.run((signal) =>
    runAgent(config, portsOf(world, config), { once: false }, signal),
  );
}
writeFileSync(
  join(root, 'test/fixtures/recorded-worlds/before.json'),
  `${JSON.stringify(records, null, 1)
    .replaceAll(/\[\s+(\d+),\s+/g, '[$1, ')
    .replaceAll(/,\s+("[^"]*")\s+\]/g, ', $1]')}\n`,
);
rmSync(folder, { recursive: true });
for (const [name, { stops, calls }] of Object.entries(records)) {
  console.log(`${name}: ${stops.length} stops, ${calls.length} calls`);
}

/** The ports of the earlier version. */
function portsOf(world, config) {
  let isProven = false;
  return {
    clock: world.clock,
    hostName: 'SRV01',
    readMachine: async () => ({
      hostName: 'SRV01',
      osVersion: 'Windows Server 2022',
      logicalProcessors: 8,
      physicalMemoryBytes: MEMORY_BYTES,
      powershellVersion: '5.1.20348.1',
      languageMode: 'FullLanguage',
      culture: 'ru-RU',
      executionPolicies: [],
      canStopOthers: true,
    }),
    sample: async () => ({
      ok: true,
      sample: {
        source: 'cim',
        takenAtMs: world.clock.monotonicMs(),
        takenUntilMs: world.clock.monotonicMs(),
        generation: 1,
        rows: world.rows(),
        dropped: 0,
      },
    }),
    minimumSpacingMs: () => 1_000,
    stop: async (target) => outcomeOf(await world.stop(target)),
    notify: () => undefined,
    journal: (event) => note(world, event),
    brakeStore: {
      load: async () => ({ kind: 'absent' }),
      save: async () => ({ written: Promise.resolve(true) }),
    },
    readApplication: async () => ({
      ok: true,
      found: {
        appId: world.script.server ? `{${world.script.server.host.appId}}` : null,
        classId: '{5B1E3B52-6C53-4A53-9F0E-6D4A0C9F1E77}',
        name: 'ФронтОфис',
        instancePids: [],
        registered: { bits64: true, bits32: false },
        ambiguous: false,
        detail: '',
      },
    }),
    com: config.com && {
      probe: async ({ keepPending }) => {
        const answer = await world.call();
        const pending = keepPending && answer.kind === 'hangs' && { pending: answer.pending };
        return { ...answerOf(answer, config.com), ...pending };
      },
      proven: {
        load: async () => isProven,
        save: async () => (isProven = true),
      },
    },
    family: () => new Set(),
  };
}

function note({ record, clock }, { action, fields = {} }) {
  const atMs = clock.monotonicMs();
  const pid = fields['process.pid'];
  if (action === 'plan') record.plans.push([atMs, pid, fields['comwatch.plan']]);
  if (action === 'suspect' && pid !== undefined) {
    record.suspects.push([atMs, pid, fields['comwatch.suspect.rule']]);
  }
  if (action === 'brake-on') record.brake.push([atMs, 'on']);
  if (action === 'brake-off') record.brake.push([atMs, 'off']);
}

function outcomeOf(answer) {
  switch (answer) {
    case 'stopped':
      return { kind: 'stopped', tookMs: 40 };
    case 'gone':
      return { kind: 'gone' };
    case 'survived':
      return { kind: 'survived', waitedMs: 2_000, detail: 'still running' };
    default:
      return { kind: 'refused', reason: answer, detail: answer };
  }
}

function answerOf(answer, { refusePattern }) {
  const failed = (failureClass, stage, hresult, message, tookMs) => ({
    kind: 'failed',
    failure: { failureClass, stage, hresult, name: '', message },
    times: { activate: 5, authorize: tookMs },
  });
  switch (answer.kind) {
    case 'ok':
      return {
        kind: 'ok',
        times: { activate: 5, authorize: answer.tookMs, 'session-info': 5, 'log-out': 5 },
        sessionEnd: 'logged-out',
        logOutFault: '',
      };
    case 'hangs':
      return failed('timeout', 'authorize', null, 'no answer', answer.tookMs);
    case 'host-ended':
      return failed(
        'rpc',
        'authorize',
        '0x800706BE',
        'The remote procedure call failed',
        answer.tookMs,
      );
    case 'errs': {
      const isRefused = refusePattern.test(answer.text);
      return failed(isRefused ? 'refused' : 'error', 'authorize', null, answer.text, 20);
    }
  }
}
