/** Whether the limits are a reason to stop a process. */
import type { Seen } from './figures.js';
import type { Readings } from './readings.js';
import type { ReferenceRules } from './rules.js';

type Limits = NonNullable<ReferenceRules['limits']>;

/** Strictly greater than a limit, in enough of the last samples; a stop may begin after the next sample has arrived. */
export function limitsAreReason({ readings }: Seen, { limits }: ReferenceRules): boolean {
  if (!limits) return false;
  const last = readings.count - 1;
  return isReasonAt(readings, last, limits) || isReasonAt(readings, last - 1, limits);
}

function isReasonAt(readings: Readings, last: number, limits: Limits): boolean {
  if (last < 0 || !mayBeOver(readings, last, limits)) return false;
  let over = 0;
  for (let index = last; index >= 0 && index > last - limits.of; index--) {
    if (mayBeOver(readings, index, limits)) over++;
  }
  return over >= limits.needed;
}

function mayBeOver(readings: Readings, index: number, { cpu, memory }: Limits): boolean {
  if (!readings.isSettled(index)) return false;
  return readings.cpuAtMost(index) > cpu || readings.memory(index) > memory;
}

/** Certainly over a limit in each of the last `of` samples. */
export function isOverBeyondDoubt({ readings }: Seen, { limits }: ReferenceRules): boolean {
  if (!limits || readings.count < limits.of) return false;
  for (let index = readings.count - limits.of; index < readings.count; index++) {
    const isOver =
      readings.cpuAtLeast(index) > limits.cpu || readings.memory(index) > limits.memory;
    if (!readings.isSettled(index) || !isOver) return false;
  }
  return true;
}
