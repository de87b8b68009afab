/** The COM check through PowerShell instead of edge-js, against the real COM server: comwatch probe. */
import { describe, expect, it } from 'vitest';
import type { ProbeAnswer } from '../../src/core/judging/probe-result.js';
import { until } from '../support/shells.js';
import { TestServer } from './support/com-server.js';
import { comSettings, Installation, type Settings } from './support/comwatch.js';
import { takeEdgeAway } from './support/edge.js';
import { running } from './support/program.js';

type Answer = ProbeAnswer & { readonly bridge?: string };

/** The shell that makes the calls, whichever PowerShell the tests use. */
const shells = () => running(/pwsh|powershell/i);

async function probe(server: TestServer, changes: Settings[string]) {
  const commethod = comSettings(server.progid, changes);
  const installation = new Installation('bridge', { commethod });
  const { code, out, error } = await installation.comwatch('probe', '--json');
  try {
    return { code, error, answer: JSON.parse(out) as Answer };
  } catch {
    throw new Error(`no answer but: ${out}${error}`);
  }
}

describe('a server called through PowerShell', () => {
  it('answers as it does through edge-js', async () => {
    const server = await TestServer.fresh('text');
    const { code, answer } = await probe(server, { bridge: 'powershell' });
    expect(answer).toMatchObject({
      kind: 'ok',
      sessionEnd: 'logged-out',
      logOutFault: null,
      bridge: 'powershell',
    });
    expect(code).toBe(0);
    expect(server.calls().filter((call) => call !== 'GetTypeInfo')).toEqual([
      'started',
      'Authorize наблюдатель ФронтОфис',
      'GetCurrentSessionInfo',
      'LogOut',
    ]);
  });

  it('that hangs is abandoned, its session closed aside, and the shell ended', async () => {
    const server = await TestServer.fresh('text');
    server.behave('GetCurrentSessionInfo', 'hang');
    const { code, answer } = await probe(server, { bridge: 'powershell' });
    expect(answer).toMatchObject({
      kind: 'failed',
      failure: { failureClass: 'timeout', stage: 'session-info' },
    });
    expect(code).toBe(1);
    expect(server.calls().at(-1)).toBe('LogOut');
    expect(server.hosts()).toHaveLength(1);
    await until(() => shells().length === 0, 60_000);
  });

  it('because edge-js is not there is called all the same, and the reason is said', async () => {
    takeEdgeAway();
    const server = await TestServer.fresh('text');
    const { code, answer, error } = await probe(server, { bridge: 'auto' });
    expect(answer).toMatchObject({ kind: 'ok', bridge: 'powershell' });
    expect(error).toContain('edge-js');
    expect(code).toBe(0);
  });

  it('with neither is unavailable', async () => {
    takeEdgeAway();
    const server = await TestServer.fresh('text');
    const { code, answer } = await probe(server, { bridge: 'edge' });
    expect(answer).toMatchObject({ kind: 'unavailable', reason: { kind: 'child-fault' } });
    expect(code).toBe(1);
  });
});
