import type { SampleSource } from './model.js';

/** Minimum interval between samples of a source, in milliseconds: WMI and the counters cost the server itself. */
export const minimumSpacingMs: Readonly<Record<SampleSource, number>> = {
  cim: 1_000,
  counter: 2_000,
  process: 0,
};
