import { describe, expect, it } from 'vitest';
import type { Notice } from '../../../src/core/telling/notice.js';
import { describeNotice } from '../../../src/texts/notice.js';
import { ms, Night } from '../engine/night.js';
import { shippedWith } from '../engine/settings.js';

function wordsOf(notices: readonly Notice[]): string[] {
  return notices.flatMap((notice) =>
    (['en', 'ru'] as const).map((language) => describeNotice(notice, language).advice),
  );
}

const NOTHING_TO_DO = /nothing needs to be done|ничего делать не (нужно|надо)|делать ничего не/i;
const REBOOT = /reboot|restart (of )?(windows|the server)|перезагру/i;

describe('a process over its limit', () => {
  it('that may not be stopped, one minute in four, is one incident and a mail an hour, and ends in a record', async () => {
    const night = new Night();
    night.world.addServer();
    const [busy] = night.busyNeighbours(1, 90, '1 min', '4 min');
    busy!.process.isDenied = true;
    await night.run('10 h');
    const incidents = new Set(night.events('breach').map(({ event }) => event.incidentId));
    expect(incidents.size).toBe(1);
    expect(night.mails.length).toBeLessThanOrEqual(12);
    busy!.process.turnTo(night.nowMs, { cpu: () => 0 });
    await night.run('20 min');
    const [incident] = incidents;
    const last = night.account.events.filter(({ event }) => event.incidentId === incident).at(-1);
    expect(last!.atMs).toBeGreaterThan(ms('10 h'));
    expect(night.account.mails.at(-1)!.atMs).toBeGreaterThan(ms('10 h'));
  });

  it('that Windows does not let be stopped is tried less and less often, and soon by the next agent', async () => {
    const night = new Night();
    const denied = night.world.addNeighbour({
      cpu: () => (nowMs) => nowMs,
      returnsInMs: undefined,
    });
    denied.process.isDenied = true;
    await night.run('10 h');
    const { stops } = night.account;
    expect(new Set(stops.map(({ outcome }) => outcome?.kind))).toEqual(new Set(['refused']));
    expect(stops.length).toBeLessThanOrEqual(17);
    expect(stops.at(-1)!.atMs - stops.at(-2)!.atMs).toBeGreaterThanOrEqual(ms('1 h'));
    const told = night.mails.filter(({ kind }) => kind === 'breach');
    expect(told.length).toBeGreaterThanOrEqual(9);
    expect(told.length).toBeLessThanOrEqual(11);
    expect(wordsOf(night.mails).some((text) => text.includes('less and less often'))).toBe(true);
    // The task was given an account with the right.
    night.agent.restart();
    denied.process.isDenied = false;
    await night.run('6 min');
    expect(stops.at(-1)?.outcome?.kind).toBe('stopped');
  });

  it('that survives twice: no mail says that only a reboot helps before the third attempt', async () => {
    const night = new Night();
    night.world.addServer();
    const stubborn = night.world.addNeighbour({
      cpu: () => (nowMs) => nowMs,
      returnsInMs: undefined,
    });
    stubborn.process.survives = 2;
    await night.run('30 s');
    expect(night.account.stops.map(({ outcome }) => outcome?.kind)).toEqual([
      'survived',
      'survived',
    ]);
    expect(wordsOf(night.mails).filter((text) => REBOOT.test(text))).toEqual([]);
    await night.run('10 min');
    expect(night.account.stops).toHaveLength(3);
  });

  it('is stopped: the mail says that nothing needs to be done only once a fresh process was seen', async () => {
    const night = new Night();
    night.world.addNeighbour({ cpu: () => (nowMs) => nowMs, returnsInMs: undefined });
    await night.run('30 min');
    expect(night.neighbourStops).toHaveLength(1);
    expect(wordsOf(night.mails).filter((text) => NOTHING_TO_DO.test(text))).toEqual([]);
  });
});

describe('a COM incident', () => {
  it('has one beginning and one end, in the log and in the mail', async () => {
    const night = new Night();
    const server = night.world.addServer();
    await night.run('1 h');
    server.break({ kind: 'hangs' });
    await night.run('2 h');
    const ids = new Set(night.events('probe-failed').map(({ event }) => event.incidentId));
    expect(ids.size).toBe(1);
    expect(night.events('probe-recovered')).toHaveLength(1);
    const turns = night.mails.filter((each) => each.kind === 'probe-turn');
    expect(turns.map(({ turn }) => turn.kind)).toEqual(['recovered']);
  });

  it('says in its mail of the stop nothing of a cure that was not seen yet', async () => {
    const night = new Night();
    const server = night.world.addServer();
    await night.run('1 h');
    server.turnTo({ kind: 'outside', mood: { kind: 'hangs' } });
    await night.run('1 h');
    expect(night.hostStops.length).toBeGreaterThan(0);
    expect(wordsOf(night.mails).filter((text) => NOTHING_TO_DO.test(text))).toEqual([]);
  });
});

describe('a server that answers slowly for half an hour', () => {
  it.each(['one agent', 'two agents, one after the other'])(
    'is one mail when it begins and one when it is over, in one thread: %s',
    async (agents) => {
      const night = new Night(shippedWith({ commethod: 'slow_metric = 40' }));
      const server = night.world.addServer();
      night.world.at(ms('60 min'), () => server.break({ kind: 'slow', takesMs: 20_000 }));
      if (agents !== 'one agent') night.world.at(ms('75 min'), () => night.agent.restart());
      night.world.at(ms('90 min'), () => server.heal());
      await night.run('3 h');
      const turns = night.mails.filter((each) => each.kind === 'probe-turn');
      expect(turns.map(({ turn }) => turn.kind)).toEqual(['slow', 'slow-over']);
      expect(turns[1]).toMatchObject({ turn: { end: 'quick' }, incidentId: turns[0]!.incidentId });
      const over = night.account.mails.find(({ notice }) => notice === turns[1]);
      expect(over!.atMs).toBeGreaterThan(ms('104 min'));
      expect(over!.atMs).toBeLessThan(ms('110 min'));
      expect(night.account.stops).toEqual([]);
    },
  );
});
