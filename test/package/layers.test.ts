/**
 * The core stays shallow: `core`, one part of it, one folder in that. dependency-cruiser checks the direction of
 * imports.
 */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../support/paths.js';

const MOST_LAYERS = 3;

it(`src/core has at most ${MOST_LAYERS} layers of folders`, () => {
  const files = readdirSync(join(ROOT, 'src', 'core'), { recursive: true, encoding: 'utf8' })
    .map((name) => `core/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts'));
  expect(files.length).toBeGreaterThan(0);
  expect(files.filter((name) => name.split('/').length - 1 > MOST_LAYERS)).toEqual([]);
});
