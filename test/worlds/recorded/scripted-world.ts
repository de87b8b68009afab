/**
 * A server whose processes and answers follow a script, on moved time. It imports nothing of the program, so that an earlier
 * version meets the same world as the present one.
 */

/** `[from, value]`: the figure from this many milliseconds after the appearance of the process. */
type Course = readonly (readonly [number, number])[];

export interface ProcessScript {
  /** GUID without braces. */
  readonly appId: string;
  /** Age when the world begins; 0: it appears at `fromMs`. */
  readonly ageMs?: number;
  readonly fromMs?: number;
  /** CPU, % of one core. */
  readonly cpu: Course;
  /** Working set, MB. */
  readonly memory: Course;
  /** Attempts to stop it that it will survive. */
  readonly survives?: number;
  /** Windows denies access to it. */
  readonly isDenied?: boolean;
  /** Delay after its end until its clients start it again, with its initial figures. */
  readonly againMs?: number;
}

export interface Fault {
  /**
   * Calls fail from here on while the process that exists then is alive, or, where `isLasting`, whatever process
   * answers.
   */
  readonly fromMs: number;
  readonly untilMs?: number;
  readonly isLasting?: boolean;
  readonly kind: 'hangs' | 'errs' | 'refuses';
}

export interface WorldScript {
  readonly ini: string;
  readonly untilMs: number;
  readonly processes: readonly ProcessScript[];
  /** The COM server: the process of this AppID answers, and starts with a call when there is none. */
  readonly server?: { readonly host: ProcessScript; readonly faults: readonly Fault[] };
}

export interface ScriptedTarget {
  readonly pid: number;
  /** UTC FILETIME as a decimal string. */
  readonly startedAt: string;
  readonly name: string;
}

interface Living {
  readonly script: ProcessScript;
  readonly target: ScriptedTarget;
  readonly appearedMs: number;
  readonly bornMs: number;
  survives: number;
  readonly ended: Promise<void>;
  readonly end: () => void;
}

export type Answer =
  | { readonly kind: 'ok'; readonly tookMs: number }
  /** `pending` resolves when the call returns after all: with the end of the process. */
  | { readonly kind: 'hangs'; readonly tookMs: number; readonly pending: Promise<void> }
  | { readonly kind: 'errs'; readonly text: string }
  | { readonly kind: 'host-ended'; readonly tookMs: number };

export type StopAnswer = 'stopped' | 'gone' | 'survived' | 'access-denied' | 'identity-changed';

/** Compared data: chosen process, rule, action, times of calls. Times in milliseconds. */
export interface WorldRecord {
  readonly stops: [atMs: number, pid: number, outcome: StopAnswer][];
  readonly plans: [atMs: number, pid: number, plan: string][];
  readonly suspects: [atMs: number, pid: number, rule: string][];
  readonly brake: [atMs: number, state: 'on' | 'off'][];
  readonly calls: [atMs: number, answer: Answer['kind']][];
}

export const NAME = 'dllhost.exe';
export const MEMORY_BYTES = 16 * 2 ** 30;
const MB = 2 ** 20;
const BEGAN_UNIX_MS = Date.UTC(2026, 10, 24, 20, 0, 0);
const CALL_MS = 20;
const START_MS = 800;
const STOP_MS = 40;
const SURVIVED_MS = 2_000;

export class ScriptedWorld {
  readonly record: WorldRecord = { stops: [], plans: [], suspects: [], brake: [], calls: [] };
  readonly script: WorldScript;
  /** Time after which a call is abandoned. */
  readonly #callLimitMs: number;
  readonly #living: Living[] = [];
  #due: { readonly atMs: number; readonly order: number; readonly run: () => void }[] = [];
  #nowMs = 0;
  #order = 0;
  #nextPid = 1_000;

  constructor(script: WorldScript, callLimitMs: number) {
    this.script = script;
    this.#callLimitMs = callLimitMs;
    for (const each of [...script.processes, ...(script.server ? [script.server.host] : [])]) {
      if (each.fromMs === undefined) this.#start(each);
      else this.#at(each.fromMs, () => this.#start(each));
    }
  }

  readonly clock = {
    monotonicMs: () => this.#nowMs,
    wallMs: () => BEGAN_UNIX_MS + this.#nowMs,
    sleep: (ms: number, signal: AbortSignal): Promise<void> =>
      new Promise((resolve) => {
        if (signal.aborted) {
          resolve();
          return;
        }
        const wake = () => {
          signal.removeEventListener('abort', wake);
          resolve();
        };
        this.#at(this.#nowMs + Math.max(0, ms), wake);
        signal.addEventListener('abort', wake);
      }),
  };

  /** Runs the agent in this world to the end of the script. */
  async run(begin: (signal: AbortSignal) => Promise<void>): Promise<WorldRecord> {
    const ending = new AbortController();
    const course = { hasEnded: false };
    const ended = begin(ending.signal).finally(() => (course.hasEnded = true));
    let record: WorldRecord | undefined;
    await everythingElse();
    while (!course.hasEnded) {
      const next = this.#due.sort((a, b) => a.atMs - b.atMs || a.order - b.order).shift();
      if (!next) throw new Error('the agent waits for nothing');
      if (!record && next.atMs > this.script.untilMs) {
        record = structuredClone(this.record);
        ending.abort();
      }
      this.#nowMs = Math.max(this.#nowMs, next.atMs);
      next.run();
      await everythingElse();
    }
    await ended;
    if (!record) throw new Error('the agent ended by itself');
    return record;
  }

