/** Output of `comwatch sample` on sampled processes. */
import { foreign } from '../../../src/core/foreign.js';
import { describe, expect, it } from 'vitest';
import { sampleJson, sampleTable } from '../../../src/cli/sample-table.js';
import { rowsOf, type Resolved, type SampleView } from '../../../src/cli/sample-view.js';
import { parseConfig } from '../../../src/config/load.js';
import type { ApplicationConfig } from '../../../src/config/config.js';
import type { Watched } from '../../../src/core/observing/process-table.js';
import { machine, STARTED_UNIX_MS, target, watched } from '../../support/build.js';

const APP_ID = '{0C7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11}';
const OTHER = '{11111111-2222-3333-4444-555555555555}';

function configOf(text: string) {
  const loaded = parseConfig(text, '/etc/comwatch/monitor.ini');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return loaded.config;
}

const plain = configOf('[shellprocess]\nmaxcpuprocent = 80\nmaxmemoryprocent = 40\n');
const two = configOf(
  `[shellprocess]\nmaxcpuprocent = 80\n[shellprocess БэкОфис]\napplication = ${APP_ID}\nmaxcpuprocent = 50\n`,
);
const byClass = configOf(
  '[shellprocess ФронтОфис]\nname = front.exe\n[shellprocess БэкОфис]\n[commethod БэкОфис]\nsysname = a\nlogin = b\ndelay = 30 s\n',
);
const limited = configOf('[shellprocess]\napplication = ФронтОфис\n');

function process(pid: number, cpuPercent: number | null, changes: Partial<Watched> = {}): Watched {
  return watched({
    target: target({ pid }),
    figures: { cpuPercent, memoryPercent: 1.234, workingSetBytes: 12 * 2 ** 20 },
    commandLine: { kind: 'read', text: `C:\\Windows\\System32\\dllhost.exe /Processid:${OTHER}` },
    settled: true,
    ...changes,
  });
}

const hosting = {
  commandLine: { kind: 'read', text: `dllhost.exe /Processid:${APP_ID}` },
} as const;

function view(
  config: typeof plain,
  processes: readonly Watched[],
  changes: Partial<SampleView> = {},
  resolved: ReadonlyMap<ApplicationConfig, Resolved> = new Map(),
): SampleView {
  return {
    config,
    machine: machine(),
    atMs: STARTED_UNIX_MS + 60_000,
    source: 'cim',
    brake: { kind: 'free' },
    rows: rowsOf(config, processes, resolved),
    unresolved: [],
    ...changes,
  };
}

const table = (shown: SampleView, columns = 100) => sampleTable(shown, 'ru', columns);
const note = (shown: SampleView) => table(shown).find((line) => line.includes('<-')) ?? '';

describe('the table', () => {
  it('says when, from which source, and whose limits these are', () => {
    const [first, second, third] = table(view(plain, [process(1, 1)]));
    expect(first).toMatch(/^Замер \d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d:\d\d, .*, источник cim$/);
    expect(second).toContain('/etc/comwatch/monitor.ini');
    expect(third).toBe('  ЦП 80 %, память 40 %');
  });

  it('says which figure is over, with the digits that it needs', () => {
    expect(note(view(plain, [process(1, 80.04)]))).toMatch(/<- выше предела: ЦП 80,04 % > 80 %$/);
    expect(table(view(plain, [process(1, 80)])).join('\n')).not.toContain('<-');
  });

  it('does not mark a process within grace as over', () => {
    const young = process(1, 300, { settled: false, ageMs: 18_000 });
    expect(note(view(plain, [young]))).toMatch(/ещё не оценивается.*осталось 12 с/);
    expect(table(view(plain, [young])).join('\n')).not.toContain('выше предела');
  });

  it('fits the console, the AppID of a long command line in sight', () => {
    const long = process(4_194_304, 100.5, {
      commandLine: {
        kind: 'read',
        text: `C:\\${'папка\\'.repeat(40)}dllhost.exe /Processid:${OTHER}`,
      },
    });
    for (const columns of [80, 100, 140]) {
      // The text above the table consists of sentences, which a console may break.
      const lines = table(view(plain, [long]), columns).slice(columns < 100 ? 3 : 0);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(columns);
      expect(lines.join('\n')).toMatch(/\.\.\..*5555\}/);
    }
  });

  it('shows what suspends stopping, and that it is not known', () => {
    const holds = [{ key: 'com/dllhost.exe', untilMs: STARTED_UNIX_MS + 600_000 }];
    const held = view(plain, [], { brake: { kind: 'held', holds } });
    expect(table(held).join('\n')).toMatch(
      /! Выгрузка приостановлена до .*: dllhost\.exe, проверка COM$/m,
    );
    const reason = { kind: 'file-invalid', file: 'brake.json' } as const;
    const unread = view(plain, [], { brake: { kind: 'unreadable', reason } });
    expect(table(unread).join('\n')).toContain('Неизвестно, приостановлена ли выгрузка');
  });
});

