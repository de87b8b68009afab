import { constants } from 'node:fs';
import { access, open, rm, stat } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { createLogger, format } from 'winston';
import type { JournalEvent } from '../../core/telling/journal-event.js';
import type { Journal } from '../../ports.js';
import { ensureFolder } from '../files/folder.js';
import { consoleLine } from './console-line.js';
import { redactEvent, toEcs } from './ecs.js';
import { redactor } from '../../config/redact.js';
import { RotatingTransport, type RotationOptions } from './rotating-transport.js';

export interface JournalOptions {
  readonly dir: string;
  readonly maxBytes: number;
  readonly files: number;
  readonly version: string;
  /** Every event in the file, and a readable copy of all of them on the console. */
  readonly debug: boolean;
  /** Clear texts that must not appear anywhere. */
  readonly secrets: readonly string[];
  /** How long a file that could not be written, or not be rotated, is left alone; default 10 s. */
  readonly reopenAfterMs?: number;
  readonly whyHeld?: RotationOptions['whyHeld'];
  /** Where the console lines go. */
  readonly print: (line: string) => void;
}

export interface OpenJournal {
  readonly journal: Journal;
  /** Adds a sink that sees every event, e.g. the Windows Event Log. */
  readonly addSink: (sink: (event: JournalEvent) => void) => void;
  readonly close: () => Promise<void>;
}

export type JournalAnswer =
  ({ readonly ok: true } & OpenJournal) | { readonly ok: false; readonly reason: string };

const CLOSE_DEADLINE_MS = 2_000;
const REOPEN_AFTER_MS = 10_000;

/** Opens monitor.log. Whether it can be written is found out now: later nobody would hear of it. */
export async function openJournal(options: JournalOptions): Promise<JournalAnswer> {
  const reason = await whyNotWritable(options.dir);
  if (reason !== undefined) return { ok: false, reason };

  const redact = redactor(options.secrets);
  const sinks: ((event: JournalEvent) => void)[] = [];
  const transport = new RotatingTransport({
    dir: options.dir,
    maxBytes: options.maxBytes,
    files: options.files,
    reopenAfterMs: options.reopenAfterMs ?? REOPEN_AFTER_MS,
    ...(options.whyHeld && { whyHeld: options.whyHeld }),
    onTrouble: (trouble) => options.print(`monitor.log: ${trouble}`),
    onHeld: (reason) =>
      journal({
        level: 'warn',
        action: 'log',
        message: 'monitor.log grows beyond its size: another program holds one of its files open',
        fields: { 'error.message': reason },
      }),
    onRecovery: (lost) =>
      journal({
        level: 'error',
        action: 'log',
        message: `The log could not be written for a while: ${lost} lines are lost`,
        fields: { 'comwatch.log.lines_lost': lost },
      }),
  });
  const logger = createLogger({
    level: options.debug ? 'debug' : 'info',
    levels: { error: 0, warn: 1, info: 2, debug: 3 },
    format: format.printf((info) => String(info.message)),
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- winston re-exports the same class
    transports: [transport],
  });
  const context = { hostName: hostname(), version: options.version, redact };
  let sequence = 0;
  const journal: Journal = (event) => {
    const record = toEcs(event, new Date(), ++sequence, context);
    logger.log(event.level, JSON.stringify(record));
    const shown = options.debug || event.level === 'error' || event.level === 'warn';
    if (shown) options.print(redact(consoleLine(event, new Date())));
    if (sinks.length === 0) return;
    const clean = redactEvent(event, redact);
    for (const sink of sinks) sink(clean);
  };
  return {
    ok: true,
    journal,
    addSink: (sink) => void sinks.push(sink),
    close: async () => {
      await transport.finish(CLOSE_DEADLINE_MS);
    },
  };
}

async function whyNotWritable(dir: string): Promise<string | undefined> {
  const file = join(dir, 'monitor.log');
  try {
    await ensureFolder(dir);
    const there = await stat(file).catch(() => undefined);
    if (there?.isDirectory()) return `${file} is a folder`;
    if (there) await access(file, constants.W_OK);
    const trial = join(dir, `.monitor-${process.pid}.tmp`);
    await (await open(trial, 'w')).close();
    await rm(trial, { force: true });
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}
