/** Parts of a run: agent, hosts, COM server, mail server, disk, clock, and the shells' faults. */
import { copyFileSync, cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { prepareComServer } from '../support/com-server.js';
import { mailSection } from '../support/ini.js';
import { Agents } from './agents.js';
import { Disk } from './disk.js';
import { Hosts } from './hosts.js';
import { MailServer } from './mail-server.js';

const root = process.cwd();
const out = (...words: string[]) => join(root, 'out', ...words);
const MEMORY_LIMIT_MB = 120;

export class World {
  /** A name that no other process of this machine has: the agent watches and stops processes by it. */
  readonly image = `chaos${process.pid.toString(36)}.exe`;
  readonly folder = out(`chaos-${process.pid}`);
  readonly disk: Disk;
  readonly hosts: Hosts;
  readonly server;
  readonly mail = new MailServer();
  readonly agents: Agents;
  /** Server processes with a fault by request: stopping one of them is right. */
  readonly broken = new Set<number>();
  onStopped: () => void = () => undefined;

  constructor() {
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    const hostProgram = join(this.folder, this.image);
    copyFileSync(out('workload', 'dllhost.exe'), hostProgram);
    this.disk = new Disk(join(this.folder, 'disk'));
    this.hosts = new Hosts(hostProgram, () => this.onStopped());
    this.server = prepareComServer({
      dllhost: hostProgram,
      comTarget: out('com-target', 'ComTarget.dll'),
      edge: {
        EDGE_USE_CORECLR: '1',
        EDGE_NATIVE: out('edge', 'edge_coreclr.node'),
        EDGE_BOOTSTRAP_DIR: out('edge', 'bootstrap'),
      },
    });
    for (const each of ['clock', 'faults', 'memory']) writeFileSync(this.#file(each), '');
    this.agents = new Agents({
      main: join(root, 'dist', 'main.js'),
      preload: join(root, 'test', 'chaos', 'stand-in-time.mjs'),
      config: this.#file('monitor.ini'),
      mark: this.image,
      hostProgram,
      environment: {
        PATH: process.env['PATH'],
        HOME: process.env['HOME'],
        LANG: 'en_US.UTF-8',
        ...this.server.environment,
        COMWATCH_CHAOS_CLOCK: this.#file('clock'),
        COMWATCH_CHAOS_MEMORY: this.memoryFile,
        COMWATCH_STAND_IN_FAULTS_FILE: this.#file('faults'),
      },
    });
  }

  get memoryFile(): string {
    return this.#file('memory');
  }

  /** The log and its older files, oldest first. */
  get logs(): readonly string[] {
    const names = readdirSync(this.disk.folder).filter((name) => name.startsWith('monitor.log'));
    return names
      .sort((a, b) => b.localeCompare(a, 'en', { numeric: true }))
      .map((name) => join(this.disk.folder, name));
  }

  async open(): Promise<void> {
    writeFileSync(this.#file('monitor.ini'), this.#configuration(await this.mail.open()));
    this.agents.start();
  }

  moveClock(ms: number): void {
    writeFileSync(this.#file('clock'), String(ms));
  }

  /** Faults of the shells: see ../stand-ins/README.md. */
  shellFaults(text: string): void {
    writeFileSync(this.#file('faults'), text);
  }

  /** Notes whether the process in service has taken up its fault. */
  watchServer(): void {
    const last = this.server.pids().at(-1);
    if (last !== undefined && this.server.isBroken()) this.broken.add(last);
  }

  /** Number of checks that have reached a COM server. */
  checks(): number {
    return this.server.calls().filter((call) => call === 'authorize').length;
  }

  get outbox(): readonly string[] {
    try {
      return readdirSync(join(this.disk.folder, 'state', 'outbox'));
    } catch {
      return [];
    }
  }

  /** Ends at once; nothing of the run is left except the content of `folder`. */
  kill(): void {
    this.hosts.kill();
    this.agents.kill();
    this.server.close();
  }

  /** Copies the log from the disk, which is removed, for an investigation. */
  keep(): void {
    const kept = out('chaos-kept');
    rmSync(kept, { recursive: true, force: true });
    cpSync(this.folder, kept, { recursive: true, filter: (file) => !file.endsWith(this.image) });
    this.close();
    console.log(`Kept: ${kept}`);
  }

  close(): void {
    this.disk.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #file(name: string): string {
    return join(this.folder, name);
  }

  #configuration(port: number): string {
    const percent = ((100 * MEMORY_LIMIT_MB * 2 ** 20) / totalmem()).toFixed(3);
    return `[monitor]
state_dir = ${join(this.disk.folder, 'state')}
max_stops = 1000
quiet = 20 s
remind = 1 min
[log]
dir = ${this.disk.folder}
max_bytes = 400000
files = 4
[powershell]
path = ${join(root, 'test', 'stand-ins', 'pwsh-with-faults')}
[shellprocess]
name = ${this.image}
source = process
delay = 300 ms
cpu_window = 1 s
grace = 1 s
floor_after = 5 s
sustain = 2 of 3
maxcpuprocent = 15
maxmemoryprocent = ${percent}
[commethod]
sysname = ФронтОфис
login = monitor
delay = 1 s
check_load = as-written
confirm = 1
time_cache = 20 s
witerezult = 15 s
bridge = edge
alarm_metric = 10
settle = 1 s
${mailSection(port)}`;
  }
}
