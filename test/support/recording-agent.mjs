/** Records samples as fast as a thousand a second until it is killed: arguments are state folder and first number. */
import { systemClock } from '../../dist/adapters/clock/clock.js';
import { RecordWriter } from '../../dist/adapters/recording/record-writer.js';

const [dir = '', first = '0'] = process.argv.slice(2);
// A second of the writer is 5 ms here: the kill is to come in the midst of a write.
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
const startedAt = String(133_000_000_000_000_000n + BigInt(process.pid));
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
        takenUntilMs: nowMs,
        generation: 1,
        dropped: 0,
        rows: [{ ...row, workingSetBytes: 1_000_000 }],
      },
    });
  }
}, 5);
process.stdout.write('open\n');
