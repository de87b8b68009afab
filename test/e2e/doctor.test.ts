/** comwatch doctor as an administrator runs it: its output, its files, its end. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { stepIds } from '../../src/core/doctor/step-id.js';
import type { DoctorReport } from '../../src/core/doctor/model.js';
import { prepareComServer } from '../support/com-server.js';
import { COM_TARGET, DLLHOST, EDGE_ENV, POWERSHELL } from '../support/paths.js';
import { comwatch, folder } from '../support/program.js';
import { startSmtp } from '../support/smtp.js';

const PASSWORDS = { mail: 'Mail-s3cret', com: 'Com-s3cret' };

const WATCH = `[powershell]
path = ${POWERSHELL}
[shellprocess]
delay = 1 s
source = process
`;

function reports(dir: string): { readonly name: string; readonly report: DoctorReport }[] {
  return readdirSync(dir)
    .filter((name) => /^doctor-/.test(name))
    .map((name) => ({
      name,
      report: JSON.parse(readFileSync(join(dir, name), 'utf8')) as DoctorReport,
    }));
}

const stateOf = ({ steps }: DoctorReport, id: string) =>
  steps.find((each) => each.id === id)?.state;

describe('comwatch doctor', () => {
  it('tries everything, shows it, and leaves a report without a password', async () => {
    const server = prepareComServer({ dllhost: DLLHOST, comTarget: COM_TARGET, edge: EDGE_ENV });
    onTestFinished(() => server.close());
    const smtp = await startSmtp({
      answer: (recipient) => (recipient.startsWith('gone') ? 550 : undefined),
      onAuth: (_auth, _session, callback) => callback(null, { user: 'monitor' }),
    });
    onTestFinished(() => smtp.close());
    const dir = folder(`${WATCH}[commethod]
sysname = ФронтОфис
login = monitor
password = ${PASSWORDS.com}
[mail]
recipients = night@example.org, gone@example.org
sender = comwatch@example.org
host = 127.0.0.1
port = ${smtp.port}
user = monitor
password = ${PASSWORDS.mail}
`);
    const run = comwatch(['doctor'], dir, { LANG: 'ru_RU.UTF-8', ...server.environment });
    const code = await run.ended;

    const [left, ...others] = reports(dir);
    expect(others).toEqual([]);
    expect(left?.name).toMatch(/^doctor-[\p{L}\d._-]+-\d{8}-\d{6}\.json$/u);
    const report = left!.report;
    expect(report.steps.map(({ id }) => id)).toEqual(stepIds);
    const shown = `${run.out}${run.error}`;
    expect(stateOf(report, 'com-call'), shown).toBe('ok');
    expect(stateOf(report, 'com-class')).toBe('ok');
    expect(stateOf(report, 'stop')).toBe('ok');
    expect(stateOf(report, 'mail')).toBe('failed');
    expect(code).toBe(1);
    expect(smtp.mails).toEqual([]);
    expect(server.calls().map((call) => call.split(' ')[0])).toEqual([
      'authorize',
      'session-info',
      'log-out',
    ]);

    expect(run.out).toMatch(/^пройдено +Право выгружать \(/m);
    expect(run.out).toMatch(/^СБОЙ +Почта до получателей \(/m);
    expect(run.out).toMatch(/gone@example\.org: .*550/);
    expect(run.error).toMatch(/… запуск PowerShell/);
    expect(run.error).toContain(left!.name);
    const everything = `${shown}${readFileSync(join(dir, left!.name), 'utf8')}`;
    for (const password of Object.values(PASSWORDS)) expect(everything).not.toContain(password);
    // Nothing else was left behind.
    expect(readdirSync(dir).sort()).toEqual([left!.name, 'monitor.ini']);
  });

  it('answers as JSON, and writes to the folder that is given', async () => {
    const [dir, place] = [folder(WATCH), folder()];
    const run = comwatch(['doctor', '--json', '--output', place], dir);
    expect([1, 3]).toContain(await run.ended);
    expect(run.out.trim().split('\n')).toHaveLength(1);
    const [left] = reports(place);
    expect(JSON.parse(run.out)).toEqual(left?.report);
    expect(readdirSync(dir)).toEqual(['monitor.ini']);
    // Without its sections nothing is known of mail and COM, and nothing is wrong with them.
    expect(stateOf(left!.report, 'mail')).toBe('unknown');
    expect(run.error).toMatch(/… comparing the sources/);
  });

  it('goes on without a PowerShell, and says what was not tried', async () => {
    const dir = folder(WATCH.replace(POWERSHELL, '/no/such/powershell'));
    const run = comwatch(['doctor'], dir);
    expect(await run.ended).toBe(1);
    const [left] = reports(dir);
    expect(stateOf(left!.report, 'shells')).toBe('failed');
    expect(stateOf(left!.report, 'disk')).toBe('ok');
    expect(stateOf(left!.report, 'sources')).toBe('unknown');
    expect(run.out).toContain('/no/such/powershell');
  });

  it.each([
    ['a folder that is not there', ['--output', '/no/such/folder'], '/no/such/folder'],
    ['an option without its value', ['--output'], '--output'],
  ])('ends with 2 at once for %s', async (_name, words, expected) => {
    const run = comwatch(['doctor', ...words], folder(WATCH));
    expect(await run.ended).toBe(2);
    expect(run.error).toContain(expected);
  });

  it('says its exit codes', async () => {
    const help = comwatch(['doctor', '--help'], folder());
    expect(await help.ended).toBe(0);
    expect(help.out).toMatch(/--output <FOLDER>/);
    expect(help.out.replaceAll(/\s+/g, ' ')).toMatch(/0 every step passed, 1 .*, 2 .*, 3 /);
  });
});
