/** (r) A week of the black box at 1 s and five processes: the cost of writing it, its size, and its replay. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesSince, nothingRead, readRecord } from '../src/adapters/recording/record-reader.js';
import { recordFolder } from '../src/adapters/recording/record-folder.js';
import { RecordWriter } from '../src/adapters/recording/record-writer.js';
import { systemClock } from '../src/adapters/clock/clock.js';
import { parseConfig } from '../src/config/load.js';
import type { RecordEntry } from '../src/core/recording/entry.js';
import { Replay } from '../src/simulation/replay/play-record.js';
import { figure, withGoal, type BenchResult } from './statistics.js';

const SECONDS = 7 * 24 * 3_600;
const PROCESSES = 5;
const BEGAN = Date.UTC(2026, 10, 19);
const INI = '[shellprocess]\ndelay = 1 s\nmaxcpuprocent = 50\nsustain = 4 of 5\n';

/** A burst of half a minute now and then; the figures vary like those of real processes. */
function* week(): Generator<RecordEntry> {
  const cpu = Array.from({ length: PROCESSES }, () => 1_000_000_000);
  const first = { monotonicMs: 1_000, wallMs: BEGAN };
  const application = {
    name: null,
    image: 'dllhost.exe',
    progid: null,
    limits: { cpu: 50, memory: 20 },
  };
  yield { kind: 'start', at: first, mode: 'observe', applications: [application], settings: [] };
  const machine = {
    hostName: 'SRV01',
    osVersion: 'Windows Server 2022',
    logicalProcessors: 8,
    physicalMemoryBytes: 16 * 2 ** 30,
    powershellVersion: '5.1',
    languageMode: 'FullLanguage',
    culture: 'ru-RU',
    executionPolicies: [],
    canStopOthers: true,
  };
  yield { kind: 'machine', at: first, machine };
  for (let second = 1; second < SECONDS; second++) {
    const beganMs = 1_000 + second * 1_000 + 1.5;
    const at = { monotonicMs: beganMs + 12.345, wallMs: BEGAN + second * 1_000 + 14 };
    const rows = cpu.map((used, index) => {
      const isBusy = (second + index * 977) % 21_600 < 30;
      cpu[index] = used + (isBusy ? 9_843_750 : ((second * 7 + index) % 5) * 156_250);
      return {
        pid: 4_000 + index * 4,
        startedAt: `13440473600000000${index}`,
        name: 'dllhost.exe',
        cpuTime100ns: cpu[index] ?? 0,
        workingSetBytes: 300_000_000 + ((second * 31 + index * 17) % 512) * 4_096,
        commandLine: {
          kind: 'read' as const,
          text: `C:\\Windows\\system32\\DllHost.exe /Processid:{0000000${index}-0000-4000-8000-00C04FD430C8}`,
        },
      };
    });
    const takenAtMs = beganMs + 3.1;
    const times = { takenAtMs, readEndedMs: takenAtMs + 6.2, generation: 1, dropped: 0 };
    const sample = { source: 'cim' as const, ...times, rows };
    yield { kind: 'sample', image: 'dllhost.exe', beganMs, at, sample };
  }
}

export async function benchReplay(): Promise<BenchResult> {
  const state = mkdtempSync(join(tmpdir(), 'comwatch-bench-record-'));
  const dir = recordFolder(state);
  let nowMs = BEGAN;
  const clock = {
    ...systemClock,
    wallMs: () => nowMs,
    sleep: () => new Promise<void>((resolve) => setImmediate(resolve)),
  };
  const writer = new RecordWriter({
    dir,
    days: 14,
    maxBytes: 1e9,
    redact: (text) => text,
    clock,
    onTurn: (reason) => {
      if (reason) throw new Error(JSON.stringify(reason));
    },
  });
  const before = process.cpuUsage();
  let count = 0;
  for (const entry of week()) {
    nowMs = entry.at.wallMs;
    writer.write(entry);
    if (++count % 60 !== 0) continue;
    do await new Promise((resolve) => setImmediate(resolve));
    while (writer.waiting > 0);
  }
  await writer.close();
  const { user, system } = process.cpuUsage(before);
  const busyPercent = (100 * (user + system)) / 1e6 / SECONDS;
  const files = await filesSince(dir, 0);
  const mbADay = files.reduce((sum, { bytes }) => sum + bytes, 0) / 2 ** 20 / 7;
  const loaded = parseConfig(INI, join(state, 'monitor.ini'));
  if (!loaded.ok) throw new Error('not a configuration');
  const replay = new Replay({ config: loaded.config, sinceUnixMs: 0 });
  const usedBefore = process.cpuUsage();
  const beganMs = performance.now();
  for await (const { entries } of readRecord(dir, files, nothingRead())) await replay.play(entries);
  const result = await replay.finish();
  const seconds = (performance.now() - beganMs) / 1_000;
  const used = process.cpuUsage(usedBefore);
  rmSync(state, { recursive: true, force: true });
  const cost = figure('writing, a batch a minute', '% of a core', [busyPercent]);
  const room = figure('room on the disk', 'MB a day', [mbADay]);
  const time = figure('replay of the week', 's', [seconds]);
  return {
    title: `(r) the black box: ${result.samples} samples of ${PROCESSES} processes, ${result.rows.length} decisions`,
    figures: [
      withGoal(cost, 'below 1 %', busyPercent < 1),
      withGoal(room, 'below 20 MB', mbADay < 20),
      withGoal(time, '<= 10 s', seconds <= 10),
    ],
    notes: [
      `replay: ${((used.user + used.system) / 1e6).toFixed(1)} s of CPU`,
      'Generated; the agent writes once a second, not once a minute.',
    ],
  };
}
