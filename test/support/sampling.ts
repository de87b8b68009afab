import { reasonText } from '../../src/texts/reason.js';
import { openSampler } from '../../src/adapters/powershell/commands/sampler.js';
import type { ProcessRow, Sample, SampleSource } from '../../src/core/observing/model.js';
import type { TestShell } from './shells.js';

export const signal = new AbortController().signal;

export function sampler(
  { shell, events }: Pick<TestShell, 'shell' | 'events'>,
  source: SampleSource,
) {
  return openSampler({
    shell,
    processName: 'dllhost.exe',
    source,
    journal: (event) => void events.push(event),
  });
}

export async function take(
  test: Pick<TestShell, 'shell' | 'events'>,
  source: SampleSource,
): Promise<Sample> {
  const answer = await sampler(test, source).sample(signal);
  if (!answer.ok) throw new Error(reasonText(answer.reason, 'en'));
  return answer.value;
}

export function rowOf(sample: Sample, pid: number): ProcessRow {
  const row = sample.rows.find((each) => each.pid === pid);
  if (!row) throw new Error(`no row of ${pid}`);
  return row;
}
