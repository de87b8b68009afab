import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openLastRun } from '../../../src/adapters/state/last-run.js';
import { tellUpgrade } from '../../../src/agent/telling/upgrade.js';
import type { JournalEvent } from '../../../src/core/telling/journal-event.js';
import type { Notice } from '../../../src/core/telling/notice.js';

const folder = () => mkdtempSync(join(tmpdir(), 'last-run-'));

describe('the version that ran last', () => {
  it('is known to the next one', async () => {
    const state = folder();
    const run = { version: '1.2.3', defaults: { 'commethod.confirm': '2' } };
    await openLastRun(state).save(run);
    expect(await openLastRun(state).load()).toEqual({ kind: 'known', run });
  });

  it('is none where no agent has worked yet', async () => {
    expect(await openLastRun(folder()).load()).toEqual({ kind: 'none' });
    expect(await openLastRun(join(folder(), 'absent')).load()).toEqual({ kind: 'none' });
  });

  it('is none where only this agent has its lock and its stop file', async () => {
    const state = folder();
    writeFileSync(join(state, 'agent.lock'), '1');
    writeFileSync(join(state, 'stop'), '');
    expect(await openLastRun(state).load()).toEqual({ kind: 'none' });
  });

  it.each(['brake.json', 'proven.json', 'health.json', 'memory.json'])(
    'is one without a note of its own where it left %s',
    async (name) => {
      const state = folder();
      writeFileSync(join(state, name), '{}');
      expect(await openLastRun(state).load()).toEqual({ kind: 'unknown' });
    },
  );

  it('is one without a note of its own where it left an outbox', async () => {
    const state = folder();
    mkdirSync(join(state, 'outbox'));
    expect(await openLastRun(state).load()).toEqual({ kind: 'unknown' });
  });

  it.each(['', 'null', '[]', '{"version":7,"defaults":{}}', '{"version":"1"}'])(
    'is not known from a damaged note: %j',
    async (text) => {
      const state = folder();
      writeFileSync(join(state, 'last-run.json'), text);
      expect(await openLastRun(state).load()).toEqual({ kind: 'unknown' });
    },
  );

  it('is noted as plain texts', async () => {
    const state = folder();
    await openLastRun(state).save({ version: '1', defaults: { a: 'b' } });
    expect(JSON.parse(readFileSync(join(state, 'last-run.json'), 'utf8'))).toEqual({
      version: '1',
      defaults: { a: 'b' },
    });
  });
});

describe('an upgrade', () => {
  const tell = async (...changes: Parameters<typeof tellUpgrade>[1]) => {
    const events: JournalEvent[] = [];
    const notices: Notice[] = [];
    await tellUpgrade('2.0.0', changes, {
      clock: { wallMs: () => Date.UTC(2026, 10, 25) },
      hostName: 'SRV',
      journal: (event) => events.push(event),
      notify: (notice) => Promise.resolve(void notices.push(notice)),
    });
    return { events, notices };
  };
  const confirm = { section: 'commethod', key: 'confirm', before: '1', now: '2' };
  const suspects = { section: 'commethod', key: 'suspects', before: 'any', now: 'hosts' };

  it('is a record for each default, and one mail', async () => {
    const { events, notices } = await tell(confirm, suspects);
    expect(events.map(({ action, sentence }) => [action, sentence])).toEqual([
      ['upgrade', { kind: 'default-changed', ...confirm }],
      ['upgrade', { kind: 'default-changed', ...suspects }],
    ]);
    expect(notices).toMatchObject([
      { kind: 'upgrade', version: '2.0.0', changes: [confirm, suspects] },
    ]);
  });

  it('that changes no default is not worth a word', async () => {
    expect(await tell()).toEqual({ events: [], notices: [] });
  });
});