  rows() {
    return this.#living.map((each) => {
      const { script, target, bornMs, appearedMs } = each;
      const idleMs = appearedMs - bornMs;
      return {
        ...target,
        cpuTime100ns: Math.round((idleMs * 0.01 + this.#cpuMs(each)) * 10_000),
        workingSetBytes: valueAt(script.memory, this.#nowMs - appearedMs) * MB,
        commandLine: {
          kind: 'read' as const,
          text: `C:\\Windows\\System32\\dllhost.exe /Processid:{${script.appId.toUpperCase()}}`,
        },
      };
    });
  }

  async stop({ pid, startedAt }: ScriptedTarget): Promise<StopAnswer> {
    const beganMs = this.#nowMs;
    const found = this.#living.find(({ target }) => target.pid === pid);
    const answer = await this.#stopFound(found, startedAt);
    this.record.stops.push([beganMs, pid, answer]);
    return answer;
  }

  /** One transaction with the COM server. */
  async call(): Promise<Answer> {
    const beganMs = this.#nowMs;
    const answer = await this.#answer();
    this.record.calls.push([beganMs, answer.kind]);
    return answer;
  }

  async #answer(): Promise<Answer> {
    const { server } = this.script;
    if (!server) throw new Error('no server in this world');
    let host = this.#living.find(({ script }) => script.appId === server.host.appId);
    if (!host) {
      await this.#passes(START_MS);
      host = this.#start(server.host);
    }
    const fault = server.faults.find((each) => this.#concerns(each, host));
    if (fault?.kind !== 'hangs') await this.#passes(CALL_MS);
    switch (fault?.kind) {
      case undefined:
        return { kind: 'ok', tookMs: CALL_MS };
      case 'errs':
        return { kind: 'errs', text: 'Ошибка: нет связи с базой данных' };
      case 'refuses':
        return { kind: 'errs', text: 'Неверный пароль' };
      case 'hangs':
        return this.#hang(host);
    }
  }

  async #hang(host: Living): Promise<Answer> {
    const beganMs = this.#nowMs;
    while (this.#nowMs - beganMs < this.#callLimitMs) {
      if (!this.#living.includes(host)) {
        return { kind: 'host-ended', tookMs: this.#nowMs - beganMs };
      }
      await this.#passes(Math.min(250, this.#callLimitMs - (this.#nowMs - beganMs)));
    }
    return { kind: 'hangs', tookMs: this.#callLimitMs, pending: host.ended };
  }

  #concerns({ fromMs, untilMs = Infinity, isLasting }: Fault, { appearedMs }: Living): boolean {
    const isNow = this.#nowMs >= fromMs && this.#nowMs < untilMs;
    return isNow && (isLasting === true || appearedMs <= fromMs);
  }

  async #stopFound(found: Living | undefined, startedAt: string): Promise<StopAnswer> {
    if (!found) return 'gone';
    if (found.target.startedAt !== startedAt) return 'identity-changed';
    if (found.script.isDenied) return 'access-denied';
    if (found.survives > 0) {
      found.survives--;
      await this.#passes(SURVIVED_MS);
      return 'survived';
    }
    await this.#passes(STOP_MS);
    this.#living.splice(this.#living.indexOf(found), 1);
    found.end();
    const { againMs } = found.script;
    if (againMs !== undefined) this.#at(this.#nowMs + againMs, () => this.#start(found.script));
    return 'stopped';
  }

  #start(script: ProcessScript): Living {
    const bornMs = this.#nowMs - (this.#nowMs === 0 ? (script.ageMs ?? 0) : 0);
    this.#nextPid += 4;
    const unixMs = BigInt(BEGAN_UNIX_MS + bornMs);
    const startedAt = ((unixMs + 11_644_473_600_000n) * 10_000n).toString();
    let end = (): void => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const living = {
      script,
      ended,
      end,
      target: { pid: this.#nextPid, startedAt, name: NAME },
      appearedMs: this.#nowMs,
      bornMs,
      survives: script.survives ?? 0,
    };
    this.#living.push(living);
    return living;
  }

  /** CPU time since it appeared. */
  #cpuMs({ script: { cpu }, appearedMs }: Living): number {
    const sinceMs = this.#nowMs - appearedMs;
    return cpu.reduce((sum, [fromMs, percent], at) => {
      const untilMs = Math.min(cpu[at + 1]?.[0] ?? Infinity, sinceMs);
      return sum + (Math.max(0, untilMs - fromMs) * percent) / 100;
    }, 0);
  }

  #at(atMs: number, run: () => void): void {
    this.#due.push({ atMs, order: this.#order++, run });
  }

  #passes(ms: number): Promise<void> {
    return new Promise((resolve) => this.#at(this.#nowMs + ms, resolve));
  }
}

function valueAt(course: Course, sinceMs: number): number {
  return course.findLast(([fromMs]) => fromMs <= sinceMs)?.[1] ?? 0;
}

/** All consequences of an event at the same instant. */
async function everythingElse(): Promise<void> {
  for (let turn = 0; turn < 4; turn++) await new Promise((resolve) => setImmediate(resolve));
}
