import { mergeConfig } from 'vitest/config';
import fast from './vitest.fast.config.js';

/**
 * npm run mutation: Stryker runs tests in a thread, where neither the folder nor the time zone can be changed, and what it
 * mutates cannot be read as text.
 */
export default mergeConfig(fast, {
  test: {
    exclude: [
      'test/unit/cli/**',
      'test/unit/agent/{daily,weekly}-mail.test.ts',
      'test/unit/config/{one-source,open-windows}.test.ts',
      'test/unit/core/schedule.test.ts',
    ],
  },
});
