import type { SampleSource } from '../../../core/observing/model.js';
import type { Reason } from '../../../core/reason.js';
import { failure, success, type Result } from '../../../core/result.js';
import type { Shell } from '../shell/shell.js';
import { unusable } from './answer.js';
import { readSample, type RawSample } from './rows.js';

const DEADLINE_MS = 10_000;

/** Takes one sample from one source, without fallback. Never rejects. */
export async function sampleOnce(
  shell: Pick<Shell, 'call'>,
  name: string,
  source: SampleSource,
  signal: AbortSignal,
  deadlineMs = DEADLINE_MS,
): Promise<Result<RawSample, Reason>> {
  const parameters = { Name: name, Source: source };
  const answer = await shell.call('Get-ProcessSample', parameters, deadlineMs, signal);
  const raw = answer.ok ? readSample(answer.value.output, source) : undefined;
  return raw ? success(raw) : failure(unusable(answer));
}
