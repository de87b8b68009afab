/** What a reload changes during an incident. */
import { describe, expect, it } from 'vitest';
import { keeping } from '../../../src/cli/reloads.js';
import { parseConfig } from '../../../src/config/load.js';
import type { WatchStatus } from '../../../src/core/telling/status.js';

const INI = `[commethod]
sysname = Склад
login = monitor
witerezult = 100 s
progid = meAppServer.AppServer
`;

function taken(ini: string) {
  const loaded = parseConfig(ini, '/etc/monitor.ini');
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.problems));
  return { ...loaded, keptFrom: [] };
}

function status(isOpen: boolean): WatchStatus {
  const incident = {
    id: '20261126-1',
    check: 'com' as const,
    application: null,
    subject: 'meAppServer.AppServer',
    openedUnixMs: 0,
    stops: 0,
    cure: 'none' as const,
  };
  return {
    mode: 'act',
    sources: [],
    applications: [],
    incidents: isOpen ? [incident] : [],
    brake: [],
    pauses: [],
    loops: [],
    stopRight: null,
    moreApplications: 0,
  };
}

const reloaded = (ini: string, isOpen = true) =>
  keeping(taken(INI).config, taken(ini), status(isOpen));

describe('the COM check of an application with an open incident', () => {
  it('stays as it was where what the file says is not proven', () => {
    const { config, keptFrom } = reloaded(INI.replace('login = monitor', 'login = other'));
    expect(keptFrom).toEqual([undefined]);
    expect(config.applications[0].com?.login).toBe('monitor');
  });

  it.each([
    ['nothing has changed', INI],
    ['a time limit is longer', INI.replace('100 s', '120 s')],
    ['refuse_pattern differs', `${INI}refuse_pattern = закрыто\n`],
    ['something else has changed', `${INI}delay = 7 s\n`],
  ])('is taken over where %s: the proof holds', (_what, ini) => {
    expect(reloaded(ini).keptFrom).toEqual([]);
  });

  it('stays as it was where a time limit is shorter', () => {
    const { config, keptFrom } = reloaded(INI.replace('100 s', '50 s'));
    expect(keptFrom).toEqual([undefined]);
    expect(config.applications[0].com?.witerezultMs).toBe(100_000);
  });

  it('is taken over in any case when there is no incident', () => {
    const { config, keptFrom } = reloaded(INI.replace('login = monitor', 'login = other'), false);
    expect(keptFrom).toEqual([]);
    expect(config.applications[0].com?.login).toBe('other');
  });
});
