import { defineConfig } from 'vitest/config';

/**
 * npm run test:fast and npm run coverage: what decides and what speaks, and the documents. No process, file system or socket
 * is tried; nothing is built.
 */
export default defineConfig({
  test: {
    include: [
      'test/unit/{agent,cli,config,core,texts}/**/*.test.ts',
      'test/package/{words,readme,decisions}.test.ts',
    ],
    // Thousands of generated files: part of npm test.
    exclude: ['test/unit/config/{dialect,pattern}.test.ts'],
    // Nothing here keeps state in a module: files share what they import.
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
