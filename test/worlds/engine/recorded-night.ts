/** A night whose agent has a black box on a disk. */
import { RecordWriter } from '../../../src/adapters/recording/record-writer.js';
import { recordFolder } from '../../../src/adapters/recording/record-folder.js';
import { systemClock } from '../../../src/adapters/clock/clock.js';
import { RecordDecoder } from '../../../src/core/recording/decode.js';
import { RecordEncoder } from '../../../src/core/recording/encode.js';
import type { RecordEntry } from '../../../src/core/recording/entry.js';
import { busyBetween, steadily, together } from '../../../src/simulation/load.js';
import type { WorldOptions } from '../../../src/simulation/world.js';
import { Night, ms } from './night.js';
import { shipped } from './settings.js';

/** A night and the record of its agent: as lines of a file, read again. */
export class RecordedNight extends Night {
  readonly entries: RecordEntry[] = [];
  readonly #encoder = new RecordEncoder();
  readonly #decoder = new RecordDecoder();

  constructor(ini = shipped, options: WorldOptions = {}) {
    super(ini, options);
    this.agent.record = (entry) => {
      for (const line of this.#encoder.encode(entry)) {
        const read = this.#decoder.decode(line);
        if (read) this.entries.push(read);
      }
    };
  }

  /** A neighbour that works for a while, and idles before and after. */
  burnAt(at: string, forMs: string, percent = 90): void {
    const fromMs = ms(at);
    const burst = busyBetween(fromMs, fromMs + ms(forMs), percent);
    this.world.addNeighbour({ cpu: () => together(steadily(1), burst) });
  }
}

/** Writes a record into a state folder, like an agent. */
export async function writeRecord(
  stateDir: string,
  entries: readonly RecordEntry[],
): Promise<string> {
  const dir = recordFolder(stateDir);
  let nowMs = entries[0]?.at.wallMs ?? 0;
  const writer = new RecordWriter({
    dir,
    days: 3_650,
    maxBytes: 1e9,
    redact: (text) => text,
    clock: { ...systemClock, wallMs: () => nowMs, sleep: () => new Promise(setImmediate) },
    onTurn: (reason) => {
      if (reason) throw new Error(JSON.stringify(reason));
    },
  });
  for (const [index, entry] of entries.entries()) {
    nowMs = entry.at.wallMs;
    writer.write(entry);
    if (index % 1_000 !== 999) continue;
    do await new Promise(setImmediate);
    while (writer.waiting > 0);
  }
  await writer.close();
  return dir;
}
