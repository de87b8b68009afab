import { sampleOnce } from '../../adapters/powershell/commands/one-sample.js';
import {
  readRecording,
  type RecordingFacts,
} from '../../adapters/powershell/commands/machine-facts.js';
import { failed, notKnown, passed, type StepResult } from '../../core/doctor/model.js';
import type { Seen } from '../../core/doctor/seen.js';
import type { RecordingKind } from '../../core/observing/model.js';
import { bytesPerDay, MUCH_BYTES_PER_DAY } from '../../core/doctor/recording.js';
import { minimumSpacingMs } from '../../core/observing/spacing.js';
import { shellsOf, type DoctorContext } from '../context.js';

const ROUNDS = 10;
/** A round of the counters takes a second. */
const COUNTER_ROUNDS = 3;

/** Measures what policies make PowerShell record, and the amount for the samples of a day. */
export async function measureRecording(
  context: DoctorContext,
  signal: AbortSignal,
): Promise<StepResult> {
  const { watch } = shellsOf(context);
  const before = await readRecording(watch, signal);
  if (!before.ok) return notKnown([{ kind: 'reason', reason: before.reason }]);
  const on = switchedOn(before.value);
  const policy: Seen = { kind: 'recording', on };
  if (on.length === 0) return passed([policy]);

  const [{ watch: settings }] = context.config.applications;
  const rounds = settings.source === 'counter' ? COUNTER_ROUNDS : ROUNDS;
  for (let round = 0; round < rounds && !signal.aborted; round++) {
    await sampleOnce(watch, settings.name, settings.source, signal);
  }
  const after = await readRecording(watch, signal);
  if (!after.ok) return notKnown([policy, { kind: 'reason', reason: after.reason }]);
  const delayMs = Math.max(settings.delayMs, minimumSpacingMs[settings.source]);
  const perDay = (key: 'transcriptBytes' | 'eventBytes') =>
    bytesPerDay(before.value[key], after.value[key], rounds, delayMs);
  const amounts: Seen[] = [
    ...(before.value.transcription
      ? [
          {
            kind: 'recorded',
            what: 'transcript',
            bytesPerDay: perDay('transcriptBytes'),
            delayMs,
          } as const,
        ]
      : []),
    ...(before.value.scriptBlocks || before.value.modules
      ? [{ kind: 'recorded', what: 'events', bytesPerDay: perDay('eventBytes'), delayMs } as const]
      : []),
  ];
  const figures = amounts.flatMap((each) => (each.kind === 'recorded' ? [each.bytesPerDay] : []));
  if (figures.some((each) => each !== null && each > MUCH_BYTES_PER_DAY)) {
    return failed([policy, ...amounts], [{ kind: 'less-recording' }]);
  }
  return figures.includes(null) ? notKnown([policy, ...amounts]) : passed([policy, ...amounts]);
}

function switchedOn(facts: RecordingFacts): RecordingKind[] {
  return [
    ...(facts.transcription ? (['transcription'] as const) : []),
    ...(facts.scriptBlocks ? (['script-blocks'] as const) : []),
    ...(facts.invocations ? (['invocations'] as const) : []),
    ...(facts.modules ? (['modules'] as const) : []),
  ];
}
