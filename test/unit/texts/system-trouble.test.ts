/** Refusals of the system are reported in the user's language, with the code to search for. */
import { mkdtempSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tryWriteAtomic } from '../../../src/adapters/files/atomic.js';
import { readText } from '../../../src/adapters/files/json-file.js';
import { systemCodes, systemTrouble } from '../../../src/core/system-trouble.js';
import { loadConfig } from '../../../src/config/load.js';
import { problemText } from '../../../src/texts/problems.js';
import { reasonText } from '../../../src/texts/reason.js';

const folder = () => mkdtempSync(join(tmpdir(), 'comwatch-'));

describe('an error of the system', () => {
  it.each(systemCodes)('%s has words in both languages and keeps its code', (code) => {
    const trouble = systemTrouble(Object.assign(new Error(`${code}: some words, open`), { code }));
    expect(reasonText(trouble, 'ru')).toMatch(/^[а-яё —-]+(Windows[а-яё ]+)?\([A-Z]+\)$/);
    expect(reasonText(trouble, 'en')).toMatch(/^[a-zW/ -]+\([A-Z]+\)$/);
    expect(reasonText(trouble, 'en')).not.toContain('some words');
  });

  it('that is not known is quoted', () => {
    expect(systemTrouble(Object.assign(new Error('x'), { code: 'ENEW' }))).toMatchObject({
      kind: 'foreign',
      text: 'x',
    });
    expect(systemTrouble('thrown')).toMatchObject({ kind: 'foreign', text: 'thrown' });
  });
});

describe('in Russian', () => {
  it('a file that cannot be written', async () => {
    const file = join(folder(), 'file');
    writeFileSync(file, '');
    const reason = await tryWriteAtomic(join(file, 'brake.json'), '{}');
    expect(reasonText(reason!, 'ru')).toMatch(/brake\.json не записывается: .+ \(E[A-Z]+\)$/);
    expect(reasonText(reason!, 'ru')).not.toMatch(/not a directory|no such/);
  });

  it('a file that cannot be read', async () => {
    const file = join(folder(), 'x'.repeat(300));
    const read = await readText(file);
    if (read.kind !== 'unreadable') throw new Error('it was read');
    expect(reasonText(read.reason, 'ru')).toMatch(
      /не читается: слишком длинное имя \(ENAMETOOLONG\)$/,
    );
  });

  it('a configuration that cannot be read', async () => {
    const file = join(folder(), 'monitor.ini');
    symlinkSync(file, file);
    const loaded = await loadConfig(file);
    if (loaded.ok) throw new Error('it was read');
    expect(loaded.problems.map((each) => problemText(each, 'ru'))).toEqual([
      'Файл не читается: ссылки замкнуты в кольцо (ELOOP)',
    ]);
  });
});
