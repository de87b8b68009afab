/** A real Prometheus scrapes the agent; the shipped rules fire; every query of the dashboard is answered. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/paths.js';
import { hasProgram, MonitoredWorld, port, until } from './world.js';

const isThere = hasProgram('/usr/bin/prometheus');
const RULES = join(ROOT, 'deploy', 'prometheus');
const [AGENT, SERVER] = [port(0), port(1)];

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

/** The shipped rules with shorter times: nobody waits for minutes here. */
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
scrape_configs: [{ job_name: comwatch, static_configs: [{ targets: ['127.0.0.1:${AGENT}'] }] }]
`,
    );
    const words = [
      `--config.file=${join(folder, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${SERVER}`,
    ];
    server = spawn('prometheus', words, { stdio: 'ignore' });
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
  });

  it('answers every query of the dashboard', async () => {
    const text = readFileSync(join(ROOT, 'deploy', 'grafana', 'comwatch.json'), 'utf8');
    const { panels } = JSON.parse(text) as {
      panels: { title: string; targets: { expr: string }[] }[];
    };
    const all = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
    expect(all.length).toBeGreaterThan(15);
    for (const expr of all) {
      const plain = expr
        .replace(/\$(instance|application)/g, '.*')
        .replaceAll('$__rate_interval', '2m');
      await until(async () => (await query(plain)).length > 0, plain, 30_000);
    }
  });

  it('has them fire when the agent lives and no sample arrives', async () => {
    const watch = () => world?.status().shells.find(({ role }) => role === 'watch')?.pids ?? [];
    // A shell that hangs is replaced: the next one is frozen as well.
    await until(async () => {
      for (const pid of watch()) world?.signal(pid, 'SIGSTOP');
      return isFiring('ComwatchFrozen');
    }, 'ComwatchFrozen');
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
