/** Replays the past days in a separate process, while the agent goes on sampling. */
import { spawn } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { dirname } from 'node:path';
import { foreign } from '../../core/foreign.js';
import { isAborted } from '../../core/is-aborted.js';
import type { Sustain } from '../../core/judging/limits.js';
import type { Reason } from '../../core/reason.js';
import { failure, success, type Result } from '../../core/result.js';
import { parseLookedBack, PATIENT, type LookedBack } from '../../core/telling/weekly.js';
import type { LookBack } from '../../ports.js';
import { within } from '../clock/deadline.js';
import { childEnvironment } from '../files/environment.js';

/** A week at a sample per second takes some seconds, on a fully loaded server minutes. */
const DEADLINE_MS = 10 * 60_000;
/** Room for one row per stop of a week. */
const MOST_CHARACTERS = 64_000_000;
const MOST_SAID = 4_000;

export interface LookBackOptions {
  readonly configFile: string;
  /** `sustain` of the configuration in force; `undefined` if no limit is judged. */
  readonly sustain: Sustain | undefined;
  /** Command to run: Node and the program, by default those of this process. */
  readonly program?: readonly [node: string, ...words: string[]];
  readonly deadlineMs?: number;
}

/** Runs `comwatch replay`, and again with a longer `sustain` where that may change the result. */
export function openLookBack(options: LookBackOptions): LookBack {
  const { sustain } = options;
  return async (days, signal) => {
    const looked = await replayed(options, days, [], signal);
    if (!looked.ok) return looked;
    const isPatient = sustain === undefined || sustain.needed >= PATIENT.needed;
    if (isPatient || looked.value.stops === 0) return success({ ...looked.value, patient: null });
    const set = ['--set', `sustain=${PATIENT.needed} of ${PATIENT.of}`];
    const other = await replayed(options, days, set, signal);
    const patient = other.ok ? { sustain: PATIENT, stops: other.value.stops } : null;
    return success({ ...looked.value, patient });
  };
}

async function replayed(
  { configFile, program = ownProgram(), deadlineMs = DEADLINE_MS }: LookBackOptions,
  days: number,
  more: readonly string[],
  signal: AbortSignal,
): Promise<Result<LookedBack, Reason>> {
  const [node, ...words] = program;
  const asked = ['replay', '--json', '--since', `${days}d`, '--config', configFile, ...more];
  const over = new AbortController();
  const ending = AbortSignal.any([signal, over.signal]);
  const running = run(node, [...words, ...asked], configFile, ending).catch(notStarted);
  const ended = await within(running, deadlineMs);
  over.abort();
  if (isAborted(signal)) return failure({ kind: 'agent-ending' });
  if (ended === 'late') return failure({ kind: 'replay-late', deadlineMs });
  const counts = ended.code === 0 ? parseLookedBack(parsed(ended.out)) : undefined;
  if (counts) return success(counts);
  const said = ended.said.trim();
  const failed = { kind: 'replay-failed', exitCode: ended.code } as const;
  return failure(said === '' ? failed : { ...failed, stderr: foreign(said) });
}

interface Ended {
  readonly code: number | null;
  readonly out: string;
  /** The end of its output. */
  readonly said: string;
}

/** Some start failures are thrown at once rather than reported as an event: arguments too long, an invalid program. */
function notStarted(error: unknown): Ended {
  return { code: null, out: '', said: error instanceof Error ? error.message : String(error) };
}

/** Rejects when it cannot be started. */
function run(
  node: string,
  words: string[],
  configFile: string,
  signal: AbortSignal,
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(node, words, {
      cwd: dirname(configFile),
      env: childEnvironment(process.env).variables,
      // When the agent is killed the channel closes, and the process ends: it could run on for minutes.
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      windowsHide: true,
      killSignal: 'SIGKILL',
      signal,
    });
    let out = '';
    let said = '';
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      out += text;
      if (out.length > MOST_CHARACTERS) child.kill('SIGKILL');
    });
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-MOST_SAID);
    });
    child.once('spawn', () => yieldTo(child.pid));
    child.once('error', (error) => (said ||= error.message));
    child.once('close', (code) => resolve({ code, out, said }));
  });
}

/** The server's own work has priority. */
function yieldTo(pid: number | undefined): void {
  try {
    if (pid !== undefined) setPriority(pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // It has exited, or its priority may not be changed: it runs as it is.
  }
}

function ownProgram(): readonly [string, ...string[]] {
  return [process.execPath, ...process.execArgv, process.argv[1] ?? ''];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
