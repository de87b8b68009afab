import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { findConfig } from '../../../src/cli/find-config.js';

const newFolder = () => mkdtempSync(join(tmpdir(), 'comwatch-find-'));

function installation(...names: string[]): string {
  const programData = newFolder();
  mkdirSync(join(programData, 'comwatch'));
  for (const name of names) writeFileSync(join(programData, 'comwatch', name), '');
  return programData;
}

describe('the configuration that is read when none is named', () => {
  it('is monitor.ini of the current folder, else config.cfg of the original', () => {
    const folder = newFolder();
    expect(findConfig(undefined, folder, {})).toEqual({
      file: join(folder, 'monitor.ini'),
      exists: false,
      searched: [join(folder, 'monitor.ini'), join(folder, 'config.cfg')],
    });
    writeFileSync(join(folder, 'config.cfg'), '');
    expect(findConfig(undefined, folder, {}).file).toBe(join(folder, 'config.cfg'));
    writeFileSync(join(folder, 'monitor.ini'), '');
    expect(findConfig(undefined, folder, {}).file).toBe(join(folder, 'monitor.ini'));
  });

  it.each(['monitor.ini', 'config.cfg'])(
    'is %s of the installation from any other folder',
    (name) => {
      const ProgramData = installation(name);
      expect(findConfig(undefined, newFolder(), { ProgramData })).toMatchObject({
        file: join(ProgramData, 'comwatch', name),
        exists: true,
      });
    },
  );

  it('is that of the current folder where both are there', () => {
    const folder = newFolder();
    writeFileSync(join(folder, 'config.cfg'), '');
    const { file } = findConfig(undefined, folder, { ProgramData: installation('monitor.ini') });
    expect(file).toBe(join(folder, 'config.cfg'));
  });

  it('names every place where none is', () => {
    const ProgramData = newFolder();
    const { exists, searched } = findConfig(undefined, newFolder(), { ProgramData });
    expect(exists).toBe(false);
    expect(searched).toHaveLength(4);
    expect(searched[2]).toBe(join(ProgramData, 'comwatch', 'monitor.ini'));
  });
});

it('a named file is looked for nowhere else', () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'monitor.ini'), '');
  expect(findConfig('other.ini', folder, { ProgramData: installation('monitor.ini') })).toEqual({
    file: join(folder, 'other.ini'),
    exists: false,
    searched: [join(folder, 'other.ini')],
  });
});
