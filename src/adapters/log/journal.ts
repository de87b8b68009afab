import { hostname } from 'node:os';
import { join } from 'node:path';
import { createLogger, format } from 'winston';
import { redactor } from '../../config/redact.js';
import type { FileReason } from '../../core/reason.js';
import type { JournalEvent, Level } from '../../core/telling/journal-event.js';
import type { LogSentence } from '../../core/telling/sentences/log.js';
import type { Journal } from '../../ports.js';
import type { Language } from '../../texts/language.js';
import { systemClock, type TimedClock } from '../clock/clock.js';
import { within } from '../clock/deadline.js';
import { consoleLine } from './console-line.js';
import { redactEvent, toEcs, type WrittenEvent } from './ecs.js';
import { LineFile, type LineFileOptions } from './line-file.js';
import { LineTransport } from './line-transport.js';

export interface JournalOptions {
  readonly dir: string;
  readonly maxBytes: number;
  readonly files: number;
  readonly version: string;
  /** Writes every event to the file, and a readable copy to the console. */
  readonly debug: boolean;
  /** Clear texts that must not appear anywhere. */
  readonly secrets: readonly string[];
  /** Delay before a file that could not be written or rotated is tried again; default 10 s. */
  readonly reopenAfterMs?: number;
  readonly prepareRotation?: LineFileOptions['prepareRotation'];
  /** Language of the console lines; the file is English. Default: English. */
  readonly language?: Language;
  readonly clock?: TimedClock;
  /** Destination of the console lines. */
  readonly print: (line: string) => void;
}

export interface OpenJournal {
  readonly journal: Journal;
  /**
   * Adds a sink that sees every event, e.g. the Windows Event Log; it is the first to learn of a log that cannot be
   * written.
   */
  readonly addSink: (sink: (event: WrittenEvent) => void) => void;
  /** Adds a listener that receives every event unredacted; it has to redact what it shows. */
  readonly listen: (listener: (event: JournalEvent) => void) => void;
  /** Reason why monitor.log cannot be written now; the newest lines are kept in memory meanwhile. */
  readonly trouble: () => FileReason | undefined;
  readonly close: () => Promise<void>;
}

const OPEN_DEADLINE_MS = 2_000;
const CLOSE_DEADLINE_MS = 2_000;
const REOPEN_AFTER_MS = 10_000;

/** Opens monitor.log. A disk that refuses it costs lines, never the agent: `trouble` gives the reason. */
export async function openJournal(options: JournalOptions): Promise<OpenJournal> {
  const { clock = systemClock } = options;
  const redact = redactor(options.secrets);
  const sinks: ((event: WrittenEvent) => void)[] = [];
  const listeners: ((event: JournalEvent) => void)[] = [];
  const file = new LineFile({
    dir: options.dir,
    files: Array.from({ length: options.files + 1 }, (_, index) =>
      join(options.dir, index === 0 ? 'monitor.log' : `monitor.log.${index}`),
    ),
    maxBytes: options.maxBytes,
    reopenAfterMs: options.reopenAfterMs ?? REOPEN_AFTER_MS,
    clock,
    prepareRotation: options.prepareRotation,
    onTrouble: (cause) => journal(unwritable(cause)),
    onHeld: (cause) => say('warn', { kind: 'log-held', cause }),
    onRecovery: (lost, kept, cause) =>
      say(
        'error',
        { kind: 'log-lines-lost', lost, kept, cause },
        { 'comwatch.log.lines_lost': lost },
      ),
  });
  const logger = createLogger({
    level: options.debug ? 'debug' : 'info',
    levels: { error: 0, warn: 1, info: 2, debug: 3 },
    format: format.printf((info) => String(info.message)),
    // eslint-disable-next-line @typescript-eslint/no-unsafe-class-instance-assignment -- winston re-exports the same class
    transports: [new LineTransport(file)],
  });
  const context = { hostName: hostname(), version: options.version, redact };
  let sequence = 0;
  const journal: Journal = (event) => {
    const at = new Date(clock.wallMs());
    const record = toEcs(event, at, ++sequence, context);
    logger.log(event.level, JSON.stringify(record));
    const shown = options.debug || event.level === 'error' || event.level === 'warn';
    if (shown) options.print(redact(consoleLine(event, at, options.language ?? 'en')));
    for (const each of listeners) each(event);
    if (sinks.length === 0) return;
    const clean = redactEvent(event, redact);
    for (const sink of sinks) sink(clean);
  };
  const say = (level: Level, sentence: LogSentence, fields: JournalEvent['fields'] = {}) =>
    journal({ level, action: 'log', sentence, fields });
  await within(file.open(), OPEN_DEADLINE_MS, clock);
  return {
    journal,
    addSink: (sink) => {
      sinks.push(sink);
      if (file.trouble) sink(redactEvent(unwritable(file.trouble), redact));
    },
    listen: (listener) => void listeners.push(listener),
    trouble: () => file.trouble,
    close: async () => {
      await within(file.finish(), CLOSE_DEADLINE_MS, clock);
    },
  };
}

/** Mirrored in the Windows Event Log: there it can be read while the log itself cannot. */
function unwritable(cause: FileReason): JournalEvent {
  return {
    level: 'error',
    action: 'log',
    sentence: { kind: 'log-unwritable', cause },
    mailed: true,
  };
}
