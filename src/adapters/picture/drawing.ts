/** Draws pictures in processes, one process for each picture. */
import { spawn, type ChildProcess } from 'node:child_process';
import { foreign } from '../../core/foreign.js';
import { processEnd } from '../../core/process-end.js';
import type { Reason } from '../../core/reason.js';
import { failure, success, type Result } from '../../core/result.js';
import { systemTrouble } from '../../core/system-trouble.js';
import { pictureFolder, picturePath } from '../../parts.js';
import { systemClock, type TimedClock } from '../clock/clock.js';
import { unlessAborted, within } from '../clock/deadline.js';
import { childEnvironment } from '../files/environment.js';

export interface Drawing {
  /** A PNG. Never rejects; the signal ends it at once. */
  readonly draw: (svg: string, signal: AbortSignal) => Promise<Result<Buffer, Reason>>;
  /** Processes that are drawing. */
  readonly pids: () => readonly number[];
}

export interface DrawingOptions {
  readonly script?: string;
  readonly folder?: string;
  readonly deadlineMs?: number;
  readonly clock?: TimedClock;
}

/** Time from the start of the process to the whole picture. */
const DEADLINE_MS = 10_000;
const MOST_BYTES = 1_000_000;
const MOST_STDERR = 2_000;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
/** Length, name and check sum of the last part of every PNG. */
const END = Buffer.from([0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82]);

export function openDrawing({
  script = picturePath,
  folder = pictureFolder,
  deadlineMs = DEADLINE_MS,
  clock = systemClock,
}: DrawingOptions = {}): Drawing {
  const pids = new Set<number>();
  const start = () =>
    spawn(process.execPath, [script, folder], {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: childEnvironment(process.env).variables,
      windowsHide: true,
    });
  const draw: Drawing['draw'] = async (svg, signal) => {
    if (signal.aborted) return failure({ kind: 'agent-ending' });
    let child: ReturnType<typeof start>;
    try {
      child = start();
    } catch (error) {
      return failure(systemTrouble(error));
    }
    const { pid } = child;
    if (pid !== undefined) {
      pids.add(pid);
      child.once('close', () => pids.delete(pid));
    }
    const drawn = pictureOf(child);
    child.stdin.on('error', () => undefined);
    child.stdin.end(svg);
    const answer = await unlessAborted(within(drawn, deadlineMs, clock), signal, 'late' as const);
    child.kill('SIGKILL');
    return answer === 'late' ? failure({ kind: 'picture-late', deadlineMs }) : answer;
  };
  return { draw, pids: () => [...pids] };
}

function pictureOf(
  child: ChildProcess & Record<'stdout' | 'stderr', NonNullable<ChildProcess['stdout']>>,
): Promise<Result<Buffer, Reason>> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let stderr = '';
  return new Promise((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MOST_BYTES) chunks.push(chunk);
      else resolve(failure({ kind: 'picture-invalid' }));
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr = `${stderr}${chunk.toString('utf8')}`.slice(-MOST_STDERR);
    });
    for (const stream of [child.stdout, child.stderr]) stream.on('error', () => undefined);
    child.once('error', (error) => resolve(failure(systemTrouble(error))));
    child.once('close', (code, signal) => {
      const png = Buffer.concat(chunks);
      if (code === 0) {
        resolve(isPng(png) ? success(png) : failure({ kind: 'picture-invalid' }));
        return;
      }
      const how = processEnd(code, signal);
      const said = stderr.trim();
      resolve(
        failure({ kind: 'picture-failed', how, ...(said !== '' && { stderr: foreign(said) }) }),
      );
    });
  });
}

/** Whole from its first to its last part. */
function isPng(bytes: Buffer): boolean {
  return (
    bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE) && bytes.subarray(-END.length).equals(END)
  );
}
