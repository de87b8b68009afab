/** Output of `comwatch incidents` and `comwatch incident`, from the state folder. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openIncidentStore } from '../../src/adapters/state/incident-folder.js';
import { runProgram } from '../../src/cli/program.js';
import type { IncidentStory } from '../../src/core/telling/incident-story.js';
import type { Language } from '../../src/texts/language.js';
import { storyAt } from '../support/stories.js';

/** A state folder with these stories, and the output of a command on it. */
async function machine(...stories: readonly IncidentStory[]) {
  const folder = mkdtempSync(join(tmpdir(), 'comwatch-incidents-'));
  const file = join(folder, 'monitor.ini');
  const stateDir = join(folder, 'state');
  writeFileSync(file, `[monitor]\nstate_dir = ${stateDir}\n[shellprocess]\n`);
  const store = openIncidentStore(stateDir, (text) => text);
  for (const each of stories) await store.save(each);
  const say = async (words: readonly string[], language: Language = 'ru') => {
    const out: string[] = [];
    const errors: string[] = [];
    const code = await runProgram(
      [...words, '--config', file],
      language,
      { out: (line) => out.push(line), error: (line) => errors.push(line) },
      new AbortController().signal,
    );
    return { code, out: out.join('\n'), errors: errors.join('\n') };
  };
  return { say, stateDir };
}

const ID = '20261126-030512.123-4711';

describe('comwatch incidents', () => {
  it('is a table of the last day in the language of the reader, the newest first', async () => {
    const now = Date.now();
    const old = storyAt(now - 2 * 86_400_000, { id: '20261124-030512.123-1' });
    const open = { id: '20261126-040000.000-com', closedUnixMs: null, end: null } as const;
    const { say } = await machine(storyAt(now - 3_600_000), old, storyAt(now - 60_000, open));
    const { code, out } = await say(['incidents']);
    expect(code).toBe(0);
    const [head = '', first = '', second = ''] = out.split('\n');
    expect(head).toMatch(/^Инцидент +Начало +Длился +Проверка +Выгружено +Объект +Состояние$/);
    expect(first).toMatch(/^20261126-040000\.000-com .* ФронтОфис: dllhost\.exe +продолжается$/);
    expect(second).toMatch(/^20261126-030512\.123-4711 .* 40 с +пределы +1 .* устранён$/);
    expect(out).not.toContain('20261124');
    expect((await say(['incidents'], 'en')).out).toMatch(/Opened +Lasted.*\n.* open\n.* cured\n/);
  });

  it('goes back as far as requested', async () => {
    const { say } = await machine(storyAt(Date.now() - 2 * 86_400_000));
    expect((await say(['incidents'])).out).toBe('Инцидентов за 24 ч не было.');
    expect((await say(['incidents', '--since', '7d'])).out).toContain(ID);
  });

  it('is JSON for scripts', async () => {
    const { say } = await machine(storyAt(Date.now() - 60_000));
    const list = JSON.parse((await say(['incidents', '--json'])).out) as unknown;
    expect(list).toMatchObject([
      { id: ID, state: 'cured', stops: 1, lastedMs: 40_000, timesWithinAnHour: 3 },
    ]);
    expect((await (await machine()).say(['incidents', '--json'])).out).toBe('[]');
  });

  it('says what a wrong --since should be', async () => {
    const { code, errors } = await (await machine()).say(['incidents', '--since', 'вчера']);
    expect(code).toBe(2);
    expect(errors).toMatch(/--since: вчера; ожидается время/);
  });

  it('names files that are none, and shows the others', async () => {
    const { say, stateDir } = await machine(storyAt(Date.now()));
    writeFileSync(join(stateDir, 'incidents', '20261126-1.json'), '{');
    const { code, out, errors } = await say(['incidents']);
    expect(code).toBe(0);
    expect(out).toContain(ID);
    expect(errors).toContain('20261126-1.json');
  });
});

describe('comwatch incident', () => {
  it('tells the whole story, with curves', async () => {
    const { say } = await machine(storyAt(Date.UTC(2026, 10, 26, 3, 5, 12)));
    const { code, out } = await say(['incident', ID]);
    expect(code).toBe(0);
    if (process.env['COMWATCH_SHOW']) console.info(out);
    for (const part of [
      'превышены пределы',
      'Устранён:  ',
      'раз за час: 3',
      'dllhost.exe 4711 выше предела: ЦП 93 %',
      'dllhost.exe 4711 выгружен',
      'ЦП, % (предел 20)',
      'Вызовы COM, с',
    ]) {
      expect(out).toContain(part);
    }
    const rows = out.split('\n').filter((line) => / \|.*█/.test(line));
    expect(rows.length).toBeGreaterThanOrEqual(6);
    // Above the limit only in the minute before the opening: the middle of the curve.
    const top = rows[0]?.split('|')[1] ?? '';
    expect(top.indexOf('█') / top.length).toBeGreaterThan(0.4);
    expect(Math.max(...out.split('\n').map((line) => line.length))).toBeLessThanOrEqual(110);
  });

  it('shows what an event of another version is, not less', async () => {
    const events = [
      { atUnixMs: 1, level: 'info', action: 'stop', sentence: { kind: 'of-the-future' } },
      { atUnixMs: 2, level: 'info', action: 'stop', sentence: { kind: 'breach', target: null } },
    ] as never;
    const { say } = await machine(storyAt(Date.now(), { events, curves: null }));
    const { code, out } = await say(['incident', ID], 'en');
    expect(code).toBe(0);
    expect(out.match(/another version of comwatch/g)).toHaveLength(2);
    expect(out).toContain('No figures were recorded for that time.');
  });

  it('names the latest where there is none of that name', async () => {
    const { say } = await machine(storyAt(Date.now()));
    const { code, errors } = await say(['incident', '../brake']);
    expect(code).toBe(1);
    expect(errors).toMatch(/Инцидента \.\.\/brake нет в папке .*incidents/);
    expect(errors).toContain(`Последние инциденты: ${ID}`);
  });

  it('says that the identifier is missing', async () => {
    const { code, errors } = await (await machine()).say(['incident']);
    expect(code).toBe(2);
    expect(errors).toContain('comwatch incidents');
  });
});
