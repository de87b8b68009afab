/** The template in a real Zabbix: imported, fed by agent 2 from a running agent, its triggers fire. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AgentStatus } from '../../src/core/telling/status.js';
import { ROOT } from '../support/paths.js';
import { takePicture } from '../support/picture.js';
import { statusProcess } from '../support/status.js';
import { isZabbixThere, ZabbixServer } from './zabbix-server.js';
import { APPLICATION, MonitoredWorld, port, until } from './world.js';

interface Item {
  readonly key_: string;
  readonly lastvalue: string;
  readonly error: string;
  readonly state: string;
}

describe.skipIf(!isZabbixThere)('the template in a real Zabbix', () => {
  const ports = { server: port(3), agent: port(4), database: port(5), web: port(6) };
  const zabbix = isZabbixThere ? new ZabbixServer(ports) : undefined;
  const world = isZabbixThere ? new MonitoredWorld(port(2)) : undefined;
  let hostid = '';
  /** Before the agent was stopped. */
  let lastStatus: AgentStatus | undefined;

  const call = <T>(method: string, params: unknown): Promise<T> => {
    if (!zabbix) throw new Error('no Zabbix');
    return zabbix.call<T>(method, params);
  };
  const items = async () => {
    const found = await call<Item[]>('item.get', {
      hostids: hostid,
      output: ['key_', 'lastvalue', 'error', 'state'],
    });
    return new Map(found.map((each) => [each.key_, each]));
  };
  const valueOf = async (key: string) => (await items()).get(key)?.lastvalue;
  const problems = async () =>
    (await call<{ name: string }[]>('problem.get', { hostids: hostid, output: ['name'] })).map(
      ({ name }) => name,
    );

  beforeAll(async () => {
    if (!zabbix || !world) return;
    world.start();
    await zabbix.open();
    const both = { createMissing: true, updateExisting: true };
    await call('configuration.import', {
      format: 'yaml',
      source: readFileSync(join(ROOT, 'deploy', 'zabbix', 'comwatch.yaml'), 'utf8'),
      rules: {
        groups: { createMissing: true },
        templates: both,
        items: both,
        triggers: both,
        discoveryRules: both,
      },
    });
    const [template] = await call<{ templateid: string }[]>('template.get', {
      filter: { host: 'comwatch' },
    });
    const [group] = await call<{ groupid: string }[]>('hostgroup.get', { output: 'extend' });
    const made = await call<{ hostids: string[] }>('host.create', {
      host: 'srv-app-01',
      groups: [{ groupid: group?.groupid }],
      templates: [{ templateid: template?.templateid }],
      interfaces: [
        { type: 1, main: 1, useip: 1, ip: '127.0.0.1', dns: '', port: String(ports.agent) },
      ],
      macros: [
        { macro: '{$COMWATCH.STATUS}', value: world.statusFile },
        // Three equal values span more than the 15 s after which the agent writes again.
        { macro: '{$COMWATCH.EVERY}', value: '9s' },
        { macro: '{$COMWATCH.FROZEN}', value: '30s' },
        { macro: '{$COMWATCH.SILENT}', value: '30s' },
        { macro: '{$COMWATCH.MAILS}', value: '25s' },
      ],
    });
    hostid = made.hostids[0] ?? '';
  });
  afterAll(() => {
    zabbix?.close();
    world?.close();
  });

  it('reads one file and has every value of it, also of applications and processes', async () => {
    await until(async () => (await valueOf('comwatch.version')) === '0.1.0', 'a first value');
    await until(
      async () => [...(await items()).keys()].some((key) => key.startsWith('comwatch.app.up')),
      'the applications',
    );
    const app = `["${APPLICATION}"]`;
    await until(
      async () => (await valueOf(`comwatch.app.up${app}`)) === '1',
      'the answer of the COM server',
    );
    await until(
      async () =>
        [...(await items()).keys()].some((key) => /^comwatch\.process\.memory\[\d+\]$/.test(key)),
      'the processes',
    );
    const unsupported = [...(await items()).values()].filter(({ state }) => state === '1');
    expect(unsupported.map(({ key_, error }) => [key_, error])).toEqual([]);
    expect(await problems()).toEqual([]);
  });

  it('raises its trigger when the COM server hangs', async () => {
    world?.hang();
    await until(
      async () => (await problems()).some((name) => name.includes('COM-сервер не отвечает')),
      'the trigger of the server',
    );
  });

  it('raises one when stopping is suspended', async () => {
    world?.burn();
    world?.burn();
    await until(
      async () => (await problems()).some((name) => name.includes('выгрузка приостановлена')),
      'the trigger of the brake',
    );
  });

  it('raises one when the agent is frozen, and takes it back', async () => {
    world?.signal(world.agent?.pid, 'SIGSTOP');
    await until(
      async () => (await problems()).includes('comwatch завис / hangs'),
      'the trigger of a frozen agent',
    );
    await takePicture('zabbix', async (page) => {
      await page.setViewportSize({ width: 1_420, height: 800 });
      await page.goto(`http://127.0.0.1:${ports.web}/index.php`);
      await page.fill('#name', 'Admin');
      await page.fill('#password', 'zabbix');
      await page.click('#enter');
      await page.goto(`http://127.0.0.1:${ports.web}/zabbix.php?action=problem.view`);
      const problems = page.locator('.list-table').first();
      await problems.locator('td').first().waitFor();
      // The front end needs space for its menu and for many columns.
      await page.addStyleTag({
        content: 'aside { display: none } body { min-width: 0 !important }',
      });
      return problems;
    });
    world?.signal(world.agent?.pid, 'SIGCONT');
    await until(async () => !(await problems()).includes('comwatch завис / hangs'), 'its end');
  });

  it('raises one when the agent is stopped; what has no process keeps no error', async () => {
    lastStatus = world?.status();
    world?.agent?.kill('SIGINT');
    await until(
      async () => (await problems()).includes('comwatch не работает / is not running'),
      'the trigger of a stopped agent',
    );
    const ofProcesses = [...(await items()).values()].filter(({ key_ }) =>
      key_.startsWith('comwatch.process.'),
    );
    expect(ofProcesses.filter(({ error }) => error !== '')).toEqual([]);
  });

  it('takes a figure that is not known yet for none, and raises the triggers of what else it reads', async () => {
    const status = lastStatus;
    const [application] = status?.applications ?? [];
    if (!world || !status || !application) throw new Error('no application');
    const known = { ...statusProcess(70_001), cpuPercent: 95.5 };
    const fresh = {
      ...statusProcess(70_002),
      ...{ cpuPercent: null, cpuFloor: null, memoryFloor: null },
    };
    const rewrite = () =>
      writeFileSync(
        world.statusFile,
        JSON.stringify({
          ...status,
          ...{ cpuPercent: null, writtenUnixMs: Date.now() },
          ...{ stopRight: false, mailsWaiting: 3, configChanged: true },
          applications: [{ ...application, processes: [known, fresh], probe: null, limits: null }],
        }),
      );
    await until(async () => {
      rewrite();
      return (await valueOf(`comwatch.app.cpu["${APPLICATION}"]`)) === '95.5';
    }, 'the highest CPU');
    await until(async () => {
      rewrite();
      return Number(await valueOf('comwatch.process.memory[70002]')) > 0;
    }, 'the values of a fresh process');
    const failed = [...(await items()).values()].filter(({ error }) => error !== '');
    expect(failed.map(({ key_, error }) => [key_, error])).toEqual([]);
    for (const name of [
      'comwatch: нет права завершать процессы / no right to stop processes',
      'comwatch: файл конфигурации новее / the configuration file is newer',
      'comwatch: письма ждут почтового сервера / mails wait for the mail server',
    ]) {
      await until(async () => {
        rewrite();
        return (await problems()).includes(name);
      }, name);
    }
  });
});
