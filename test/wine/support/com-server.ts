/** The COM server: real processes named dllhost.exe, each the host of one class; see ../com-server. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { driveOf, type ComClass, type WineProcess } from '../../../tools/wine/wine.mjs';
import { ROOT } from '../../support/paths.js';
import { until } from '../../support/shells.js';
import classes from '../com-server/classes.json' with { type: 'json' };
import { running, startProgram, type Program } from './program.js';

export type ClassName = 'text' | 'typed text' | 'variant' | 'typed variant';
export type Method = 'Authorize' | 'GetCurrentSessionInfo' | 'LogOut';

const folder = join(driveOf(ROOT), 'com-server');
const DLLHOST = 'C:\\com-server\\dllhost.exe';

/** One class and the process that hosts it: none until a client asks for the class. */
export class TestServer {
  readonly progid: string;
  readonly appId: string;
  readonly #class: ComClass;
  readonly #mode: string;
  readonly #log: string;

  private constructor(found: ComClass) {
    this.#class = found;
    this.progid = found.progid;
    this.appId = found.appId;
    this.#mode = join(folder, `${found.appId}.mode`);
    this.#log = join(folder, `${found.appId}.log`);
  }

  /** Without a process and without a history; ended with the test. */
  static async fresh(name: ClassName): Promise<TestServer> {
    const found = classes.find((each) => each.name === name);
    if (!found) throw new Error(`no class ${name}`);
    const server = new TestServer(found);
    await server.#end();
    mkdirSync(folder, { recursive: true });
    for (const file of [server.#mode, server.#log]) rmSync(file, { force: true });
    onTestFinished(() => server.#end());
    return server;
  }

  /**
   * Takes effect from the next call of the method, in any process: `hang`, `slow 500`; see ../com-server/behaviour.h.
   */
  behave(method: Method, behaviour: string): void {
    // Complete or not at all: the server may be reading it now.
    writeFileSync(`${this.#mode}.new`, `${method} ${behaviour}`);
    renameSync(`${this.#mode}.new`, this.#mode);
  }

  recover(): void {
    rmSync(this.#mode, { force: true });
  }

  /** Its process, started in the way of the COM service. */
  start(): Program {
    const { appId, classId, words } = this.#class;
    return startProgram([DLLHOST, `/Processid:${appId}`, classId, ...words], folder);
  }

  /** Log of the server: who did what. */
  log(): { readonly pid: number; readonly text: string }[] {
    try {
      return readFileSync(this.#log, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => ({
          pid: Number(line.slice(0, line.indexOf(' '))),
          text: line.slice(line.indexOf(' ') + 1),
        }));
    } catch {
      return [];
    }
  }

  calls(): string[] {
    return this.log().map(({ text }) => text);
  }

  /** Windows PIDs of its processes in the order of their start, including those that ended. */
  pids(): number[] {
    return this.log().flatMap(({ pid, text }) => (text === 'started' ? [pid] : []));
  }

  /** Its running processes. */
  hosts(): WineProcess[] {
    return running(DLLHOST).filter(({ commandLine }) => commandLine.includes(this.appId));
  }

  async #end(): Promise<void> {
    for (const { pid } of running(this.appId)) process.kill(pid, 'SIGKILL');
    await until(() => running(this.appId).length === 0);
    // Wine's service of classes goes on to offer the class of a killed process, and the next activation fails
    // (REGDB_E_CLASSNOTREG). A fresh one is started when it is needed.
    for (const { pid } of running('rpcss.exe')) process.kill(pid, 'SIGKILL');
    await until(() => running('rpcss.exe').length === 0);
  }
}

/** Starts a dllhost.exe beside it, of another application or of none, that holds this much memory. */
export function startNeighbour(megabytes: number, appId?: string): Program {
  const application = appId === undefined ? [] : [`/Processid:${appId}`];
  return startProgram([DLLHOST, ...application, 'idle', String(megabytes)], folder);
}
