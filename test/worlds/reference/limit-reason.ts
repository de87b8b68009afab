/** Whether the limits are a reason to stop a process. */
import type { Reading, Seen } from './figures.js';
import type { ReferenceRules } from './rules.js';

type Limits = NonNullable<ReferenceRules['limits']>;

/** Strictly greater than a limit, in enough of the last samples; a stop may begin while the next sample has come. */
export function limitsAreReason({ readings }: Seen, { limits }: ReferenceRules): boolean {
  if (!limits) return false;
  const last = readings.length - 1;
  return isReasonAt(readings, last, limits) || isReasonAt(readings, last - 1, limits);
}

function isReasonAt(readings: readonly Reading[], last: number, limits: Limits): boolean {
  const newest = readings[last];
  if (!newest || !mayBeOver(newest, limits)) return false;
  let over = 0;
  for (let index = last; index >= 0 && index > last - limits.of; index--) {
    if (mayBeOver(readings[index]!, limits)) over++;
  }
  return over >= limits.needed;
}

function mayBeOver({ cpuAtMost, memory, settled }: Reading, limits: Limits): boolean {
  return settled && ((cpuAtMost !== null && cpuAtMost > limits.cpu) || memory > limits.memory);
}

/** Over a limit beyond doubt in each of the last `of` samples. */
export function isOverBeyondDoubt({ readings }: Seen, { limits }: ReferenceRules): boolean {
  if (!limits || readings.length < limits.of) return false;
  for (let index = readings.length - limits.of; index < readings.length; index++) {
    const { cpuAtLeast, memory, settled } = readings[index]!;
    const isOver = (cpuAtLeast !== null && cpuAtLeast > limits.cpu) || memory > limits.memory;
    if (!settled || !isOver) return false;
  }
  return true;
}
