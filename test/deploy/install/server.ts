import { execFile, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, sep } from 'node:path';
import { expect, vi } from 'vitest';
import { PWSH, ROOT } from '../../support/paths.js';

const standIns = join(ROOT, 'test', 'deploy', 'install', 'stand-ins');

/** Behaviour of a running version: reports healthy, ends by itself, or ignores the stop file. */
export interface Behaviour {
  readonly healthy?: boolean;
  readonly exits?: boolean;
  readonly deaf?: boolean;
  /** Result of its COM check; `lasts`: it is in progress. Without it there is no COM check. */
  readonly probe?: 'ok' | 'failed' | 'lasts';
  readonly isPaused?: boolean;
  /** Whether it writes no status.json. */
  readonly isOld?: boolean;
  /** Settings that it knows. */
  readonly keys?: readonly string[];
}

export interface Outcome {
  readonly code: number | null;
  readonly text: string;
  readonly tookMs: number;
}

export interface Call {
  readonly command: string;
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The folder in which install.ps1 worked at that moment. */
  readonly folder: string;
}

interface StandInTask {
  Actions: { Execute: string; Arguments: string; WorkingDirectory: string }[];
  Triggers: { Kind: string; Repetition: { Interval: string; Duration: string | null } | null }[];
  Settings: Record<string, unknown>;
  Principal: { UserId: string; LogonType: string; RunLevel: string };
  Description: string;
  ProcessId: number;
}

export interface StandInState {
  tasks: Record<string, StandInTask>;
  acl: Record<string, string>;
  faults: Record<string, string>;
  /** `agent`: the SID of the account that the task ran as last; files that it created belong to it. */
  owners: Record<string, string>;
  /** Command lines of running processes by PID, for Get-CimInstance. */
  processes: Record<string, string>;
  systemName: string;
}

export const EVENT_KEY =
  'HKLM\\SYSTEM\\CurrentControlSet\\Services\\EventLog\\Application\\comwatch';
export const PRODUCT_KEY = 'HKLM\\SOFTWARE\\comwatch';
export const SAMPLE = '[shellprocess]\nname = dllhost.exe\n[mail]\npassword = secret\n';
/** Its fate on a server. */
export const LAID_DOWN = `${SAMPLE}\n[monitor]\nmode = observe\n`;
/** Registry keys of the variables of the machine. */
export const ENVIRONMENT_KEY =
  'HKLM\\SYSTEM\\CurrentControlSet\\Control\\Session Manager\\Environment';

/** One "server": folders as Windows names them, the state of the stand-ins, and a share with a package. */
export class Server {
  readonly root = mkdtempSync(join(tmpdir(), 'сервер '));
  readonly programs = join(this.root, 'Program Files', 'comwatch');
  readonly data = join(this.root, 'ProgramData', 'comwatch');
  readonly config = join(this.data, 'monitor.ini');
  readonly share = join(this.root, 'share', 'comwatch');
  readonly #state = join(this.root, 'stand-in-state.json');
  readonly #calls = join(this.root, 'stand-in-calls.jsonl');
  readonly #registry = join(this.root, 'stand-in-registry.txt');
  readonly #ran = join(this.root, 'ran.txt');
  readonly #kept = `${this.root}.kept`;
  readonly #system32 = join(this.root, 'Windows', 'System32');
  culture = '';
  /** monitor.ini of packages put on the share from now on. */
  sample = SAMPLE;
  /** Additional environment of install.ps1 and of what it starts. */
  environment: NodeJS.ProcessEnv = {};

