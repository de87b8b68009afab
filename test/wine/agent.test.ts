/** The whole agent as it ships: probe, verdict, stop, mail, end. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { startSmtp, type TestSmtp } from '../support/smtp.js';
import { until } from '../support/shells.js';
import { startNeighbour, TestServer } from './support/com-server.js';
import {
  comSettings,
  Installation,
  mailSettings,
  SECRET,
  type JournalLine,
  type Settings,
} from './support/comwatch.js';
import { running, type Program } from './support/program.js';

const PROBE_HOST = 'probe-host.mjs';

/** An agent that has seen its server answer, with several neighbours and a mail server. */
async function watching(
  name: string,
  { commethod, shellprocess = {} }: Settings = {},
): Promise<{
  installation: Installation;
  agent: Program;
  server: TestServer;
  neighbours: readonly Program[];
  smtp: TestSmtp;
  /** Lines of an action since the server was healthy. */
  since: (action: string) => JournalLine[];
}> {
  const smtp = await startSmtp();
  onTestFinished(smtp.close);
  const server = await TestServer.fresh('text');
  const other = await TestServer.fresh('typed variant');
  const neighbours = [
    other.start(),
    // Bigger than the leaking one ever gets, but constant in size.
    startNeighbour(300, '{C0A57A7C-0000-4000-8000-00000000BEEF}'),
    startNeighbour(20),
  ];
  const installation = new Installation(name, {
    shellprocess,
    commethod: comSettings(server.progid, commethod),
    mail: mailSettings(smtp.port),
  });
  const agent = installation.start('run', '--debug');
  await until(
    () => installation.journal('probe').some(({ message }) => message.includes('has succeeded')),
    180_000,
  ).catch(() => {
    throw new Error(`the agent did not get going: ${agent.out()}${agent.error()}`);
  });
  // Wine's first activation may fail: that trouble is over, and no part of what follows.
  const before = installation.journal();
  const since = (action: string) =>
    installation
      .journal(action)
      .slice(before.filter((line) => line['event.action'] === action).length);
  return { installation, agent, server, neighbours, smtp, since };
}

/** The first line of an action since the server was healthy. */
async function first(
  since: (action: string) => JournalLine[],
  action: string,
): Promise<JournalLine> {
  await until(() => since(action).length > 0, 60_000).catch(() => {
    throw new Error(`waited in vain for ${action}`);
  });
  return since(action)[0]!;
}

async function mailOf(smtp: TestSmtp, subject: RegExp): Promise<{ subject: string; text: string }> {
  const found = () => smtp.mails.find(({ mail }) => subject.test(mail.subject ?? ''))?.mail;
  // Events within a minute share one mail.
  await until(() => found() !== undefined, 150_000).catch(() => {
    throw new Error(
      `no mail ${subject}, but: ${smtp.mails.map(({ mail }) => mail.subject).join(', ')}`,
    );
  });
  return { subject: found()?.subject ?? '', text: found()?.text ?? '' };
}

/** Requests its end; it shuts down normally, together with everything that it started. */
async function stop(installation: Installation, agent: Program): Promise<void> {
  installation.requestStop();
  expect(await agent.ended).toBe(0);
  expect(running(/node\.exe|pwsh\.exe/)).toEqual([]);
}

/** Waits until the process is old enough to be judged, and has its own floor. */
async function sampledAlone(installation: Installation, pid: number | undefined): Promise<void> {
  const samples = () =>
    installation
      .journal('sample')
      // A line about omitted rows names no PIDs.
      .filter((line) => (line['comwatch.sample.pid'] as number[] | undefined)?.includes(pid ?? 0));
  await until(() => samples().length >= 4, 60_000);
}

const stops = (installation: Installation): JournalLine[] => installation.journal('stop');

describe('a server that hangs', () => {
  it('is unloaded after three failures, alone of several, and answers again', async () => {
    const { installation, agent, server, neighbours, smtp, since } = await watching('hang');
    const [hung] = server.pids();
    const probeHosts = running(PROBE_HOST).map(({ pid }) => pid);
    server.behave('Authorize', 'hang');

    await first(since, 'probe-failed');
    // The probe's process is ended at its deadline and replaced; the server that it called lives on.
    await until(() => running(PROBE_HOST).every(({ pid }) => !probeHosts.includes(pid)));
    expect(server.hosts()).toHaveLength(1);
    expect(server.pids()).toEqual([hung]);

    const stopped = await first(since, 'stop');
    server.recover();
    const recovered = await first(since, 'probe-recovered');
    expect(stopped).toMatchObject({
      'process.pid': hung,
      'process.name': 'dllhost.exe',
      'comwatch.outcome': 'stopped',
    });
    expect(since('probe-failed').map((line) => line['comwatch.probe.class'])).toEqual([
      'timeout',
      'timeout',
      'timeout',
    ]);
    expect(installation.journal('suspect').at(-1)).toMatchObject({
      'process.pid': hung,
      'comwatch.suspect.rule': 'application',
      'comwatch.incident.id': stopped['comwatch.incident.id'],
    });
    expect(recovered).toMatchObject({ 'comwatch.probe.stopped': 1 });

    expect(stops(installation)).toHaveLength(1);
    expect(neighbours.map((each) => each.isRunning())).toEqual([true, true, true]);
    expect(server.pids(), JSON.stringify(server.log())).toHaveLength(2);
    expect(server.pids()[1]).not.toBe(hung);
    expect(server.hosts()).toHaveLength(1);

    const mail = await mailOf(smtp, /dllhost\.exe \d+ выгружен/);
    expect(mail.subject).toMatch(
      new RegExp(`: нет ответа за отведённое время; dllhost\\.exe ${hung} выгружен`),
    );
    expect(mail.text).toContain(`в нём работает ${server.progid}`);
    expect(mail.text).toContain(`/Processid:${server.appId}`);
    await mailOf(smtp, /снова отвечает/);
    await stop(installation, agent);
    const written =
      JSON.stringify(installation.journal()) + smtp.mails.map(({ mail }) => mail.text).join();
    expect(written).toContain(server.progid);
    expect(written).not.toContain(SECRET);
  });
});

