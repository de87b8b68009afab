/** The agent shuts down normally, however the end is requested and whatever it is waiting for. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAlive, prepareComServer } from '../support/com-server.js';
import { COM_TARGET, DLLHOST, EDGE_ENV, FAULTY_POWERSHELL } from '../support/paths.js';
import { comwatch, folder, logOf } from '../support/program.js';
import { until } from '../support/shells.js';

const COM = `[commethod]
sysname = ФронтОфис
login = monitor
delay = 1 s
witerezult = 10 min
activation_timeout = 10 min
`;

/** The agent's own last deadline is 5 s; otherwise each of these phases takes a minute or more. */
const LONGEST_MS = 30_000;

function place(com = '') {
  const dir = folder(`[powershell]
path = ${FAULTY_POWERSHELL}
[shellprocess]
name = dllhost-ending.exe
source = process
delay = 200 ms
${com}`);
  const faults = join(dir, 'faults');
  writeFileSync(faults, '');
  return {
    dir,
    faults: (text: string) => writeFileSync(faults, text),
    environment: { LANG: 'en_US.UTF-8', COMWATCH_STAND_IN_FAULTS_FILE: faults },
  };
}

/** PIDs of the processes that the agent has started itself. */
function childrenOf(pid: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return (
          readFileSync(`/proc/${name}/stat`, 'utf8').split(') ')[1]?.split(' ')[1] === String(pid)
        );
      } catch {
        return false;
      }
    })
    .map(Number);
}

const commandOf = (pid: number) => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
};

describe.each(['SIGTERM', 'stop file'] as const)('asked to end by %s', (how) => {
  async function endsInOrder(run: ReturnType<typeof comwatch>, dir: string) {
    const children = childrenOf(run.child.pid ?? 0);
    if (how === 'stop file') {
      await mkdir(join(dir, 'state'), { recursive: true });
      writeFileSync(join(dir, 'state', 'stop'), '');
    } else {
      run.child.kill(how);
    }
    const late = new Promise((resolve) => setTimeout(() => resolve('late'), LONGEST_MS).unref());
    expect(await Promise.race([run.ended, late])).toBe(0);
    await until(() => children.every((pid) => !isAlive(pid)));
  }

  it('while PowerShell starts, before anything is watched', async () => {
    const { dir, faults, environment } = place();
    faults('slow-start=90000');
    const run = comwatch(['run'], dir, environment);
    await until(() =>
      childrenOf(run.child.pid ?? 0).some((pid) => /fault-proxy/.test(commandOf(pid))),
    );
    await endsInOrder(run, dir);
    expect(logOf(dir)).toBe('');
  }, 150_000);

  it('while the shells of the agent start', async () => {
    const { dir, faults, environment } = place();
    const run = comwatch(['run'], dir, environment);
    await until(() => {
      const isOpen = readdirSync(dir).includes('monitor.log');
      if (!isOpen) faults(childrenOf(run.child.pid ?? 0).length > 0 ? 'slow-start=90000' : '');
      return isOpen;
    }, 90_000);
    await endsInOrder(run, dir);
    expect(logOf(dir)).toContain('"agent-stop"');
  }, 150_000);

  it('while the process of the COM check loads', async () => {
    const { dir, environment } = place(COM);
    const run = comwatch(['run'], dir, environment);
    const host = () =>
      childrenOf(run.child.pid ?? 0).find((pid) => /probe-host/.test(commandOf(pid)));
    await until(() => host() !== undefined, 90_000);
    process.kill(host() ?? 0, 'SIGSTOP');
    await endsInOrder(run, dir);
    expect(logOf(dir)).toContain('"agent-stop"');
  }, 150_000);

  it('while a reload waits for its PowerShell', async () => {
    const { dir, faults, environment } = place();
    const run = comwatch(['run'], dir, environment);
    await until(() => run.out.includes('comwatch watches'), 90_000);
    const before = childrenOf(run.child.pid ?? 0);
    faults('slow-start=90000');
    writeFileSync(join(dir, 'state', 'requests', '0123456789abcdef.json'), '{"kind":"reload"}');
    await until(() => childrenOf(run.child.pid ?? 0).some((pid) => !before.includes(pid)));
    await endsInOrder(run, dir);
    expect(logOf(dir)).toContain('"agent-stop"');
    expect(logOf(dir)).not.toContain('reload');
  }, 150_000);

  it('while a call of the server hangs', async () => {
    const server = prepareComServer({ dllhost: DLLHOST, comTarget: COM_TARGET, edge: EDGE_ENV });
    server.become('hang');
    const { dir, environment } = place(COM);
    const run = comwatch(['run'], dir, { ...environment, ...server.environment });
    await until(() => server.isBroken(), 90_000);
    await endsInOrder(run, dir);
    expect(logOf(dir)).toContain('"agent-stop"');
    server.close();
  }, 150_000);
});
