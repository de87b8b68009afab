/** Puts the black box together: the last half hour in memory, and the files unless they are switched off. */
import { systemClock } from '../adapters/clock/clock.js';
import { recordFolder } from '../adapters/recording/record-folder.js';
import { RecordWriter } from '../adapters/recording/record-writer.js';
import type { Config } from '../config/config.js';
import { redactor } from '../config/redact.js';
import type { RecordEntry } from '../core/recording/entry.js';
import { RecentHistory } from '../core/recording/recent-history.js';
import type { Recorder } from '../ports.js';
import type { DiskHealth } from './disk-health.js';
import { secretsOf } from './secrets.js';

/** What outlives a configuration. */
export interface RecordSurroundings {
  readonly recent: RecentHistory;
  /** Whether the state folder is still this agent's. */
  readonly isHeld?: () => Promise<boolean>;
}

export interface OpenRecord {
  readonly recent: RecentHistory;
  readonly record: Recorder;
  readonly close: () => Promise<void>;
}

export function openRecord(
  config: Config,
  disk: DiskHealth,
  { recent, isHeld }: RecordSurroundings = { recent: new RecentHistory() },
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
    recent,
    record: (entry: RecordEntry) => {
      recent.take(entry);
      writer?.write(entry);
    },
    close: async () => writer?.close(),
  };
}