describe('a server that leaks', () => {
  it('is distinguished from its neighbours by its floor, not by its size', async () => {
    const { installation, agent, server, neighbours, smtp, since } = await watching('leak', {
      // Watched for seconds only.
      shellprocess: { floor_after: '0 s' },
      commethod: {
        suspects: 'any',
        confirm: 1,
        alarm_metric: 5,
        // Allocating so much memory is slow here: the answer fails, not its time.
        witerezult: '10 s',
      },
    });
    const [leaking] = server.pids();
    await sampledAlone(installation, leaking);
    server.behave('Authorize', 'leak 200 Недостаточно памяти');

    const stopped = await first(since, 'stop');
    server.recover();
    await first(since, 'probe-recovered');
    expect(stopped).toMatchObject({ 'process.pid': leaking, 'comwatch.outcome': 'stopped' });
    const suspect = installation.journal('suspect').at(-1);
    expect(suspect).toMatchObject({ 'process.pid': leaking, 'comwatch.suspect.rule': 'floor' });
    expect(suspect?.['comwatch.memory.ratio']).toBeGreaterThan(5);

    expect(stops(installation)).toHaveLength(1);
    expect(neighbours.map((each) => each.isRunning())).toEqual([true, true, true]);
    expect(server.pids(), JSON.stringify(server.log())).toHaveLength(2);
    expect(server.hosts()).toHaveLength(1);

    // Mails held until the end of their minute are sent when the agent ends.
    await stop(installation, agent);
    const mailed = smtp.mails.map(({ mail }) => `${mail.subject}\n${mail.text}`).join('\n');
    expect(mailed).toMatch(new RegExp(`ошибка сервера; dllhost\\.exe ${leaking} выгружен`));
    expect(mailed).toContain('Недостаточно памяти');
    expect(mailed).toContain('снова отвечает');
  });
});

describe('a check that is set up wrongly', () => {
  it('stops no process and is mailed', async () => {
    const smtp = await startSmtp();
    onTestFinished(smtp.close);
    const server = await TestServer.fresh('text');
    const installation = new Installation('setup', {
      commethod: comSettings(server.progid, {
        session_info: 'GetCurrentSessionInfo({session}, out info: int)',
        suspects: 'application',
      }),
      mail: mailSettings(smtp.port),
    });
    const agent = installation.start('run');
    // Wine's first activation may fail; that also counts as a problem of the set-up.
    const called = () =>
      installation
        .journal('probe-failed')
        .filter((line) => line['comwatch.probe.stage'] === 'session-info');
    await until(() => called().length >= 1, 60_000);
    expect(called()[0]).toMatchObject({
      'comwatch.probe.class': 'setup',
      'error.code': '0x80020005',
    });
    await until(() => installation.journal('suspect').length >= 1);
    expect(installation.journal('suspect')).toMatchObject([{ 'comwatch.no_action': 'class' }]);
    await mailOf(smtp, /ошибка конфигурации; ни один процесс не выгружен$/);
    expect(stops(installation)).toEqual([]);
    expect(server.pids()).toHaveLength(1);
    expect(server.hosts()).toHaveLength(1);
    await stop(installation, agent);
  });
});

describe('an agent that is killed', () => {
  it('leaves no shell and no probe behind, and the server alone', async () => {
    const { agent, server, neighbours } = await watching('killed');
    server.behave('Authorize', 'hang');
    await until(() => server.calls().filter((call) => call.startsWith('Authorize')).length > 1);
    process.kill(agent.linuxPid, 'SIGKILL');
    await until(() => running(/node\.exe|pwsh\.exe/).length === 0, 60_000);
    expect(server.hosts()).toHaveLength(1);
    expect(neighbours.map((each) => each.isRunning())).toEqual([true, true, true]);
  });
});
