import { readFileSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, it } from 'vitest';
import { takeExecutableName } from '../../../src/adapters/files/process-name.js';

it.runIf(process.platform === 'linux')(
  'a process is shown under the name of its executable',
  () => {
    const shown = () => readFileSync('/proc/self/comm', 'utf8').trim();
    writeFileSync('/proc/self/comm', 'MainThread');
    expect(shown()).toBe('MainThread');
    takeExecutableName();
    expect(shown()).toBe(basename(process.execPath));
  },
);
