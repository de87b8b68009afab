/**
 * Sampling real processes through the real PowerShell 7. CIM and performance counters are stand-ins in the documented
 * shapes; the real ones and powershell.exe 5.1 have not run these tests yet.
 */
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openEventLog } from '../../src/adapters/powershell/commands/event-log.js';
import { openMachineReader } from '../../src/adapters/powershell/commands/machine.js';
import { openSampler } from '../../src/adapters/powershell/commands/sampler.js';
import { cpuFigure } from '../../src/core/observing/cpu.js';
import type { Sample } from '../../src/core/observing/model.js';
import { engines } from '../support/engines.js';
import { rowOf, sampler, signal, take } from '../support/sampling.js';
import { openFaultyShell, openShell, shareShell, startDllhost, until } from '../support/shells.js';
import type { Reason } from '../../src/core/reason.js';

/** Every source of every PowerShell of this machine. */
const samplers = engines().flatMap(({ name, executable, sources }) =>
  sources.map((source) => ({ name, executable, source })),
);

describe.each(samplers)('a sample from $source of $name', ({ source, executable }) => {
  const open = shareShell({ executable });

  it('has the processes of the name and no others', async () => {
    const [one, two] = [startDllhost('idle'), startDllhost('idle')];
    const sample = await take(open('namesake'), source);
    const pids = sample.rows.map((row) => row.pid);
    expect(pids).toEqual(expect.arrayContaining([one.pid, two.pid]));
    expect(sample.rows.every((row) => row.name === 'dllhost.exe')).toBe(true);
    expect(pids).not.toContain(process.pid);
  });

  it('shows CPU and memory of a process that burns and grows', async () => {
    const busy = startDllhost('burn', '50');
    const fat = startDllhost('leak', '1000', '100');
    const test = open();
    // The first query is slow, and its time is not known exactly.
    await until(
      async () => rowOf(await take(test, source), fat.pid).workingSetBytes > 95 * 2 ** 20,
    );
    await new Promise((resolve) => setTimeout(resolve, 600));
    const [first, second] = [await take(test, source), await delayed(() => take(test, source))];
    const point = (sample: Sample) => ({
      takenAtMs: sample.takenAtMs,
      readEndedMs: sample.readEndedMs,
      cpuTime100ns: rowOf(sample, busy.pid).cpuTime100ns!,
    });
    const rule = { cpuWindowMs: 1, spacingMs: 1, logicalProcessors: 64, basis: 'core' } as const;
    const { percent } = cpuFigure([point(first)], point(second), rule);
    expect(percent).toBeGreaterThan(10);
    expect(percent).toBeLessThan(75);
    expect(rowOf(second, fat.pid).workingSetBytes).toBeGreaterThan(95 * 2 ** 20);
  });

  it('is empty, and no failure, when there is no such process', async () => {
    const { shell } = open();
    const none = openSampler({
      shell,
      processName: 'nobody.exe',
      source,
      journal: () => undefined,
    });
    expect(await none.sample(signal)).toMatchObject({ ok: true, value: { rows: [] } });
  });
});

const delayed = async <T>(work: () => Promise<T>): Promise<T> => {
  await new Promise((resolve) => setTimeout(resolve, 800));
  return work();
};

describe.each(engines())('the sources of $name', ({ sources, executable }) => {
  const open = shareShell({ executable });

  it('give one process the same identity', async () => {
    const child = startDllhost('idle');
    const test = open();
    const started: bigint[] = [];
    for (const source of sources)
      started.push(BigInt(rowOf(await take(test, source), child.pid).startedAt));
    for (const each of started) expect(each - started[0]!).toBeLessThanOrEqual(10_000n);
  });

  it('date their samples with one clock that does not depend on the wall clock', async () => {
    const test = open();
    const began = performance.now();
    const first = await take(test, 'process');
    const second = await delayed(() => take(test, 'process'));
    expect(second.takenAtMs - first.takenAtMs).toBeGreaterThan(750);
    expect(second.takenAtMs - first.takenAtMs).toBeLessThan(performance.now() - began + 50);
  });
});

describe('a source that answers late', () => {
  it('says between which instants it read, also through WMI', async () => {
    startDllhost('idle');
    const { takenAtMs, readEndedMs } = await take(openShell('slow-cim=700'), 'cim');
    expect(readEndedMs - takenAtMs).toBeGreaterThanOrEqual(650);
    expect(readEndedMs - takenAtMs).toBeLessThan(5_000);
  });

  it('of counters read its figures after the second that Get-Counter waits', async () => {
    startDllhost('idle');
    const test = openShell();
    const before = await take(test, 'process');
    const { takenAtMs, readEndedMs } = await take(test, 'counter');
    expect(readEndedMs).toBeGreaterThanOrEqual(takenAtMs);
    expect(takenAtMs).toBeGreaterThan(before.readEndedMs);
  });
});

