import { defineConfig } from 'vitest/config';

/**
 * npm run test:fast and npm run coverage: the core, the texts and the documents. These tests use no process, file system or
 * socket, and need no build.
 */
export default defineConfig({
  test: {
    include: [
      'test/unit/{agent,cli,config,core,texts}/**/*.test.ts',
      'test/package/{words,readme,decisions}.test.ts',
    ],
    // Thousands of generated files: part of npm test.
    exclude: ['test/unit/config/{dialect,pattern}.test.ts'],
    // No module here keeps state, so files may share imported modules.
    isolate: false,
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 30_000,
    coverage: {
      provider: 'v8',
      include: ['src/core/**/*.ts'],
      reportOnFailure: true,
      reporter: ['text-summary', 'html'],
      reportsDirectory: 'coverage',
      thresholds: { statements: 89, branches: 86, functions: 86, lines: 91 },
    },
  },
});
