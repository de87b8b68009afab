/** Objects found in place of the configuration of a running agent, which reads it every quarter of a minute. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readBytes } from '../../../src/config/bytes.js';

const place = () => join(mkdtempSync(join(tmpdir(), 'comwatch-')), 'monitor.ini');

it('is read where it is a file', async () => {
  const file = place();
  writeFileSync(file, '[mail]\n');
  expect(await readBytes(file)).toEqual({ kind: 'bytes', bytes: Buffer.from('[mail]\n') });
});

it.each<[string, (file: string) => void, object]>([
  ['a folder', mkdirSync, { kind: 'not-a-file', isFolder: true }],
  ['a link to a folder', (file) => symlinkSync(tmpdir(), file), { kind: 'not-a-file' }],
  ['a pipe', (file) => execFileSync('mkfifo', [file]), { kind: 'not-a-file', isFolder: false }],
  ['a device', (file) => symlinkSync('/dev/zero', file), { kind: 'not-a-file', isFolder: false }],
  [
    'of 200 GB',
    (file) => {
      writeFileSync(file, '');
      truncateSync(file, 2e11);
    },
    { kind: 'too-large', bytes: 2e11 },
  ],
])('is not read into memory, nor waited for, where it is %s', async (_what, make, expected) => {
  const file = place();
  make(file);
  expect(await readBytes(file)).toMatchObject(expected);
});

it('is no file that was never there', async () => {
  await expect(readBytes(place())).rejects.toThrow('ENOENT');
});
