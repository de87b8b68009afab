import type { Sustain } from '../core/judging/limits.js';

/** As the file of the configuration has it, in every language. */
export function sustainText({ needed, of }: Sustain): string {
  return `sustain = ${needed} of ${of}`;
}
