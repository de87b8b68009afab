/** The watchdog and an agent whose status the disk no longer takes. */
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { Disk } from '../../chaos/disk.js';
import { stopAgent } from '../../../src/cli/stop-agent.js';
import { watchdog } from '../../../src/cli/watchdog.js';
import { agentStatus } from '../../support/status.js';

const dir = mkdtempSync(join(tmpdir(), 'comwatch-watchdog-'));
const file = join(dir, 'monitor.ini');
const disk = new Disk(join(dir, 'disk'));
const state = join(disk.folder, 'state');
afterAll(() => disk.close());
if (!disk.canFail) console.warn('SKIPPED: a full disk needs the right to mount a small one');

beforeEach(() => {
  disk.makeReadOnly(false);
  disk.empty();
  mkdirSync(state, { recursive: true });
  writeFileSync(file, `[shellprocess]\n[monitor]\nstate_dir = ${state}\n`);
  // An agent that runs and has written nothing for some minutes.
  const status = agentStatus([], { pid: process.pid, writtenUnixMs: Date.now() - 150_000 });
  writeFileSync(join(state, 'status.json'), JSON.stringify(status));
});

/** The output of one run, which an ended signal keeps from waiting for its second look. */
async function looked(): Promise<{ code: number; said: string }> {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const output = { out: say, error: say };
  const code = await watchdog(file, { task: undefined }, 'en', output, AbortSignal.abort());
  return { code, said: lines.join('\n') };
}

describe.runIf(disk.canFail)('an agent that cannot write its status', () => {
  it.each([
    ['the disk is full', 0],
    ['a few kilobytes are left', 8_192],
  ])('is left alone: %s', async (_, left) => {
    writeFileSync(join(disk.folder, 'room'), Buffer.alloc(left));
    disk.fill();
    writeFileSync(join(disk.folder, 'room'), '');
    const { code, said } = await looked();
    expect(code).toBe(1);
    expect(said).toContain('no space');
    expect(said).toContain('It is neither ended nor started');
    expect(said).not.toContain('Checking again');
  });

  it('is left alone: the disk is read-only', async () => {
    expect(disk.makeReadOnly(true)).toBe(true);
    expect((await looked()).said).toContain('It is neither ended nor started');
  });

  it('is not said to be missing by the commands that look for it', async () => {
    rmSync(join(state, 'status.json'));
    const none: string[] = [];
    const say = (line: string) => void none.push(line);
    await stopAgent(file, 'en', { out: say, error: say });
    disk.fill();
    await stopAgent(file, 'en', { out: say, error: say });
    expect(none).toEqual([
      `No agent is running (state folder ${state}).`,
      expect.stringContaining('It is not known whether an agent is running'),
    ]);
  });

  it('is looked at again as soon as it could, and nothing is left of the test', async () => {
    expect((await looked()).said).toContain(`(PID ${process.pid}) has written nothing for`);
    expect(readdirSync(state)).toEqual(['status.json']);
  });
});
