/** Temporary files that a killed process has left, in every folder where files are replaced whole. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, it, vi } from 'vitest';
import { systemClock } from '../../../src/adapters/clock/clock.js';
import { JsonFile } from '../../../src/adapters/files/json-file.js';
import { openTextfile } from '../../../src/adapters/metrics/textfile.js';
import { openIncidentStore } from '../../../src/adapters/state/incident-folder.js';
import { watchRequests } from '../../../src/adapters/state/request-folder.js';
import { watchStopFile } from '../../../src/adapters/state/stop-file.js';
import { storyAt } from '../../support/stories.js';

const gone = spawnSync(process.execPath, ['--version']).pid;

const owners: Readonly<Record<string, (dir: string) => Promise<void>>> = {
  'state/memory.json': async (dir) => {
    await new JsonFile(join(dir, 'state/memory.json'), (value) => value).load();
  },
  'state/incidents/20261126-010203.004-7.json': async (dir) => {
    await openIncidentStore(join(dir, 'state'), (text) => text).save(
      storyAt(Date.UTC(2026, 10, 26)),
    );
  },
  'state/requests/0123456789abcdef.json': async (dir) => {
    const nothing = () => Promise.resolve();
    await watchRequests(join(dir, 'state'), nothing, () => undefined, AbortSignal.timeout(1));
  },
  'state/stop': async (dir) => {
    const watch = await watchStopFile(join(dir, 'state'), () => undefined);
    await watch.clearStale();
    watch.cease();
  },
  'metrics/comwatch.prom': async (dir) => {
    const text = () => Promise.resolve('');
    const file = join(dir, 'metrics/comwatch.prom');
    await openTextfile({
      ...{ file, clock: systemClock, text, lastText: text },
      onTurn: () => undefined,
    }).close();
  },
};

it.each(Object.entries(owners))(
  'of %s go at the next start, but for a running one',
  async (name, open) => {
    const dir = mkdtempSync(join(tmpdir(), 'comwatch-left-'));
    const [left, running, other] = [
      `${name}.${gone}.tmp`,
      `${name}.${process.ppid}.tmp`,
      `${name}.tmp`,
    ];
    mkdirSync(join(dir, dirname(name)), { recursive: true });
    for (const each of [left, running, other]) writeFileSync(join(dir, each), '{');
    await open(dir);
    await vi.waitFor(() => expect(existsSync(join(dir, left))).toBe(false), 20_000);
    expect([running, other].map((each) => existsSync(join(dir, each)))).toEqual([true, true]);
  },
);
