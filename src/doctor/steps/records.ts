/** Records that depend on Windows: the Event Log, and protected passwords. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeAtomic } from '../../adapters/files/atomic.js';
import { writeEvent } from '../../adapters/powershell/commands/event-log.js';
import { readWindows } from '../../adapters/powershell/commands/machine-facts.js';
import { protectSecret, unprotectSecret } from '../../adapters/powershell/commands/secrets.js';
import { failed, passed, type StepResult } from '../../core/doctor/model.js';
import type { Seen } from '../../core/doctor/seen.js';
import { sentenceText } from '../../texts/sentence.js';
import { version } from '../../version.js';
import { shellsOf, type DoctorContext } from '../context.js';

/** The only entry of `comwatch doctor`; see docs/logs. */
const EVENT_ID = 104;

/** Checks whether the source is registered, and writes an entry if the configuration writes some. */
export async function tryEventLog(
  context: DoctorContext,
  signal: AbortSignal,
): Promise<StepResult> {
  const { ask } = shellsOf(context);
  const windows = await readWindows(ask, signal);
  const registered = windows.ok && windows.value.hasEventSource;
  const seen: Seen[] = windows.ok
    ? [{ kind: 'event-source', registered }]
    : [{ kind: 'reason', reason: windows.reason }];
  if (!context.config.log.eventLog) return passed([...seen, { kind: 'event-log-off' }]);
  const message = sentenceText({ kind: 'event-log-tried', version: version() }, 'en');
  const entry = { eventId: EVENT_ID, entryType: 'Information', message } as const;
  const failure = await writeEvent(ask, entry);
  if (failure === undefined) return passed([...seen, { kind: 'event-written' }]);
  return failed([...seen, { kind: 'reason', reason: failure }], [{ kind: 'event-source' }]);
}

/** Protects a test text and reads it back; the passwords of the configuration were read before. */
export async function tryProtection(context: DoctorContext): Promise<StepResult> {
  const { clock } = context;
  const { ask } = shellsOf(context);
  if (context.isLocked) {
    return failed([{ kind: 'secrets-unread' }], [{ kind: 'secrets' }]);
  }
  const text = randomBytes(12).toString('hex');
  const folder = await mkdtemp(join(tmpdir(), 'comwatch-doctor-'));
  const file = join(folder, 'text');
  const beganMs = clock.monotonicMs();
  try {
    await writeAtomic(file, text);
    const place = { section: '', key: '', line: 1, offset: 0, length: text.length } as const;
    const made = await protectSecret(ask, file, { ...place, codePage: 65001 });
    const back = made.ok ? await unprotectSecret(ask, made.value) : made;
    if (!back.ok) {
      return failed([{ kind: 'reason', reason: back.reason.cause }], [{ kind: 'secrets' }]);
    }
    if (back.value !== text) return failed([{ kind: 'round-trip-differs' }], [{ kind: 'secrets' }]);
    return passed([{ kind: 'round-trip', tookMs: Math.round(clock.monotonicMs() - beganMs) }]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
