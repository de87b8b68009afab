import type { IncidentStore } from '../ports.js';

/** Keeps no story: what a simulated agent tells has its own witness. */
export const noStories: IncidentStore = {
  load: () => Promise.resolve([]),
  save: () => Promise.resolve(),
  release: () => undefined,
  isBlank: true,
};
