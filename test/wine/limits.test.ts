/** The limit check: stops without a COM check. */
import { totalmem } from 'node:os';
import { describe, expect, it, onTestFinished } from 'vitest';
import { until } from '../support/shells.js';
import { startSmtp } from '../support/smtp.js';
import { startNeighbour } from './support/com-server.js';
import { Installation, mailSettings } from './support/comwatch.js';
import { running } from './support/program.js';

const MIB = 2 ** 20;

describe('a process over its limit of memory', () => {
  it('is stopped, alone of three, and mailed', async () => {
    const smtp = await startSmtp();
    onTestFinished(smtp.close);
    const limit = totalmem() / 100 / MIB;
    const [small, medium] = [startNeighbour(1), startNeighbour(Math.round(limit / 2))];
    const installation = new Installation('limits', {
      shellprocess: { maxmemoryprocent: 1, cpu_window: '1 s', floor_after: '0 s' },
      mail: mailSettings(smtp.port),
    });
    const agent = installation.start('run', '--debug');
    await installation.written('sample', 1, 120_000);
    expect(installation.journal('stop')).toEqual([]);

    const big = startNeighbour(Math.round(limit * 1.5));
    const stopped = await installation.written('stop', 1, 120_000);
    expect(stopped).toMatchObject({
      'process.name': 'dllhost.exe',
      'comwatch.outcome': 'stopped',
    });
    await big.ended;
    const mail = () => smtp.mails.find(({ mail: { text } }) => text?.includes('dllhost.exe'));
    await until(() => mail() !== undefined, 120_000);
    expect(mail()?.mail.subject).toContain(String(stopped['process.pid']));

    await installation.written('sample', installation.journal('sample').length + 2, 120_000);
    expect(installation.journal('stop')).toHaveLength(1);
    expect([small.isRunning(), medium.isRunning()]).toEqual([true, true]);
    installation.requestStop();
    expect(await agent.ended).toBe(0);
    expect(running(/node\.exe|pwsh\.exe/)).toEqual([]);
  });
});
