import { mkdirSync, mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openConfig } from '../../../src/cli/open-config.js';

describe('a folder of the agent that is a link', () => {
  it.each([
    ['the state', 'state', 'state'],
    ['the folder of the log', 'logs', 'log'],
    ['the log itself', 'monitor.log', 'log'],
  ])('is refused: %s', async (_name, link, target) => {
    const folder = mkdtempSync(join(tmpdir(), 'comwatch-'));
    const elsewhere = mkdtempSync(join(tmpdir(), 'comwatch-'));
    const file = join(folder, 'monitor.ini');
    const dir = link === 'logs' ? 'logs' : '.';
    writeFileSync(file, `[shellprocess]\ndelay = 1 s\n[log]\ndir = ${dir}\n`);
    expect(await openConfig(file, true)).toMatchObject({ ok: true });
    symlinkSync(elsewhere, join(folder, link));
    expect(await openConfig(file, true)).toMatchObject({
      ok: false,
      problems: [{ kind: 'link', target, path: join(folder, link) }],
    });
  });

  it('is not looked for above it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'comwatch-'));
    mkdirSync(join(folder, 'real'));
    symlinkSync(join(folder, 'real'), join(folder, 'link'));
    writeFileSync(join(folder, 'real', 'monitor.ini'), '[shellprocess]\n');
    expect(await openConfig(join(folder, 'link', 'monitor.ini'), true)).toMatchObject({ ok: true });
  });
});
