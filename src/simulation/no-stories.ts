import type { IncidentStore } from '../ports.js';

/** Keeps no stories: a witness observes the simulated agent instead. */
export const noStories: IncidentStore = {
  load: () => Promise.resolve([]),
  save: () => Promise.resolve(),
  release: () => undefined,
  isBlank: true,
};
