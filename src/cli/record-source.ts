/** Finds the record for the commands that read it. */
import { setFlagsFromString } from 'node:v8';
import { systemClock } from '../adapters/clock/clock.js';
import { recordFolder } from '../adapters/recording/record-folder.js';
import { filesSince } from '../adapters/recording/record-reader.js';
import type { Config } from '../config/config.js';
import { duration } from '../config/duration.js';
import type { SizedFile } from '../core/recording/files.js';
import { cliTexts } from '../texts/cli.js';
import { formatTime } from '../texts/format.js';
import type { Language } from '../texts/language.js';
import { exitCode, type Output } from './output.js';

const DAY_MS = 24 * 3_600_000;
const sinceKind = duration('ms', 1_000, 3_650 * DAY_MS);
const PROGRESS_EVERY_MS = 3_000;

export type OpenedRecord =
  | { readonly ok: true; readonly files: readonly SizedFile[]; readonly sinceUnixMs: number }
  | { readonly ok: false; readonly code: number };

/** Milliseconds of `7d`; `undefined` for an invalid duration, or one without a unit. */
export function spanOf(since: string): number | undefined {
  const span = sinceKind.read(since.trim(), undefined);
  return span.ok && !/^[\d.,]+$/.test(since.trim()) ? span.value : undefined;
}

/** The files of the record since then; reports the reason when there are none. */
export async function openRecord(
  { monitor }: Config,
  spanMs: number,
  language: Language,
  output: Output,
): Promise<OpenedRecord> {
  const texts = cliTexts(language).replay;
  const dir = recordFolder(monitor.stateDir);
  const sinceUnixMs = systemClock.wallMs() - spanMs;
  const files = await filesSince(dir, sinceUnixMs);
  if (files.length > 0) {
    // Allows the young generation to grow again (see main.ts): the work takes seconds, on samples that are soon
    // garbage.
    setFlagsFromString('--semi-space-growth-factor=2');
    if (!monitor.record) output.error(texts.off);
    return { ok: true, files, sinceUnixMs };
  }
  const isEmpty = (await filesSince(dir, 0)).length === 0;
  output.error(isEmpty ? texts.nothing(dir) : texts.nothingSince(formatTime(sinceUnixMs)));
  return { ok: false, code: exitCode.failed };
}

/** Reports the progress of reading now and then. */
export class Progress {
  readonly #say: (percent: number) => string;
  readonly #output: Output;
  #saidMs = systemClock.monotonicMs();

  constructor(say: (percent: number) => string, output: Output) {
    this.#say = say;
    this.#output = output;
  }

  /** @param done from 0 to 1 */
  at(done: number): void {
    if (systemClock.monotonicMs() - this.#saidMs < PROGRESS_EVERY_MS) return;
    this.#saidMs = systemClock.monotonicMs();
    this.#output.error(this.#say(Math.floor(100 * done)));
  }
}
