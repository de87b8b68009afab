/** Objects of monitoring: the agent as it ships, real processes, a COM server that can hang. */
import { spawn, type ChildProcess } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentStatus } from '../../src/core/telling/status.js';
import { prepareComServer, registered } from '../support/com-server.js';
import { ROOT } from '../support/paths.js';

const out = (...words: string[]) => join(ROOT, 'out', ...words);

export const hasProgram = (path: string) => existsSync(path);

/** Ports of the tests; Zabbix takes none above 32767. */
export const port = (at: number) => 22_000 + ((process.pid * 10) % 10_000) + at;

export async function until(what: () => unknown, why: string, deadlineMs = 120_000): Promise<void> {
  const endMs = Date.now() + deadlineMs;
  for (;;) {
    const seen = await Promise.resolve(what()).catch(() => false);
    if (seen) return;
    if (Date.now() > endMs) throw new Error(`waited in vain: ${why}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Name of the watched application, in the sections of the configuration. */
export const APPLICATION = 'ФронтОфис';

export class MonitoredWorld {
  readonly folder = mkdtempSync(join(tmpdir(), 'comwatch-monitored-'));
  readonly image = `mon${process.pid.toString(36)}.exe`;
  readonly statusFile = join(this.folder, 'state', 'status.json');
  readonly #children: ChildProcess[] = [];
  readonly #program = out('demo', this.image);
  readonly #server;
  agent: ChildProcess | undefined;

  constructor(listenPort: number) {
    mkdirSync(out('demo'), { recursive: true });
    copyFileSync(out('workload', 'dllhost.exe'), this.#program);
    this.#server = prepareComServer({
      dllhost: this.#program,
      comTarget: out('com-target', 'ComTarget.dll'),
      edge: {
        EDGE_USE_CORECLR: '1',
        EDGE_NATIVE: out('edge', 'edge_coreclr.node'),
        EDGE_BOOTSTRAP_DIR: out('edge', 'bootstrap'),
      },
    });
    writeFileSync(
      join(this.folder, 'monitor.ini'),
      `[monitor]
max_stops = 1
[powershell]
path = ${join(ROOT, 'test', 'stand-ins', 'pwsh-with-stand-ins')}
[status]
listen = 127.0.0.1:${listenPort}
[shellprocess ${APPLICATION}]
name = ${this.image}
source = process
delay = 500 ms
cpu_window = 1 s
grace = 3 s
maxcpuprocent = 10
maxmemoryprocent = 60
[commethod ${APPLICATION}]
sysname = ФронтОфис
login = monitor
delay = 1 s
time_cache = 1 h
witerezult = 2 s
unload_on = none
`,
    );
  }

  start(): void {
    this.agent = spawn(
      process.execPath,
      [join(ROOT, 'dist', 'main.js'), 'run', '--config', join(this.folder, 'monitor.ini')],
      { stdio: 'ignore', env: { ...process.env, ...this.#server.environment } },
    );
    this.#children.push(this.agent);
  }

  status(): AgentStatus {
    return JSON.parse(readFileSync(this.statusFile, 'utf8')) as AgentStatus;
  }

  /** A process over its limit. */
  burn(): void {
    const words = ['burn', '100', '4', `/Processid:${registered.appId}`];
    const burning = spawn(this.#program, [...words, '--with-parent'], { stdio: 'ignore' });
    this.#children.push(burning);
    // On a busy machine it would not get the CPU that it tries to burn.
    if (burning.pid !== undefined && process.getuid?.() === 0) setPriority(burning.pid, -10);
  }

  hang(): void {
    this.#server.become('hang');
  }

  signal(pid: number | undefined, signal: NodeJS.Signals): void {
    if (pid !== undefined) process.kill(pid, signal);
  }

  close(): void {
    for (const each of this.#children) each.kill('SIGKILL');
    this.#server.close();
  }
}
