import type { SampleSource } from './model.js';

/** A source is not asked more often than this, in milliseconds: WMI and the counters cost the server itself. */
export const minimumSpacingMs: Readonly<Record<SampleSource, number>> = {
  cim: 1_000,
  counter: 2_000,
  process: 0,
};
