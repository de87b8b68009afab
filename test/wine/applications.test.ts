/** Two applications in one agent as it ships: one hangs and is cured, the other one is left alone. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { startSmtp } from '../support/smtp.js';
import { until } from '../support/shells.js';
import { startNeighbour, TestServer } from './support/com-server.js';
import { comSettings, Installation, mailSettings, type JournalLine } from './support/comwatch.js';
import { running } from './support/program.js';

/** A first activation under Wine may fail and is repeated; the test allows for a busy machine. */
const LONGEST_MS = 180_000;

it('cures the application that hangs; hosts and brake of the other one are untouched', async () => {
  const smtp = await startSmtp();
  onTestFinished(smtp.close);
  const front = await TestServer.fresh('text');
  const back = await TestServer.fresh('typed variant');
  const stranger = startNeighbour(20, '{C0A57A7C-0000-4000-8000-00000000BEEF}');
  const installation = new Installation('two applications', {
    'commethod ФронтОфис': comSettings(front.progid),
    'commethod БэкОфис': comSettings(back.progid, { sysname: 'БэкОфис' }),
    // The processor time of Wine's start of a server is not the subject of this test.
    'shellprocess БэкОфис': { application: back.appId, maxcpuprocent: 1000 },
    mail: mailSettings(smtp.port),
  });
  const agent = installation.start('run', '--debug');
  const of = (action: string, application: string): JournalLine[] =>
    installation.journal(action).filter((line) => line['comwatch.application'] === application);
  const waitFor = (what: string, found: () => boolean) =>
    until(found, LONGEST_MS).catch(() => {
      const said = installation.journal().map((line) => `${line['event.action']}: ${line.message}`);
      throw new Error(`waited in vain for ${what}\n${said.join('\n')}\n${agent.error()}`);
    });
  const isProven = (application: string) =>
    of('probe', application).some(({ message }) => message.includes('has succeeded'));
  await waitFor('two proven configurations', () => isProven('ФронтОфис') && isProven('БэкОфис'));
  // Trouble left by Wine's first activations is over and no part of what follows.
  const earlier = of('probe-recovered', 'ФронтОфис').length;
  const hung = front.pids().at(-1);
  const untouched = back.pids();
  front.behave('Authorize', 'hang');

  await waitFor('a stop', () => installation.journal('stop').length > 0);
  front.recover();
  await waitFor('an answer', () => of('probe-recovered', 'ФронтОфис').length > earlier);
  expect(installation.journal('stop')).toMatchObject([
    { 'process.pid': hung, 'comwatch.application': 'ФронтОфис', 'comwatch.outcome': 'stopped' },
  ]);
  expect(of('suspect', 'БэкОфис').filter((line) => 'process.pid' in line)).toEqual([]);
  expect(back.pids()).toEqual(untouched);
  expect([front.hosts().length, back.hosts().length]).toEqual([1, 1]);
  expect(stranger.isRunning()).toBe(true);
  const brake = JSON.parse(
    readFileSync(join(installation.folder, 'state', 'brake.json'), 'utf8'),
  ) as object;
  expect(Object.keys(brake).sort()).toEqual(['*', `com/${front.appId.toUpperCase()}/ФронтОфис`]);
  // Mails held until the end of their minute are sent when the agent ends.
  installation.requestStop();
  expect(await agent.ended).toBe(0);
  const mails = smtp.mails.map(({ mail }) => `${mail.subject}\n${mail.text}`);
  const mailed = mails.find((each) => each.includes(`dllhost.exe ${hung} выгружен`)) ?? '';
  expect(mailed).toContain('ФронтОфис');
  expect(mailed).not.toContain('БэкОфис');
  expect(running(/node\.exe|pwsh\.exe|powershell-host/)).toEqual([]);
}, 600_000);
