// Loaded before the agent: shifts its wall clock by the value of a file, and writes the size of its live memory to a
// second file. Stands in for a machine whose clock is set; monotonic time is never moved, nor is that of other
// processes.
import { appendFileSync, readFileSync } from 'node:fs';

const { COMWATCH_CHAOS_CLOCK: clockFile, COMWATCH_CHAOS_MEMORY: memoryFile } = process.env;
const RealDate = Date;
const realNow = Date.now;
let addedMs = 0;

globalThis.Date = class extends RealDate {
  constructor(...given) {
    super(...(given.length === 0 ? [realNow() + addedMs] : given));
  }

  static now() {
    return realNow() + addedMs;
  }
};

setInterval(() => {
  try {
    addedMs = Number(readFileSync(clockFile, 'utf8')) || 0;
    // Twice: the second collection frees what a finalizer released.
    globalThis.gc();
    globalThis.gc();
    const { heapUsed, external, rss } = process.memoryUsage();
    appendFileSync(memoryFile, `${process.pid} ${realNow()} ${heapUsed + external} ${rss}\n`);
  } catch {
    // The next turn reads and writes again.
  }
}, 500).unref();
