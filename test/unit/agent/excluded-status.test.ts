/** Status of a process that is watched and never stopped. */
import { expect, it } from 'vitest';
import { statusLines } from '../../../src/cli/status-lines.js';
import { steadily } from '../../../src/simulation/load.js';
import { agentStatus } from '../../support/status.js';
import { Night } from '../../worlds/engine/night.js';
import { shippedWith } from '../../worlds/engine/settings.js';

const EXCLUDED = '{1D7C0B0E-5F2C-4C37-8F6B-2E6D5A4C1D11}';
const VIEW = { nowMs: 2_000_000, isGone: false, isSilent: false, lateLoops: [] };

it.each(['/Processid:{1D7C0B0E', EXCLUDED])(
  'shows a process that exclude = %s names as excluded, with its figures, and stops the other one',
  async (pattern) => {
    const night = new Night(
      shippedWith({ shellprocess: `maxcpuprocent = 50\nexclude = ${pattern}` }),
    );
    const busy = { cpu: () => steadily(90), returnsInMs: undefined };
    const excluded = night.world.addNeighbour({ ...busy, appId: EXCLUDED });
    const other = night.world.addNeighbour({ ...busy });
    await night.run('2 min');
    const { pid } = excluded.process.target;
    expect(night.neighbourStops.map(({ target }) => target.pid)).toEqual([
      other.process.target.pid,
    ]);

    const [application] = night.agent.controls?.status().applications ?? [];
    expect(application?.processes).toMatchObject([{ pid, excludedBy: pattern, isJudged: true }]);
    expect(application?.processes[0]?.cpuPercent).toBeGreaterThan(80);

    const status = agentStatus(application?.processes ?? []);
    for (const [language, expected] of [
      ['en', `never stopped (exclude: ${pattern})`],
      ['ru', `не выгружается (exclude: ${pattern})`],
    ] as const) {
      const lines = [...statusLines(status, VIEW, language)];
      expect(lines.find((line) => line.includes(String(pid)))).toContain(expected);
    }
  },
);
