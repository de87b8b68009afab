import { defineConfig } from 'vitest/config';
import Sequencer from './test/support/sequencer.js';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    exclude: ['test/wine/**', 'test/monitoring/**', 'test/page/**', 'node_modules/**'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 120_000,
    hookTimeout: 60_000,
    // Real processes are measured: two cores would disturb each other's figures.
    maxWorkers: 2,
    sequence: { sequencer: Sequencer },
  },
});
