/** Everything real that the demo starts: processes, a COM server, a mail server, the agent. All of it ends with it. */
import { spawn, type ChildProcess } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { setPriority, totalmem } from 'node:os';
import { join } from 'node:path';
import { simpleParser, type ParsedMail } from 'mailparser';
import { SMTPServer } from 'smtp-server';
import type { Language } from '../src/texts/language.js';
import { prepareComServer, type ServerMode } from '../test/support/com-server.js';
import { mailSection } from '../test/support/ini.js';

/** Low enough for a process that burns CPU beside other work on all cores, above what a growing one needs. */
export const CPU_LIMIT = 20;
export const MEMORY_LIMIT_MB = 500;
export const MEMORY_LIMIT =
  Math.round(((100 * MEMORY_LIMIT_MB * 2 ** 20) / totalmem()) * 1_000) / 1_000;
/** Long enough for a healthy server on a busy machine. */
export const ANSWER_SECONDS = 3;

export type Role = 'idle' | 'burn' | 'leak' | 'server';

const root = process.cwd();
const out = (...words: string[]) => join(root, 'out', ...words);
/** A name that no other process of this machine has: the agent watches and stops processes by it. */
export const IMAGE = `demo${process.pid.toString(36)}.exe`;
const hostProgram = out('demo', IMAGE);

export class World {
  readonly folder = out('demo');
  readonly log = join(this.folder, 'monitor.log');
  readonly mails: string[] = [];
  readonly #children: ChildProcess[] = [];
  readonly #roles = new Map<number, Role>();
  readonly #server = prepareComServer({
    dllhost: hostProgram,
    comTarget: out('com-target', 'ComTarget.dll'),
    edge: {
      EDGE_USE_CORECLR: '1',
      EDGE_NATIVE: out('edge', 'edge_coreclr.node'),
      EDGE_BOOTSTRAP_DIR: out('edge', 'bootstrap'),
    },
  });
  #smtp: SMTPServer | undefined;
  #agent: ChildProcess | undefined;

  /** The agent watches and the processes run. */
  async open(language: Language, onMail: (mail: ParsedMail) => void): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    copyFileSync(out('workload', 'dllhost.exe'), hostProgram);
    const config = join(this.folder, 'monitor.ini');
    writeFileSync(config, configuration(language, await this.#openMail(onMail)));
    this.#start('idle');
    this.#start('burn', '100', '4');
    this.#start('leak', '80', '2000');
    this.#agent = spawn(
      process.execPath,
      [join(root, 'dist', 'main.js'), 'run', '--debug', '--config', config],
      { stdio: 'ignore', env: { ...process.env, ...this.#server.environment } },
    );
    this.#children.push(this.#agent);
  }

  server(mode: ServerMode): void {
    this.#server.become(mode);
  }

  /** Role of a process of the demo. */
  roleOf(pid: number): Role | undefined {
    return this.#roles.get(pid) ?? (this.#server.pids().includes(pid) ? 'server' : undefined);
  }

  async close(): Promise<void> {
    const agent = this.#agent;
    const ended = new Promise((resolve) => agent?.on('exit', resolve));
    agent?.kill('SIGINT');
    await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 6_000))]);
    this.kill();
    await new Promise<void>((resolve) => (this.#smtp ? this.#smtp.close(resolve) : resolve()));
  }

  /** At once. */
  kill(): void {
    for (const child of this.#children) child.kill('SIGKILL');
    this.#server.close();
  }

  #start(role: Role, ...words: string[]): void {
    const guid = `/Processid:{${'ABC'[this.#roles.size] ?? 'D'}0000000-0000-0000-0000-000000000000}`;
    const child = spawn(hostProgram, [role, ...words, guid, '--with-parent'], { stdio: 'ignore' });
    this.#children.push(child);
    if (role === 'burn') raise(child.pid);
    this.#roles.set(child.pid ?? 0, role);
  }

  /** Whether a mail was about this process, or one that sums up several names it. */
  readonly isMailed = (pid: number): boolean =>
    this.mails.some((mail) => mail.includes(`PID ${pid}`) || mail.includes(`${IMAGE} ${pid}: `));

  /** Resolves to the port. */
  async #openMail(onMail: (mail: ParsedMail) => void): Promise<number> {
    const server = new SMTPServer({
      authOptional: true,
      disableReverseLookup: true,
      disabledCommands: ['STARTTLS'],
      onData: (stream, _session, done) => {
        void simpleParser(stream).then((mail) => {
          this.mails.push(mail.text ?? '');
          onMail(mail);
          done();
        });
      },
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#smtp = server;
    const address = server.server.address();
    return typeof address === 'object' && address ? address.port : 0;
  }
}

/** Where it is allowed, a process that burns gets its core from other work. */
function raise(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, -10);
  } catch {
    // It takes longer then.
  }
}

function configuration(language: Language, port: number): string {
  return `[monitor]
language = ${language}
[powershell]
path = ${join(root, 'test', 'stand-ins', 'pwsh-with-stand-ins')}
[shellprocess]
name = ${IMAGE}
source = process
delay = 250 ms
cpu_window = 1 s
grace = 3 s
floor_after = 1 s
sustain = 3 of 4
maxcpuprocent = ${CPU_LIMIT}
maxmemoryprocent = ${MEMORY_LIMIT}
[commethod]
sysname = ФронтОфис
login = monitor
delay = 1 s
time_cache = 1 h
witerezult = ${ANSWER_SECONDS} s
alarm_metric = 10
settle = 1 s
${mailSection(port)}`;
}