describe('applications', () => {
  it('have a column when they are named, and judge by their own limits', () => {
    const shown = view(two, [process(1, 60, hosting), process(2, 60)]);
    expect(shown.rows.map(({ application }) => application?.name)).toEqual(['БэкОфис', undefined]);
    const lines = table(shown);
    expect(lines.join('\n')).toMatch(/Приложение.*\n *1 .*БэкОфис.*\n.*ЦП 60 % > 50 %\n *2 .* - /);
    expect(table(view(plain, [process(1, 1)])).join('\n')).not.toContain('Приложение');
  });

  it('leave other processes unjudged where the configuration is limited to one', () => {
    const resolved = new Map<ApplicationConfig, Resolved>([
      [limited.applications[0], { kind: 'known', appId: APP_ID, instancePids: [] }],
    ]);
    const processes = [
      process(1, 99, hosting),
      process(2, 99),
      process(3, 99, { commandLine: { kind: 'unread' } }),
    ];
    const { rows } = view(limited, processes, {}, resolved);
    expect(rows.map(({ standing }) => standing.kind)).toEqual([
      'judged',
      'elsewhere',
      'unidentified',
    ]);
  });

  it('that name a class only take the hosts of that class, and no others', () => {
    const [, named] = byClass.applications;
    if (!named) throw new Error('one application only');
    const resolved = new Map<ApplicationConfig, Resolved>([
      [named, { kind: 'known', appId: APP_ID, instancePids: [] }],
    ]);
    const processes = [process(1, 60, hosting), process(2, 60)];
    const names = (of: ReadonlyMap<ApplicationConfig, Resolved>) =>
      view(byClass, processes, {}, of).rows.map(({ application }) => application?.name);
    expect(names(resolved)).toEqual(['БэкОфис', 'ФронтОфис']);
    expect(names(new Map())).toEqual([undefined, undefined]);
  });

  it('that are not found leave all unjudged, and the reason is shown', () => {
    const unresolved = [{ name: 'ФронтОфис', reason: foreign('каталог не отвечает') }];
    const shown = view(limited, [process(1, 99, hosting)], { unresolved });
    expect(shown.rows.map(({ standing }) => standing.kind)).toEqual(['unidentified']);
    expect(table(shown).join('\n')).toContain('! Приложение ФронтОфис не найдено: каталог');
  });
});

it('JSON keeps its fields', () => {
  const parsed = JSON.parse(sampleJson(view(two, [process(1, 60, hosting)]))) as object;
  expect(parsed).toMatchObject({
    limits: { maxCpuPercent: 80 },
    stopping: [],
    processes: [
      {
        pid: 1,
        application: 'БэкОфис',
        cpuPercent: 60,
        settled: true,
        standing: 'judged',
        over: ['cpu'],
      },
    ],
  });
});
