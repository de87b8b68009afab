/** Composes the black box, unless it is switched off. */
import { systemClock } from '../adapters/clock/clock.js';
import { recordFolder } from '../adapters/recording/record-folder.js';
import { RecordWriter } from '../adapters/recording/record-writer.js';
import type { Config } from '../config/config.js';
import { redactor } from '../config/redact.js';
import type { RecordEntry } from '../core/recording/entry.js';
import type { Recorder } from '../ports.js';
import type { DiskHealth } from './disk-health.js';
import { secretsOf } from './secrets.js';

/** State kept across reloads of the configuration. */
export interface RecordSurroundings {
  /** Whether this agent still holds the state folder. */
  readonly isHeld?: () => Promise<boolean>;
}

export interface OpenRecord {
  /** `undefined` if the record is switched off. */
  readonly record: Recorder | undefined;
  readonly close: () => Promise<void>;
}

export function openRecord(
  config: Config,
  disk: DiskHealth,
  { isHeld }: RecordSurroundings = {},
): OpenRecord {
  const { record: isOn, recordDays: days, recordMaxBytes: maxBytes, stateDir } = config.monitor;
  const writer = isOn
    ? new RecordWriter({
        dir: recordFolder(stateDir),
        days,
        maxBytes,
        redact: redactor(secretsOf(config)),
        clock: systemClock,
        onTurn: disk.turnOf('record'),
        ...(isHeld && { isHeld }),
      })
    : undefined;
  return {
    record: writer && ((entry: RecordEntry) => writer.write(entry)),
    close: async () => writer?.close(),
  };
}