  constructor() {
    for (const folder of [dirname(this.programs), dirname(this.data), this.#system32])
      mkdirSync(folder, { recursive: true });
    this.setState({
      tasks: {},
      acl: {},
      faults: {},
      owners: {},
      processes: {},
      systemName: 'SYSTEM',
    });
    writeFileSync(this.#calls, '');
    this.setBuild('17763');
    this.setIntegrity('S-1-16-16384');
    const messages = join(this.root, 'Windows/Microsoft.NET/Framework64/v4.0.30319');
    mkdirSync(messages, { recursive: true });
    writeFileSync(join(messages, 'EventLogMessages.dll'), '');
    const reg = join(standIns, 'stand-in-reg.sh');
    writeFileSync(join(this.#system32, 'reg.exe'), `#!/bin/sh\nexec /bin/sh '${reg}' "$@"\n`);
    chmodSync(join(this.#system32, 'reg.exe'), 0o755);
  }

  setBuild(build: string): void {
    const key = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion';
    writeFileSync(this.#registry, [key, 'CurrentBuildNumber', 'REG_SZ', `${build}\n`].join('\t'));
  }

  /** Output of whoami /groups: only the SIDs are the same in every language. */
  setIntegrity(sid: string): void {
    const lines = [
      '"BUILTIN\\Администраторы","Псевдоним","S-1-5-32-544","Включенная группа"',
      `"Обязательная метка\\Уровень","Метка","${sid}",""`,
    ];
    const file = join(this.#system32, 'whoami.exe');
    writeFileSync(file, `#!/bin/sh\ncat <<'END'\n${lines.join('\r\n')}\r\nEND\n`);
    chmodSync(file, 0o755);
  }

  /** Puts a package on the share, in place of the previous one. */
  putPackage(version: string, behaviour: Behaviour = { healthy: true }, extraBytes = 0): void {
    rmSync(this.share, { recursive: true, force: true });
    const files: Record<string, string | Buffer> = {
      'install.ps1': readFileSync(join(ROOT, 'install.ps1')),
      'LICENSES.txt': 'licences\n',
      'sbom.cdx.json': '{}\n',
      'monitor.ini': this.sample,
      ...(extraBytes > 0 ? { 'app/big.bin': Buffer.alloc(extraBytes, version) } : {}),
      'app/node.exe': `#!/bin/sh\n# Stands in for node.exe.\nexec '${process.execPath}' "$@"\n`,
      'app/main.mjs': readFileSync(join(standIns, 'stand-in-agent.mjs')),
      'app/behaviour.json': JSON.stringify({ version, ...behaviour }),
      'app/ps/comwatch.psd1': '@{}\n',
    };
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(this.share, path)), { recursive: true });
      writeFileSync(join(this.share, path), content, { mode: 0o755 });
    }
    this.writeManifest(version, Object.keys(files));
  }

  writeManifest(version: string, paths: readonly string[]): void {
    const files = paths.map((path) => {
      const bytes = readFileSync(join(this.share, path));
      return {
        path,
        bytes: bytes.length,
        sha256: createHash('sha256').update(bytes).digest('hex'),
      };
    });
    const manifest = { name: 'comwatch', version, node: '22.22.3', files };
    writeFileSync(join(this.share, 'manifest.json'), JSON.stringify(manifest, null, 2));
  }

  manifestSha256(): string {
    const bytes = readFileSync(join(this.share, 'manifest.json'));
    return createHash('sha256').update(bytes).digest('hex');
  }

  /** Runs install.ps1, that of the repository unless given, with these parameters; a switch is `true`. */
  install(
    parameters: Readonly<Record<string, unknown>> = {},
    script = join(ROOT, 'install.ps1'),
  ): Promise<Outcome> {
    const given = { SourcePath: this.share, ...parameters };
    const began = performance.now();
    return new Promise((resolve) => {
      execFile(
        PWSH,
        ['-NoProfile', '-NonInteractive', '-File', join(standIns, 'Invoke-Installer.ps1')],
        { encoding: 'utf8', timeout: 100_000, env: this.#environment(given, script) },
        (error, stdout, stderr) => {
          const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
          resolve({ code, text: `${stdout}${stderr}`, tookMs: performance.now() - began });
        },
      );
    });
  }

  /** An installation that is killed halfway, as when Group Policy ends a script that takes too long. */
  installAndKillAfter(ms: number): Promise<void> {
    const words = [
      '-NoProfile',
      '-NonInteractive',
      '-File',
      join(standIns, 'Invoke-Installer.ps1'),
    ];
    const child = spawn(PWSH, words, {
      stdio: 'ignore',
      env: this.#environment({ SourcePath: this.share }, join(ROOT, 'install.ps1')),
    });
    setTimeout(() => child.kill('SIGKILL'), ms);
    return new Promise((resolve) => child.on('exit', () => resolve()));
  }

  #environment(parameters: Readonly<Record<string, unknown>>, script: string): NodeJS.ProcessEnv {
    return {
      PATH: process.env['PATH'],
      TMPDIR: process.env['TMPDIR'],
      SystemRoot: join(this.root, 'Windows'),
      ProgramFiles: dirname(this.programs),
      ProgramData: dirname(this.data),
      TERM: 'dumb',
      POWERSHELL_TELEMETRY_OPTOUT: '1',
      // pwsh caches its knowledge of modules below HOME; without a place for it every start searches for them again.
      HOME: process.env['HOME'],
      COMWATCH_STAND_IN_SCRIPT: script,
      COMWATCH_STAND_IN_ARGUMENTS: JSON.stringify(parameters),
      COMWATCH_STAND_IN_STATE: this.#state,
      COMWATCH_STAND_IN_CALLS: this.#calls,
      COMWATCH_STAND_IN_REGISTRY: this.#registry,
      COMWATCH_STAND_IN_CULTURE: this.culture,
      COMWATCH_STAND_IN_RAN: this.#ran,
      ...this.environment,
    };
  }

  state(): StandInState {
    return JSON.parse(readFileSync(this.#state, 'utf8')) as StandInState;
  }

  setState(state: StandInState): void {
    writeFileSync(this.#state, JSON.stringify(state));
  }

  task(name = 'comwatch'): StandInTask | undefined {
    return this.state().tasks[name];
  }

  registry(): Record<string, Record<string, { type: string; value: string }>> {
    const keys: Record<string, Record<string, { type: string; value: string }>> = {};
    for (const line of readFileSync(this.#registry, 'utf8').trim().split('\n')) {
      const [key = '', name = '', type = '', value = ''] = line.split('\t');
      keys[key] = { ...keys[key], [name]: { type, value } };
    }
    return keys;
  }

  /** Gives a path explicit rights; null: those that Windows gives below ProgramData. */
  setAcl(path: string, sddl: string | null): void {
    const state = this.state();
    const acl = new Map(Object.entries(state.acl));
    if (sddl === null) acl.delete(path);
    else acl.set(path, sddl);
    this.setState({ ...state, acl: Object.fromEntries(acl) });
  }

  /**
   * Faults of the next run: a command of the stand-ins fails with the text, `share` is removed while it is copied, the
   * file of `gone` ('2 <path>': the second time) when its rights are read; those of `unreadable` cannot be read, and
   * `optimised` is a link that stands in for a file of Data Deduplication.
   */
  setFault(name: string, text: string): void {
    const state = this.state();
    this.setState({ ...state, faults: { ...state.faults, [name]: text } });
  }

  changeTask(change: (task: StandInTask) => void): void {
    const state = this.state();
    for (const task of Object.values(state.tasks)) change(task);
    this.setState(state);
  }

  killAgent(): void {
    process.kill(this.task()?.ProcessId ?? 0, 'SIGKILL');
  }

  /**
   * Saves the present state without the agent: an installation takes seconds, and many tests begin with the same one.
   */
  keep(): void {
    this.killAgent();
    for (const name of ['status.json', 'health.json'])
      rmSync(join(this.data, 'state', name), { force: true });
    writeFileSync(this.#ran, '');
    execFileSync('cp', ['-a', this.root, this.#kept]);
  }

  /** Restores the saved state, and starts the agent of the task if it was running. */
  async putBack(): Promise<void> {
    rmSync(this.root, { recursive: true, force: true });
    execFileSync('cp', ['-a', this.#kept, this.root]);
    const action = this.task()?.Actions[0];
    if (action === undefined) throw new Error('no task was kept');
    // Like Start-ScheduledTask of the stand-ins.
    const program = `${action.Execute} ${action.Arguments} </dev/null >/dev/null 2>&1 & echo $!`;
    const pid = execFileSync('/bin/sh', ['-c', `umask 027; ${program}`], {
      cwd: action.WorkingDirectory,
      env: this.#environment({}, ''),
      encoding: 'utf8',
    });
    this.changeTask((task) => {
      if (task.Actions[0]?.Arguments === action.Arguments) task.ProcessId = Number(pid);
    });
    const status = join(this.data, 'state', 'status.json');
    await vi.waitFor(() => expect(existsSync(status)).toBe(true), 20_000);
  }

  /** A variable of the machine, as the registry keeps it. */
  setVariable(name: string, value: string): void {
    appendFileSync(this.#registry, [ENVIRONMENT_KEY, name, 'REG_SZ', `${value}\n`].join('\t'));
  }

  /** Running processes for Get-CimInstance: command lines by PID. */
  setProcesses(processes: Record<string, string>): void {
    this.setState({ ...this.state(), processes });
  }

  /** One more task, beside that of comwatch. */
  addTask(name: string, action: { Execute: string; Arguments: string; WorkingDirectory: string }) {
    const task: StandInTask = {
      Actions: [action],
      Triggers: [],
      Settings: { Enabled: true },
      Principal: { UserId: 'S-1-5-18', LogonType: 'ServiceAccount', RunLevel: 'Highest' },
      Description: '',
      ProcessId: 0,
    };
    const state = this.state();
    this.setState({ ...state, tasks: { ...state.tasks, [name]: task } });
  }

  forgetTask(name: string): void {
    const state = this.state();
    const tasks = Object.fromEntries(Object.entries(state.tasks).filter(([each]) => each !== name));
    this.setState({ ...state, tasks });
  }

  forgetKey(key: string): void {
    const lines = readFileSync(this.#registry, 'utf8').split('\n');
    writeFileSync(this.#registry, lines.filter((line) => !line.startsWith(`${key}\t`)).join('\n'));
  }

  /** The recorded calls of the stand-ins, all or of one command. */
  calls(command?: string): Call[] {
    const lines = readFileSync(this.#calls, 'utf8').split('\n').filter(Boolean);
    const all = lines.map((line) => JSON.parse(line) as Call);
    return command === undefined ? all : all.filter((call) => call.command === command);
  }

  forgetCalls(): void {
    writeFileSync(this.#calls, '');
  }

  /** Versions that ran, in order, and which of them ended on request. */
  ran(): string[] {
    return existsSync(this.#ran) ? readFileSync(this.#ran, 'utf8').trim().split('\n') : [];
  }

  running(): boolean {
    const id = this.task()?.ProcessId ?? 0;
    return (
      id > 0 &&
      existsSync(`/proc/${id}`) &&
      !readFileSync(`/proc/${id}/stat`, 'utf8').includes(') Z ')
    );
  }

  log(): string {
    return readFileSync(join(this.data, 'install.log'), 'utf8');
  }

  /**
   * Everything that a run might change, as one hash: names, contents, times of change, rights, registry, tasks, calls.
   */
  fingerprint(unless: RegExp = /^$/): string {
    const hash = createHash('sha256');
    const folders = [dirname(this.programs), dirname(this.data), join(this.root, 'Windows')];
    for (const folder of folders) {
      for (const name of (readdirSync(folder, { recursive: true }) as string[]).sort()) {
        if (unless.test(name)) continue;
        const stat = lstatSync(join(folder, name));
        hash.update(`${name}\0${stat.mode}\0${stat.isFile() ? stat.mtimeMs : ''}\0`);
        if (stat.isFile()) hash.update(readFileSync(join(folder, name)));
      }
    }
    for (const file of [this.#state, this.#calls, this.#registry]) hash.update(readFileSync(file));
    return hash.digest('hex');
  }

  /** The names in a folder, or nothing where there is none. */
  names(folder: string): string[] {
    return existsSync(folder) ? readdirSync(folder).sort() : [];
  }

  end(): void {
    this.endAgents();
    rmSync(this.root, { recursive: true, force: true });
    rmSync(this.#kept, { recursive: true, force: true });
  }

  endAgents(): void {
    for (const task of Object.values(this.state().tasks)) {
      try {
        if (task.ProcessId > 0) process.kill(task.ProcessId, 'SIGKILL');
      } catch {
        // It has exited already.
      }
    }
  }

  /** A path as the task has it, from the folders of this server. */
  version(name: string): string {
    return [this.programs, name].join(sep);
  }
}
