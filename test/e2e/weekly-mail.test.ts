/** The weekly mail of a running agent that only observes: real program, real record, real mail server. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { ReplayResult } from '../../src/core/recording/comparison.js';
import { writeSchedule } from '../../src/core/schedule.js';
import { busyBetween } from '../../src/simulation/load.js';
import { mailSection } from '../support/ini.js';
import { smtp } from '../support/mail.js';
import { POWERSHELL } from '../support/paths.js';
import { comwatch, folder, logOf } from '../support/program.js';
import { until } from '../support/shells.js';
import { ms } from '../worlds/engine/night.js';
import { RecordedNight, writeRecord } from '../worlds/engine/recorded-night.js';
import { shippedWith } from '../worlds/engine/settings.js';

const HOUR_MS = 3_600_000;
const NAME = 'dllhost-of-last-week.exe';
const WATCH = `name = ${NAME}\nmaxcpuprocent = 50`;

/** Two days ago: two peaks that pass within seconds, and a process that goes on working. */
async function writePast(stateDir: string): Promise<void> {
  const ini = shippedWith({ shellprocess: WATCH, monitor: 'mode = observe' });
  const startWallMs = Date.now() - 48 * HOUR_MS;
  const night = new RecordedNight(ini, { startWallMs, watchedName: NAME });
  for (const [at, forMs] of [
    ['20 min', '3 s'],
    ['30 min', '3 s'],
    ['60 min', '40 min'],
  ] as const) {
    night.world.addNeighbour({
      name: NAME,
      cpu: () => busyBetween(ms(at), ms(at) + ms(forMs), 95),
    });
  }
  await night.run('2 h');
  night.agent.end();
  await writeRecord(stateDir, night.entries);
}

/** An earlier agent met the moment of the previous week; that of this week was an hour ago. */
function duePast(stateDir: string): string {
  const due = new Date(Date.now() - HOUR_MS);
  const metUnixMs = due.getTime() - 7 * 24 * HOUR_MS;
  writeFileSync(join(stateDir, 'weekly.json'), JSON.stringify({ metUnixMs }));
  const [weekday, hour, minute] = [due.getDay(), due.getHours(), due.getMinutes()];
  return writeSchedule({ weekday, hour, minute });
}

interface Replayed extends ReplayResult {
  readonly counts: Record<'replayed' | 'recovered' | 'ended' | 'unknown', number>;
}

async function replayed(dir: string, ...words: string[]): Promise<Replayed> {
  const command = comwatch(['replay', '--since', '7d', '--json', ...words], dir);
  expect(await command.ended).toBe(0);
  return JSON.parse(command.out) as Replayed;
}

it('says in Russian what an active agent would have stopped, with the figures of a replay', async () => {
  const server = await smtp();
  const dir = folder();
  const stateDir = join(dir, 'state');
  mkdirSync(stateDir);
  const ini = `[powershell]
path = ${POWERSHELL}
[shellprocess]
source = process
delay = 1 s
${WATCH}
${mailSection(server.port)}report = ${duePast(stateDir)}
[monitor]
mode = observe
`;
  writeFileSync(join(dir, 'monitor.ini'), ini);
  await writePast(stateDir);

  const run = comwatch(['run'], dir, { LANG: 'ru_RU.UTF-8' });
  await until(() => server.mails.length > 0, 180_000).catch((error: unknown) => {
    throw new Error(`${run.out}\n${run.error}\n${logOf(dir)}`, { cause: error });
  });
  run.child.kill('SIGTERM');
  expect(await run.ended).toBe(0);
  await server.settled();

  // One mail, with the figures that the command prints for an operator.
  const [letter, ...others] = server.mails.map(({ mail }) => mail);
  expect(others).toEqual([]);
  const { counts } = await replayed(dir);
  const patient = (await replayed(dir, '--set', 'sustain=4 of 5')).counts.replayed;
  expect([counts.replayed, counts.recovered, patient]).toEqual([3, 2, 1]);
  expect(letter?.subject).toContain(
    'за неделю агент выгрузил бы 3 процесса, сами пришли в норму: 2; при sustain = 4 of 5 было бы 1',
  );
  const figures = new Map(
    (letter?.text ?? '').split('\n').map((line) => {
      const [label = '', ...words] = line.split(':');
      return [label, words.join(':').trim()];
    }),
  );
  expect(figures.get('Было бы выгружено')).toBe(String(counts.replayed));
  expect(figures.get('Пришли в норму сами за две минуты')).toBe(String(counts.recovered));
  expect(figures.get('Завершились сами за две минуты')).toBe(String(counts.ended));
  expect(figures.get('Было бы при sustain = 4 of 5')).toBe(String(patient));
  expect(figures.get('В ней')).toMatch(/^72\d\d замер.{0,2}, \d+ вызов.{0,2} COM$/);

  // It was met: the next agent does not send it again.
  const { metUnixMs } = JSON.parse(readFileSync(join(stateDir, 'weekly.json'), 'utf8')) as {
    metUnixMs: number;
  };
  expect(Date.now() - metUnixMs).toBeLessThan(12 * HOUR_MS);
}, 400_000);