describe('performance counters', () => {
  it.each(['localised-counters', 'localised-counters,no-perflib', 'renumber'])(
    'work with %s',
    async (faults) => {
      const children = [startDllhost('idle'), startDllhost('idle')];
      const sample = await take(
        openShell('', { environment: { COMWATCH_STAND_IN_FAULTS: faults } }),
        'counter',
      );
      expect(sample.source).toBe('counter');
      for (const child of children) rowOf(sample, child.pid);
    },
  );

  it('leave out an instance that vanished between the readings', async () => {
    const [first, last] = [startDllhost('idle'), startDllhost('idle')].sort(
      (a, b) => a.pid - b.pid,
    );
    const pids = (await take(openShell('vanish'), 'counter')).rows.map((row) => row.pid);
    expect(pids).toContain(first!.pid);
    expect(pids).not.toContain(last!.pid);
  });
});

describe('a source that fails', () => {
  it('is replaced by the next one, and the log says so', async () => {
    const child = startDllhost('idle');
    const test = openShell('cim-fails');
    const { sample, source } = sampler(test, 'cim');
    expect(await sample(signal)).toMatchObject({ ok: false });
    expect(await sample(signal)).toMatchObject({ ok: false });
    const answer = await sample(signal);
    expect(answer).toMatchObject({ ok: true, value: { source: 'process' } });
    expect(answer.ok && rowOf(answer.value, child.pid)).toBeTruthy();
    expect(source()).toBe('process');
    expect(test.events.map((event) => event.action)).toContain('source-changed');
  });

  it('is replaced when it takes its shell down with it', async () => {
    const test = openFaultyShell();
    const { sample, source } = sampler(test, 'cim');
    expect(await sample(signal)).toMatchObject({ ok: true });
    test.faults('exit3=Get-ProcessSample');
    for (let round = 0; round < 2; round++) expect((await sample(signal)).ok).toBe(false);
    expect(source()).toBe('process');
  });

  it('is replaced when it is missing, too', async () => {
    const test = openShell('no-cim');
    const { sample } = sampler(test, 'cim');
    for (let round = 0; round < 2; round++) expect((await sample(signal)).ok).toBe(false);
    expect(await sample(signal)).toMatchObject({ ok: true, value: { source: 'process' } });
  });
});

describe('command lines', () => {
  it('are read once per process, after its first sample', async () => {
    const child = startDllhost('idle', '/Processid:{E10F6C3A-F1AE-4ADC-AA9D-2FE65525666E}');
    const { sample } = sampler(openShell(), 'cim');
    const first = await sample(signal);
    expect(first.ok && rowOf(first.value, child.pid).commandLine.kind).toBe('unread');
    await until(async () => {
      const next = await sample(signal);
      return next.ok && rowOf(next.value, child.pid).commandLine.kind === 'read';
    });
    const last = await sample(signal);
    expect(last.ok && rowOf(last.value, child.pid).commandLine).toMatchObject({
      text: expect.stringContaining('/Processid:{E10F6C3A-') as string,
    });
  });

  it('that Windows does not give are hidden', async () => {
    const child = startDllhost('idle');
    const { sample } = sampler(openShell('hide-command-line'), 'cim');
    await until(async () => {
      const next = await sample(signal);
      return next.ok && rowOf(next.value, child.pid).commandLine.kind === 'hidden';
    });
  });
});

describe('the machine', () => {
  it('is described, with the right to stop others', async () => {
    const described = await openMachineReader(openShell().shell)(signal);
    expect(described).toMatchObject({
      languageMode: 'FullLanguage',
      executionPolicies: ['Process=Bypass'],
    });
    expect(described!.physicalMemoryBytes).toBeGreaterThan(2 ** 28);
    expect(described!.canStopOthers).toBe(process.getuid?.() === 0);
  });

  it('shows a policy that a domain has set', async () => {
    const described = await openMachineReader(openShell('machine-policy=AllSigned').shell)(signal);
    expect(described?.executionPolicies).toContain('MachinePolicy=AllSigned');
  });
});

describe('the Windows Event Log', () => {
  it('gets an entry through the shell', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'comwatch-events-')), 'log');
    const { shell } = openShell('', { environment: { COMWATCH_STAND_IN_EVENT_LOG: file } });
    openEventLog(
      shell,
      () => undefined,
    )({ eventId: 201, entryType: 'Warning', message: 'Выгружен dllhost.exe' });
    // The stand-in creates the file first and writes to it then: the entry is there when its line has ended.
    await until(() => existsSync(file) && readFileSync(file, 'utf8').endsWith('\n'));
    expect(readFileSync(file, 'utf8')).toBe(
      'Application\tcomwatch\t201\tWarning\tВыгружен dllhost.exe\n',
    );
  });

  it('rests after three failures and says why', async () => {
    const reasons: Reason[] = [];
    const write = openEventLog(openShell().shell, (reason) => void reasons.push(reason));
    for (let entry = 0; entry < 5; entry++) write({ eventId: 1, entryType: 'Error', message: 'x' });
    await until(() => reasons.length > 0);
    expect(reasons).toEqual([{ kind: 'foreign', text: 'The source comwatch is not registered' }]);
  });
});
