import { describe, expect, it } from 'vitest';
import { parseConfig } from '../../../src/config/load.js';
import { problemText } from '../../../src/texts/problems.js';

const parse = (text: string) => parseConfig(text, '/somewhere/monitor.ini');

function applications(text: string) {
  const loaded = parse(text);
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.config.applications;
}

function problems(text: string, language: 'ru' | 'en' = 'en'): string[] {
  const loaded = parse(text);
  return loaded.ok ? [] : loaded.problems.map((each) => problemText(each, language));
}

const COM = 'sysname = a\nlogin = b\ndelay = 30 s\n';

describe('several applications in one file', () => {
  it('have settings of their own, the one without a name first', () => {
    const found = applications(
      `[commethod БэкОфис]\n${COM}progid = bo.Server\nconfirm = 4\n` +
        '[shellprocess БэкОфис]\napplication = BackOffice\nmaxcpuprocent = 90\n' +
        `[shellprocess]\ndelay = 2 s\n[commethod]\n${COM}`,
    );
    expect(found).toMatchObject([
      { name: undefined, limits: { maxCpuPercent: 20 }, com: { progid: 'meAppServer.AppServer' } },
      {
        name: 'БэкОфис',
        watch: { application: 'BackOffice' },
        limits: { maxCpuPercent: 90 },
        com: { progid: 'bo.Server', rules: { confirm: 4 } },
      },
    ]);
  });

  it('are paired without regard to case and blanks', () => {
    const found = applications(
      `[shellprocess  БЭКОФИС ]\nmaxcpuprocent = 90\n[commethod бэкофис]\n${COM}`,
    );
    expect(found).toMatchObject([{ name: 'БЭКОФИС', com: { sysname: 'a' } }]);
    expect(found).toHaveLength(1);
  });

  it('may have the COM check only', () => {
    const found = applications(
      `[shellprocess]\ndelay = 3 s\nexclude = /x\napplication = a\n[commethod X]\n${COM}`,
    );
    expect(found[1]).toMatchObject({
      name: 'X',
      limits: undefined,
      watch: { delayMs: 3_000, application: undefined, exclude: [] },
      com: { sysname: 'a' },
    });
  });
});

describe('sections of one image', () => {
  it('are sampled as the section without a name says', () => {
    const [, named] = applications(
      '[shellprocess X]\napplication = x\n[shellprocess]\ndelay = 3 s\ngrace = 1 min\n',
    );
    expect(named?.watch).toMatchObject({ delayMs: 3_000, graceMs: 60_000 });
  });

  it('are sampled as the first one says where all have names', () => {
    const [, second] = applications(
      '[shellprocess X]\napplication = x\ndelay = 3 s\n[shellprocess Y]\napplication = y\nsource = cim\n',
    );
    expect(second?.watch.delayMs).toBe(3_000);
  });

  it('may repeat the same value and not write another one', () => {
    const text = (delay: string) =>
      `[shellprocess]\ndelay = 3 s\n[shellprocess X]\napplication = x\ndelay = ${delay}\n`;
    expect(problems(text('3000 ms'))).toEqual([]);
    expect(problems(text('4 s'))).toEqual([
      'Line 5: [shellprocess X] delay = 4 s, but [shellprocess] on line 2 has 3 s and watches the same dllhost.exe: an image is sampled once for all its sections. Remove the key here, or write the same value.',
    ]);
  });

  it('are free of each other when the images differ', () => {
    const found = applications('[shellprocess]\n[shellprocess X]\nname = a.exe\ndelay = 4 s\n');
    expect(found.map(({ watch }) => watch.delayMs)).toEqual([120, 4_000]);
  });
});

describe('two sections that could own the same process', () => {
  const one = '[shellprocess]\n[shellprocess X]\napplication = BackOffice\n';
  it.each([
    ['the same application', `${one}[shellprocess Y]\napplication = BACKOFFICE\n`, 'Line 5'],
    [
      'the same AppID',
      '[shellprocess X]\napplication = {0AB0C1D2-0000-0000-0000-000000000000}\n[shellprocess Y]\napplication = 0ab0c1d2-0000-0000-0000-000000000000\n',
      'Line 4',
    ],
    [
      'the same class by default',
      `[commethod]\n${COM}[commethod X]\n${COM}`,
      'Line 5: [commethod X] names "meappserver.appserver", as [commethod] on line 1 does',
    ],
    [
      'the same class in other case',
      `[commethod X]\n${COM}progid = a.B\n[commethod Y]\n${COM}progid = A.b\n`,
      'Line 10: [commethod Y] names "a.b", as [commethod X] on line 5 does',
    ],
  ])('is a problem: %s', (_name, text, expected) => {
    expect(problems(text)).toHaveLength(1);
    expect(problems(text)[0]).toContain(expected);
    expect(problems(text, 'ru')[0]).toContain('процесс может принадлежать');
  });

  it.each([
    ['two without an application', '[shellprocess X]\n[shellprocess Y]\n', 2],
    ['one beside the section without a name', '[shellprocess]\n[shellprocess X]\n', 1],
    [
      'one whose image is written otherwise',
      '[shellprocess]\nname = DLLHOST\n[shellprocess X]\n',
      1,
    ],
    ['one beside a named one', `${one}[shellprocess Y]\n`, 1],
  ])('is a problem: %s', (_name, text, count) => {
    expect(problems(text)).toHaveLength(count);
    expect(problems(text)[0]).toContain('does not say which of the dllhost.exe processes');
  });

  it('is none: the class says whose processes they are, or no other section has the image', () => {
    const com = `${COM}progid = a.B\n`;
    expect(problems(`[shellprocess]\n[shellprocess X]\n[commethod X]\n${com}`)).toEqual([]);
    expect(problems('[shellprocess X]\n')).toEqual([]);
    expect(problems('[shellprocess]\n[shellprocess X]\nname = a.exe\n')).toEqual([]);
  });

  it('is a section given twice in other case', () => {
    expect(problems('[shellprocess X]\n[shellprocess x]\n')[0]).toBe(
      'Line 2: section [shellprocess x] is given twice, first on line 1.',
    );
  });

  it('is none of a section that has no name to give', () => {
    expect(problems('[shellprocess]\n[mail X]\n')[0]).toContain('unknown section [mail X]');
  });
});
