import { defineConfig } from 'vitest/config';

/** npm run test:monitoring: real Prometheus, Zabbix, rsyslog, syslog-ng, and the status page in Chromium. */
export default defineConfig({
  test: {
    include: ['test/monitoring/**/*.test.ts', 'test/page/**/*.test.ts'],
    globalSetup: ['test/support/global-setup.ts'],
    testTimeout: 240_000,
    hookTimeout: 240_000,
    // Each test starts its own servers; two at a time would wait for each other.
    fileParallelism: false,
  },
});
