/** The file for windows_exporter on a real disk; only the clock belongs to the test. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTextfile, removeTextfile } from '../../../src/adapters/metrics/textfile.js';
import type { FileReason } from '../../../src/core/reason.js';
import { until } from '../../support/shells.js';

function opened(folder = mkdtempSync(join(tmpdir(), 'comwatch-textfile-'))) {
  const file = join(folder, 'comwatch.prom');
  const turns: (FileReason | undefined)[] = [];
  const waits: (() => void)[] = [];
  let number = 0;
  const textfile = openTextfile({
    file,
    clock: {
      monotonicMs: () => 0,
      wallMs: () => 0,
      sleep: (_ms, signal) =>
        new Promise((resolve) => {
          waits.push(resolve);
          signal.addEventListener('abort', () => resolve());
        }),
    },
    text: () =>
      Promise.resolve(`comwatch_written_time_seconds ${++number}\ncomwatch_processes 3\n`),
    lastText: () => Promise.resolve(`comwatch_written_time_seconds ${number}\n`),
    onTurn: (reason) => turns.push(reason),
  });
  const rounds = (count: number) => until(() => waits.length >= count);
  return {
    ...{ folder, file, turns, textfile, rounds },
    goOn: () => waits.at(-1)?.(),
    text: () => readFileSync(file, 'utf8'),
  };
}

describe('the file for windows_exporter', () => {
  it('is replaced whole, again and again, and nothing else is left beside it', async () => {
    const of = opened();
    await of.rounds(1);
    expect(of.text()).toBe('comwatch_written_time_seconds 1\ncomwatch_processes 3\n');
    of.goOn();
    await of.rounds(2);
    expect(of.text()).toContain('seconds 2\n');
    expect(readdirSync(of.folder)).toEqual(['comwatch.prom']);
    await of.textfile.close();
  });

  it('makes its folder', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'comwatch-textfile-')), 'a', 'b');
    const of = opened(folder);
    await of.rounds(1);
    expect(of.text()).toContain('comwatch_processes');
    await of.textfile.close();
  });

  it('says once that the disk does not take it, and once that it does again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'comwatch-textfile-'));
    mkdirSync(join(folder, 'comwatch.prom'));
    writeFileSync(join(folder, 'comwatch.prom', 'in-the-way'), '');
    const of = opened(folder);
    await of.rounds(1);
    of.goOn();
    await of.rounds(2);
    expect(of.turns).toMatchObject([{ kind: 'file-unwritable' }]);
    rmSync(of.file, { recursive: true });
    of.goOn();
    await of.rounds(3);
    expect(of.turns).toMatchObject([{ kind: 'file-unwritable' }, undefined]);
    await of.textfile.close();
  });

  it('keeps when it was written after its end, and no figures: ComwatchSilent fires', async () => {
    const of = opened();
    await of.rounds(1);
    await of.textfile.close();
    expect(of.text()).toBe('comwatch_written_time_seconds 1\n');
  });

  it('is gone when the configuration names it no longer', async () => {
    const of = opened();
    await of.rounds(1);
    await of.textfile.close();
    await removeTextfile(of.file);
    expect(readdirSync(of.folder)).toEqual([]);
  });
});
