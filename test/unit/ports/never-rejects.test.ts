/** "Never rejects", "never throws": the promise of a port holds whatever is behind it. */
import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { path } from '../../support/paths.js';
import { childTrials } from '../../support/ports/child-ports.js';
import { fileTrials } from '../../support/ports/file-ports.js';
import { shellTrials } from '../../support/ports/shell-ports.js';

const unhandled: unknown[] = [];
const note = (error: unknown) => void unhandled.push(error);
process.on('unhandledRejection', note);
process.on('uncaughtException', note);

const trials = [...shellTrials, ...fileTrials, ...childTrials];

/** Types of arguments and results of ports, but not ports themselves. */
const FORMS = ['ProbeOptions', 'SampleAnswer'];

afterEach(async () => {
  // A promise without a handler rejects one turn later.
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(unhandled.splice(0)).toEqual([]);
});

it('is tried of every port that there is', () => {
  const text = readFileSync(path('src/ports.ts'), 'utf8');
  const exported = [...text.matchAll(/^export (?:type|interface) (\w+)/gm)].map(([, name]) => name);
  const tried = new Set(trials.flatMap(({ ports }) => ports));
  expect([...tried, ...FORMS].sort()).toEqual(exported.sort());
});

describe.each([
  ['a shell', shellTrials],
  ['a disk', fileTrials],
  ['a process', childTrials],
])('a port over %s gives a value, and never an exception', (_what, those) => {
  it.each(those.map((each) => [`${each.ports.join(', ')}: ${each.title}`, each] as const))(
    '%s',
    async (_title, { run }) => {
      await expect(run().then(() => 'a value')).resolves.toBe('a value');
    },
  );
});
