// Stands in for the agent (main.mjs) in the tests of install.ps1. Behaviour of the version: behaviour.json beside it.
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
  appendFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = dirname(fileURLToPath(import.meta.url));
const version = basename(folder);
const behaviour = JSON.parse(readFileSync(join(folder, 'behaviour.json'), 'utf8'));
const [command, ...rest] = process.argv.slice(2);
const config = rest[rest.indexOf('--config') + 1];
const text = readFileSync(config, 'utf8');
const ran = process.env.COMWATCH_STAND_IN_RAN;

switch (command) {
  case 'check-config':
    if (!text.includes('nonsense')) process.exit(0);
    process.stderr.write('monitor.ini:1 nonsense: неизвестный ключ\n');
    process.exit(2);
    break;
  case 'protect':
    writeFileSync(config, text.replace(/^(password\s*=\s*)(?!dpapi:)\S+/gm, '$1dpapi:stand-in'));
    process.exit(0);
    break;
  case 'config':
    process.stdout.write(['[mail] host', ...(behaviour.keys ?? [])].join('\n'));
    process.exit(0);
    break;
  case 'run':
    run();
    break;
  default:
    process.exit(1);
}

function run() {
  const state = join(dirname(config), 'state');
  mkdirSync(state, { recursive: true });
  appendFileSync(ran, `${version}\n`);
  const health = join(state, 'health.json');
  const stop = join(state, 'stop');
  const status = join(state, 'status.json');
  rmSync(health, { force: true });
  rmSync(status, { force: true });
  rmSync(stop, { force: true });
  if (behaviour.exits) process.exit(3);
  if (behaviour.healthy) {
    const report = { version, pid: process.pid, healthySince: new Date().toISOString() };
    const { probe, isPaused, isOld } = behaviour;
    const application = {
      progid: probe === undefined ? null : 'meAppServer.AppServer',
      probe: probe === undefined || probe === 'lasts' ? null : { outcome: probe },
      pause: isPaused ? { withCalls: false } : null,
    };
    const sources = [{ image: 'dllhost.exe', lastSampleUnixMs: Date.now() }];
    const said = { form: 1, version, pid: process.pid, sources, applications: [application] };
    setTimeout(() => {
      writeFileSync(health, JSON.stringify(report));
      if (!isOld) writeFileSync(status, JSON.stringify(said));
    }, 200);
  }
  setInterval(() => {
    if (!existsSync(stop) || behaviour.deaf) return;
    rmSync(health, { force: true });
    rmSync(status, { force: true });
    rmSync(stop, { force: true });
    appendFileSync(ran, `${version} stopped when asked\n`);
    process.exit(0);
  }, 50);
  // A test that died must not leave it behind.
  setTimeout(() => process.exit(4), 120_000);
}
