import { defineConfig } from 'vitest/config';

/** npm run test:fast and npm run coverage: single modules, the words, the documents. Nothing is built for them. */
export default defineConfig({
  test: {
    include: ['test/unit/**/*.test.ts', 'test/package/{words,readme,decisions}.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 30_000,
    coverage: {
      provider: 'v8',
      include: ['src/core/**/*.ts'],
      reporter: ['text-summary', 'html'],
      reportsDirectory: 'coverage',
      thresholds: { statements: 95, branches: 90, functions: 95, lines: 95 },
    },
  },
});
