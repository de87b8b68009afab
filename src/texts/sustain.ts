import type { Sustain } from '../core/judging/limits.js';

/** As written in the configuration, in every language. */
export function sustainText({ needed, of }: Sustain): string {
  return `sustain = ${needed} of ${of}`;
}
