/** A file that a scanner holds for a moment, as on Windows: the rename is refused, then it is not. */
import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import type * as fs from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { writeAtomic } from '../../../src/adapters/files/atomic.js';
import { openBrakeStore } from '../../../src/adapters/state/brake-store.js';
import { openHealthFile } from '../../../src/adapters/state/health-file.js';
import { until } from '../../support/shells.js';

const scanner = vi.hoisted(() => ({ refusals: 0, code: 'EPERM' }));

vi.mock('node:fs/promises', async (original) => {
  const real = await original<typeof fs>();
  const rename: typeof fs.rename = (from, to) => {
    if (scanner.refusals-- <= 0) return real.rename(from, to);
    return Promise.reject(
      Object.assign(new Error(`${scanner.code}: rename`), { code: scanner.code }),
    );
  };
  return { ...real, rename };
});

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'comwatch-atomic-'));
  Object.assign(scanner, { refusals: 0, code: 'EPERM' });
});

describe('a file that is written whole', () => {
  it.each(['EPERM', 'EACCES', 'EBUSY'])('waits for a scanner (%s)', async (code) => {
    Object.assign(scanner, { refusals: 3, code });
    await writeAtomic(join(dir, 'a'), 'text');
    expect(readFileSync(join(dir, 'a'), 'utf8')).toBe('text');
  });

  it('does not wait for one that is never released, and leaves nothing half-written', async () => {
    scanner.refusals = Infinity;
    await expect(writeAtomic(join(dir, 'a'), 'text')).rejects.toThrow('EPERM');
    expect(readdirSync(dir)).toEqual([]);
  });

  it('does not try again what cannot be', async () => {
    Object.assign(scanner, { refusals: 1, code: 'ENOSPC' });
    await expect(writeAtomic(join(dir, 'a'), 'text')).rejects.toThrow('ENOSPC');
  });
});

describe('health.json', () => {
  it('comes with a later sample when the first could not write it', async () => {
    const health = await openHealthFile(dir, '1.2.3');
    Object.assign(scanner, { refusals: 1, code: 'ENOSPC' });
    health.report();
    await until(() => scanner.refusals === 0);
    await until(() => {
      health.report();
      return readdirSync(dir).includes('health.json');
    });
    expect(JSON.parse(readFileSync(join(dir, 'health.json'), 'utf8'))).toMatchObject({
      version: '1.2.3',
    });
  });
});

describe("the brake's state", () => {
  it('does not make a kill wait, and is written in the end', async () => {
    scanner.refusals = 4;
    const { written } = await openBrakeStore(dir).save({ 'a.exe': { attempts: [1] } }, 50);
    expect(readdirSync(dir)).not.toContain('brake.json');
    expect(await written).toBe(true);
    expect(readdirSync(dir)).toContain('brake.json');
  });
});
