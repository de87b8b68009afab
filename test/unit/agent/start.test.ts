import { describe, expect, it } from 'vitest';
import { learnMachine, reportRights } from '../../../src/agent/start.js';
import type { JournalEvent } from '../../../src/core/telling/journal-event.js';
import type { Machine } from '../../../src/core/observing/model.js';
import type { Notice } from '../../../src/core/telling/notice.js';
import { eventText } from '../../../src/texts/sentence.js';
import { machine } from '../../support/build.js';

function ports(answers: (Machine | undefined)[]) {
  const events: JournalEvent[] = [];
  const notices: Notice[] = [];
  let now = 0;
  return {
    events,
    notices,
    hostName: 'SRV01',
    clock: {
      monotonicMs: () => now,
      wallMs: () => now,
      sleep: (ms: number) => {
        now += ms;
        return Promise.resolve();
      },
    },
    readMachine: () => Promise.resolve(answers.shift()),
    journal: (event: JournalEvent) => void events.push(event),
    notify: (notice: Notice) => Promise.resolve(void notices.push(notice)),
  };
}

describe('at the start', () => {
  const signal = new AbortController().signal;

  it('asks until a shell answers, and says after a minute that none does', async () => {
    const bench = ports([...Array.from({ length: 15 }, () => undefined), machine()]);
    expect(await learnMachine(bench, signal)).toEqual(machine());
    expect(bench.notices).toMatchObject([
      { condition: 'sampling', state: 'failing', reason: { kind: 'shell-silent' } },
      { condition: 'sampling', state: 'over' },
    ]);
  });

  it('takes the end of the agent for no failure of the shell', async () => {
    const bench = ports([]);
    const ending = new AbortController();
    const readMachine = () => {
      ending.abort();
      return Promise.resolve(undefined);
    };
    expect(await learnMachine({ ...bench, readMachine }, ending.signal)).toBeUndefined();
    expect(bench.events).toEqual([]);
  });

  it.each([
    [['transcription', 'script-blocks'], 'info', 'но не замеры', 'but no sample'],
    [['script-blocks', 'modules'], 'warn', 'и каждый замер', 'every sample'],
  ] as const)('names the policies that record PowerShell: %s', async (recording, level, ru, en) => {
    const bench = ports([machine({ recording })]);
    await learnMachine(bench, signal);
    const [known, recorded] = bench.events;
    expect(known?.fields).toMatchObject({ 'comwatch.shell.recording': recording });
    expect(recorded).toMatchObject({ action: 'machine', level });
    expect(recorded && eventText(recorded, 'ru')).toContain(ru);
    expect(recorded && eventText(recorded, 'en')).toContain(en);
  });

  it('is silent about policies where none records', async () => {
    const bench = ports([machine({ recording: [] })]);
    await learnMachine(bench, signal);
    expect(bench.events.map(({ sentence }) => sentence.kind)).toEqual(['machine-known']);
  });

  it('mails and logs that the account may not stop others', () => {
    const bench = ports([]);
    reportRights(machine({ canStopOthers: false }), bench);
    expect(bench.notices).toMatchObject([
      { kind: 'trouble', condition: 'stop-right', state: 'failing' },
    ]);
    expect(bench.events).toMatchObject([{ action: 'rights', level: 'error', mailed: true }]);
  });

  it.each([true, null])(
    'says nothing when it may or when that is not known: %s',
    (canStopOthers) => {
      const bench = ports([]);
      reportRights(machine({ canStopOthers }), bench);
      expect([bench.notices, bench.events]).toEqual([[], []]);
    },
  );
});
