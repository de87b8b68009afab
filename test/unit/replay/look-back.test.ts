/** The replay of the past week in a separate process: with the real program, and with ones that misbehave. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openLookBack } from '../../../src/adapters/replay/look-back.js';
import { MAIN } from '../../support/paths.js';
import { ms } from '../../worlds/engine/night.js';
import { RecordedNight, writeRecord } from '../../worlds/engine/recorded-night.js';
import { shippedWith } from '../../worlds/engine/settings.js';

const INI = shippedWith({ shellprocess: 'maxcpuprocent = 50', monitor: 'mode = observe' });
const ONCE = { needed: 1, of: 1 };

let dir: string;
let configFile: string;
beforeAll(async () => {
  const night = new RecordedNight(INI, { startWallMs: Date.now() - ms('2 h') });
  // A peak that is over after two or three samples, and a lasting load.
  night.burnAt('20 min', '3 s', 95);
  night.burnAt('60 min', '40 min', 95);
  await night.run('2 h');
  night.agent.end();
  dir = mkdtempSync(join(tmpdir(), 'comwatch-look-back-'));
  configFile = join(dir, 'monitor.ini');
  writeFileSync(configFile, INI);
  await writeRecord(join(dir, 'state'), night.entries);
}, 120_000);

const real = [process.execPath, MAIN] as const;
/** A program that gives this answer to every call. */
const scripted = (script: string) => [process.execPath, '-e', script, '--'] as const;
const never = new AbortController().signal;

describe('a look back', () => {
  it('counts what this configuration would have stopped, and what more patience would have left', async () => {
    const look = openLookBack({ configFile, sustain: ONCE, program: real });
    const looked = await look(7, never);
    const { span } = looked.ok ? looked.value : {};
    expect(Number(span?.untilUnixMs) - Number(span?.fromUnixMs)).toBeCloseTo(ms('2 h'), -4);
    expect(looked).toEqual({
      ok: true,
      value: {
        span: { ...span, samples: 7_201, calls: 25 },
        stops: 2,
        recovered: 1,
        ended: 0,
        unknown: 0,
        patient: { sustain: { needed: 4, of: 5 }, stops: 1 },
      },
    });
  }, 120_000);

  it('asks once where the configuration is as patient already, or judges no limit', async () => {
    for (const sustain of [{ needed: 4, of: 5 }, undefined]) {
      const look = openLookBack({ configFile, sustain, program: real });
      expect(await look(7, never)).toMatchObject({ ok: true, value: { stops: 2, patient: null } });
    }
  }, 120_000);

  it('says what the program says when it fails', async () => {
    const missing = join(dir, 'none.ini');
    const look = openLookBack({ configFile: missing, sustain: ONCE, program: real });
    const looked = await look(7, never);
    expect(looked).toMatchObject({ ok: false, reason: { kind: 'replay-failed' } });
    expect(JSON.stringify(looked)).toContain('none.ini');
  }, 60_000);

  it.each([
    ['nonsense', "console.log('nonsense')"],
    ['other figures', 'console.log(JSON.stringify({ counts: { replayed: -1, recovered: 0 } }))'],
    ['nothing', ''],
    ['an exit code', 'process.exit(3)'],
  ])('takes %s for no answer', async (_what, script) => {
    const look = openLookBack({ configFile, sustain: ONCE, program: scripted(script) });
    expect(await look(7, never)).toMatchObject({ ok: false, reason: { kind: 'replay-failed' } });
  });

  it('ends a program that does not end, and says so', async () => {
    const program = scripted('setInterval(() => {}, 1e6)');
    const look = openLookBack({ configFile, sustain: ONCE, program, deadlineMs: 300 });
    expect(await look(7, never)).toEqual({
      ok: false,
      reason: { kind: 'replay-late', deadlineMs: 300 },
    });
  });

  it('ends with the agent, and says nothing', async () => {
    const ending = new AbortController();
    const program = scripted('setInterval(() => {}, 1e6)');
    const looking = openLookBack({ configFile, sustain: ONCE, program })(7, ending.signal);
    setTimeout(() => ending.abort(), 100);
    expect(await looking).toEqual({ ok: false, reason: { kind: 'agent-ending' } });
    expect(await openLookBack({ configFile, sustain: ONCE, program })(7, ending.signal)).toEqual({
      ok: false,
      reason: { kind: 'agent-ending' },
    });
  });

  it('is a failure where there is no such program', async () => {
    const program = [join(dir, 'no-node')] as const;
    const look = openLookBack({ configFile, sustain: ONCE, program });
    expect(await look(7, never)).toMatchObject({ ok: false, reason: { kind: 'replay-failed' } });
  });
});
