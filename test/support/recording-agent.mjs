/** Records samples as fast as a thousand a second until it is killed: arguments are state folder and first number. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { systemClock } from '../../dist/adapters/clock/clock.js';
import { RecordWriter } from '../../dist/adapters/recording/record-writer.js';

const [dir = '', first = '0'] = process.argv.slice(2);
// A second of the writer is 5 ms here, so that the kill interrupts a write.
const clock = { ...systemClock, sleep: (ms, signal) => systemClock.sleep(ms / 200, signal) };
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
// Of this life alone.
const startedAt = String(133_000_000_000_000_000n + BigInt(first));
const commandLine = { kind: 'read', text: 'dllhost.exe /Processid:{A}' };
let n = Number(first);
setInterval(() => {
  const nowMs = clock.monotonicMs();
  for (let one = 0; one < 5; one++) {
    const row = { pid: 1, startedAt, name: 'dllhost.exe', commandLine, cpuTime100ns: n++ };
    writer.write({
      kind: 'sample',
      image: 'dllhost.exe',
      beganMs: nowMs,
      at: { monotonicMs: nowMs, wallMs: clock.wallMs() },
      sample: {
        source: 'cim',
        takenAtMs: nowMs,
        readEndedMs: nowMs,
        generation: 1,
        dropped: 0,
        rows: [{ ...row, workingSetBytes: 1_000_000 }],
      },
    });
  }
}, 5);
// The first of it is on disk: from now on it may be killed.
const looking = setInterval(() => {
  const texts = existsSync(dir) ? readdirSync(dir).filter((name) => name.endsWith('.record')) : [];
  if (!texts.some((name) => readFileSync(join(dir, name), 'utf8').includes(startedAt))) return;
  clearInterval(looking);
  process.stdout.write('open\n');
}, 20);
