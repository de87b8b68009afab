/** A real Prometheus scrapes the agent; the shipped rules fire; every query of the dashboard is answered. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/paths.js';
import { takePicture } from '../support/picture.js';
import { APPLICATION, hasProgram, MonitoredWorld, port, until } from './world.js';

const isThere = hasProgram('/usr/bin/prometheus');
const RULES = join(ROOT, 'deploy', 'prometheus');
const [AGENT, SERVER] = [port(0), port(1)];
/** Named like a server. */
const INSTANCE = 'srv-app-01:8089';

interface Series {
  readonly metric: Readonly<Record<string, string>>;
}
interface Alert {
  readonly state: string;
  readonly labels: Readonly<Record<string, string>>;
}

async function ask<T>(path: string): Promise<T> {
  const answer = await fetch(`http://127.0.0.1:${SERVER}/api/v1/${path}`);
  return ((await answer.json()) as { data: T }).data;
}

const query = async (text: string): Promise<readonly Series[]> =>
  (await ask<{ result: Series[] }>(`query?query=${encodeURIComponent(text)}`)).result;

const isFiring = async (name: string) =>
  (await ask<{ alerts: Alert[] }>('alerts')).alerts.some(
    ({ state, labels }) => state === 'firing' && labels['alertname'] === name,
  );

/** The shipped rules with shorter times, to save minutes of waiting. */
function quickRules(): string {
  return readFileSync(join(RULES, 'rules.yml'), 'utf8')
    .replace(/for: \w+/g, 'for: 1s')
    .replaceAll('> 120', '> 8');
}

describe('the rules', () => {
  it.skipIf(!isThere)('hold in their own tests by promtool', () => {
    for (const words of [
      ['check', 'rules', 'rules.yml'],
      ['test', 'rules', 'rules.test.yml'],
    ]) {
      const done = spawnSync('promtool', words, { cwd: RULES, encoding: 'utf8' });
      expect([words, done.status, done.status === 0 ? '' : done.stdout + done.stderr]).toEqual([
        words,
        0,
        '',
      ]);
    }
  });
});

describe.skipIf(!isThere)('a Prometheus that scrapes the agent', () => {
  const world = isThere ? new MonitoredWorld(AGENT) : undefined;
  let server: ChildProcess | undefined;

  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'comwatch-prometheus-'));
    writeFileSync(join(folder, 'rules.yml'), quickRules());
    writeFileSync(
      join(folder, 'prometheus.yml'),
      `global: { scrape_interval: 1s, scrape_timeout: 1s, evaluation_interval: 1s }
rule_files: [rules.yml]
scrape_configs: [{ job_name: comwatch, static_configs: [{ targets: ['127.0.0.1:${AGENT}'], labels: { instance: '${INSTANCE}' } }] }]
`,
    );
    const words = [
      '--config.file=prometheus.yml',
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${SERVER}`,
    ];
    server = spawn('prometheus', words, { cwd: folder, stdio: 'ignore' });
    world?.start();
    await until(
      async () => (await query('comwatch_sample_age_seconds')).length > 0,
      'a first sample',
    );
  });
  afterAll(() => {
    server?.kill('SIGKILL');
    world?.close();
  });

  it('has its rules fire when stopping is suspended, and counts what was stopped', async () => {
    world?.burn();
    world?.burn();
    await until(() => isFiring('ComwatchBraked'), 'ComwatchBraked');
    const counted = 'comwatch_stops_total{outcome="stopped",rule="cpu"} > 0';
    await until(async () => (await query(counted)).length > 0, counted);
  });

  it('has them fire when the server does not answer', async () => {
    await until(
      async () => (await query('comwatch_probe_up == 1')).length > 0,
      'an answer of the server',
    );
    world?.hang();
    await until(() => isFiring('ComwatchServerSilent'), 'ComwatchServerSilent');
    await takePicture('prometheus', async (page) => {
      // Debian's build has no React application: these pages are made by the server.
      await page.goto(`http://127.0.0.1:${SERVER}/classic/alerts`, { waitUntil: 'load' });
      await page.click('label:has(#inactiveAlerts)');
      for (const header of await page.locator('.alert_header.alert-danger').all())
        await header.click();
      await page.click('button.show-annotations');
      // The rule itself has the short times of this test.
      await page.addStyleTag({ content: '.alert_details pre { display: none !important }' });
      return page.locator('body');
    });
  });

  it('answers every query of the dashboard', async () => {
    const text = readFileSync(join(ROOT, 'deploy', 'grafana', 'comwatch.json'), 'utf8');
    const { panels, templating } = JSON.parse(text) as {
      panels: { title: string; targets: { expr: string; legendFormat: string }[] }[];
      templating: { list: { name: string; query: string | { query: string } }[] };
    };
    // As Grafana replaces them when one of each is chosen; a misspelt label has no such value.
    const chosen = { instance: INSTANCE, application: APPLICATION };
    const plain = (expr: string) =>
      expr
        .replaceAll('$instance', chosen.instance.replaceAll('.', '\\\\.'))
        .replaceAll('$application', chosen.application)
        .replaceAll('$__rate_interval', '2m');
    const all = panels.flatMap(({ targets }) => targets);
    expect(all.length).toBeGreaterThan(15);
    for (const { expr, legendFormat } of all) {
      expect(plain(expr)).not.toContain('$');
      await until(async () => (await query(plain(expr))).length > 0, plain(expr), 30_000);
      const labels = (await query(plain(expr))).flatMap(({ metric }) => Object.keys(metric));
      for (const [, label] of legendFormat.matchAll(/\{\{(\w+)\}\}/g))
        expect([expr, labels]).toEqual([expr, expect.arrayContaining([label])]);
    }
    for (const { name, query: asked } of templating.list) {
      if (typeof asked === 'string') continue;
      const [, series = '', label = ''] =
        /^label_values\((.*), (\w+)\)$/.exec(plain(asked.query)) ?? [];
      const values = `label/${label}/values?match[]=${encodeURIComponent(series)}`;
      expect(await ask(values)).toEqual([chosen[name as keyof typeof chosen]]);
    }
  });

  it('has them fire when the agent lives and no sample arrives', async () => {
    const watch = () => world?.status().shells.find(({ role }) => role === 'watch')?.pids ?? [];
    // A shell that hangs is replaced: the next one is frozen as well.
    await until(async () => {
      for (const pid of watch()) world?.signal(pid, 'SIGSTOP');
      return isFiring('ComwatchFrozen');
    }, 'ComwatchFrozen');
    // A frozen shell could not end with the agent.
    for (const pid of watch()) world?.signal(pid, 'SIGCONT');
  });

  it('has them fire when the agent is frozen, and when it is stopped', async () => {
    world?.signal(world.agent?.pid, 'SIGSTOP');
    await until(() => isFiring('ComwatchGone'), 'ComwatchGone of a frozen agent');
    world?.signal(world.agent?.pid, 'SIGCONT');
    await until(async () => !(await isFiring('ComwatchGone')), 'the end of ComwatchGone');
    world?.agent?.kill('SIGKILL');
    await until(() => isFiring('ComwatchGone'), 'ComwatchGone of a stopped agent');
  });
});
