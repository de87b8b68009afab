/** Reads monitor.log as it grows. */
import { existsSync, readFileSync } from 'node:fs';

export type LogLine = Readonly<Record<string, unknown>>;

export class LogTail {
  readonly #file: string;
  #read = 0;
  readonly lines: LogLine[] = [];

  constructor(file: string) {
    this.#file = file;
  }

  /** The new lines since the last call. */
  next(): LogLine[] {
    if (!existsSync(this.#file)) return [];
    const text = readFileSync(this.#file, 'utf8');
    const end = text.lastIndexOf('\n') + 1;
    const fresh = text
      .slice(this.#read, end)
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LogLine);
    this.#read = end;
    this.lines.push(...fresh);
    return fresh;
  }
}

/** Milliseconds since the epoch. */
export function timeOf(line: LogLine): number {
  return Date.parse(String(line['@timestamp']));
}

/** A stop after which the process has exited. */
export function isStopped(line: LogLine): boolean {
  return ['stopped', 'gone'].includes(String(line['comwatch.outcome']));
}

export interface Point {
  readonly atMs: number;
  readonly value: number;
}

export interface Curve {
  readonly pid: number;
  readonly cpu: Point[];
  readonly memory: Point[];
  /** Time of its stop. */
  stoppedAtMs?: number;
}

/** The curves of every process, from the samples in the log. */
export function curves(lines: readonly LogLine[]): Map<number, Curve> {
  const found = new Map<number, Curve>();
  for (const line of lines) {
    const atMs = timeOf(line);
    if (line['event.action'] === 'sample' && Array.isArray(line['comwatch.sample.pid'])) {
      const pids = line['comwatch.sample.pid'] as number[];
      const cpu = line['comwatch.sample.cpu'] as number[];
      const memory = line['comwatch.sample.memory'] as number[];
      for (const [at, pid] of pids.entries()) {
        const curve = found.get(pid) ?? { pid, cpu: [], memory: [] };
        found.set(pid, curve);
        const percent = cpu[at] ?? -1;
        // -1 stands for a figure that was not known yet.
        if (percent >= 0) curve.cpu.push({ atMs, value: percent });
        curve.memory.push({ atMs, value: memory[at] ?? 0 });
      }
    }
    if (line['event.action'] === 'stop' && isStopped(line)) {
      const curve = found.get(Number(line['process.pid']));
      if (curve) curve.stoppedAtMs ??= atMs;
    }
  }
  return found;
}
