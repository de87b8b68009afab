/**
 * Several sources of samples in one world: the real sampler between the agent and shells answered by a simulated
 * machine.
 */
import { describe, expect, it } from 'vitest';
import { openSampler } from '../../../src/adapters/powershell/commands/sampler.js';
import type { SampleSource } from '../../../src/core/observing/model.js';
import { noAnswer, output, StandInShell } from '../../support/stand-in-shell.js';
import { ms, Night } from '../engine/night.js';

/** Samples go through the sampler of the product. @param works whether this source answers the call of this number */
function sampledBy(night: Night, works: (source: SampleSource, call: number) => boolean) {
  const { machine, source, time } = night.world;
  const asked: SampleSource[] = [];
  const ticks = () => String(Math.round(time.monotonicMs() * 10_000));
  const rows = () =>
    [...machine.all()].map((process) => ({
      ...process.target,
      cpuTime100ns: String(Math.round(process.cpuTimeMs(time.monotonicMs()) * 10_000)),
      workingSetBytes: String(Math.round(process.bytes(time.monotonicMs()))),
    }));
  const shell = new StandInShell(({ parameters }) => {
    const by = parameters.Source as SampleSource;
    asked.push(by);
    return works(by, asked.length)
      ? output({ takenAt: ticks(), takenUntil: ticks(), rows: rows(), dropped: 0 })
      : noAnswer({ kind: 'shell-deadline', command: 'Get-ProcessSample', deadlineMs: 10_000 });
  });
  const asking = new StandInShell(() =>
    output({
      rows: [...machine.all()].map(({ target, commandLine }) => ({ ...target, commandLine })),
    }),
  );
  const { sample } = openSampler({
    shell,
    asking,
    processName: 'dllhost.exe',
    source: 'cim',
    clock: time,
    journal: () => undefined,
  });
  Object.assign(source, { sampler: () => sample });
  return asked;
}

describe('a source of samples', () => {
  it('that fails every second time is left, CPU figures go on, and a burning host is stopped at once', async () => {
    const night = new Night();
    const server = night.world.addServer();
    let isFailing = false;
    const asked = sampledBy(night, (by, call) => by !== 'cim' || !isFailing || call % 2 === 0);
    await night.run('10 min');
    isFailing = true;
    await night.run('1 min');
    expect(asked.at(-1)).toBe('process');
    const [host] = server.hosts;
    host!.process.turnTo(night.nowMs, { cpu: (nowMs) => nowMs });
    await night.run('8 s');
    expect(night.hostStops.map(({ target }) => target)).toEqual([host!.process.target]);
  });

  it('that fails every second time in the middle of a breach costs no CPU figure', async () => {
    const night = new Night();
    const server = night.world.addServer();
    let failsFrom = Infinity;
    const asked = sampledBy(
      night,
      (by, call) => by !== 'cim' || call < failsFrom || call % 2 === 0,
    );
    await night.run('10 min');
    const [host] = server.hosts;
    host!.process.turnTo(night.nowMs, { cpu: (nowMs) => nowMs });
    failsFrom = asked.length + 1;
    await night.run('10 s');
    expect(asked).toContain('process');
    expect(night.hostStops.map(({ target }) => target)).toEqual([host!.process.target]);
  });

  it('that works again is used again, and nothing was lost between', async () => {
    const night = new Night();
    const server = night.world.addServer();
    let isFailing = false;
    const asked = sampledBy(night, (by) => by !== 'cim' || !isFailing);
    await night.run('10 min');
    isFailing = true;
    await night.run('2 min');
    isFailing = false;
    await night.run('1 h');
    expect(asked.at(-1)).toBe('cim');
    server.break({ kind: 'hangs' });
    await night.run('30 min');
    expect(night.curedInMs(server)).toBeLessThan(ms('7 min'));
  });

  it('is none that works: that is mailed, and nothing is stopped by figures that are old', async () => {
    const night = new Night();
    const server = night.world.addServer();
    let isFailing = false;
    sampledBy(night, () => !isFailing);
    await night.run('10 min');
    isFailing = true;
    await night.run('2 min');
    server.hosts[0]!.process.turnTo(night.nowMs, { cpu: (nowMs) => nowMs });
    await night.run('10 min');
    expect(night.troubles).toContain('sampling failing');
    expect(night.account.stops).toEqual([]);
  });
});
