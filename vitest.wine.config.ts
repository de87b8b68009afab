import { defineConfig } from 'vitest/config';

/** npm run test:wine. One after the other: all share one Windows of Wine and its COM server. */
export default defineConfig({
  test: {
    include: ['test/wine/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts', 'test/wine/support/session.ts'],
    // A PowerShell starts in seconds here, in half a minute on a busy machine.
    testTimeout: 300_000,
    hookTimeout: 60_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
});
