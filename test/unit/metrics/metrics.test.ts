import { describe, expect, it } from 'vitest';
import { Metrics } from '../../../src/adapters/metrics/metrics.js';
import type { AgentStatus, StatusApplication } from '../../../src/core/telling/status.js';
import { agentStatus, statusProcess } from '../../support/status.js';

const NOW_MS = 2_000_000;
/** Sources of the counters. */
const sentence = { kind: 'agent-stopped' } as const;

async function linesOf(metrics: Metrics, status: AgentStatus, isOpen = true): Promise<string[]> {
  const { text } = await metrics.text(status, NOW_MS, isOpen);
  return text.split('\n');
}

const series = (lines: readonly string[], name: string) =>
  lines.filter(
    (line) => line.startsWith(`comwatch_${name}{`) || line.startsWith(`comwatch_${name} `),
  );

describe('metrics', () => {
  it('shows the figures, floors and limits of every process', async () => {
    const lines = await linesOf(new Metrics(() => 0), agentStatus([statusProcess(7)]));
    expect(lines).toContain('comwatch_process_cpu_percent{application="",place="1"} 3');
    expect(lines).toContain('comwatch_process_cpu_floor_percent{application="",place="1"} 1');
    expect(lines).toContain('comwatch_cpu_limit_percent{application=""} 20');
    expect(lines).toContain('comwatch_sample_age_seconds{image="dllhost.exe"} 1');
    expect(lines.at(-2)).toBe('# EOF');
  });

  it('has as many series as processes at one time, however many come and go', async () => {
    const metrics = new Metrics(() => 0);
    let lines: string[] = [];
    for (let round = 0; round < 200; round++) {
      const pids = [round, round + 1, round + 2];
      lines = await linesOf(metrics, agentStatus(pids.map((pid) => statusProcess(pid))));
    }
    expect(series(lines, 'process_cpu_percent')).toHaveLength(3);
    const many = Array.from({ length: 60 }, (_, pid) => statusProcess(1_000 + pid));
    expect(series(await linesOf(metrics, agentStatus(many)), 'process_pid')).toHaveLength(20);
  });

  it('keeps the place of a process while it lives', async () => {
    const metrics = new Metrics(() => 0);
    await linesOf(metrics, agentStatus([statusProcess(1), statusProcess(2)]));
    const lines = await linesOf(metrics, agentStatus([statusProcess(2), statusProcess(3)]));
    expect(series(lines, 'process_pid')).toEqual([
      'comwatch_process_pid{application="",place="2"} 2',
      'comwatch_process_pid{application="",place="1"} 3',
    ]);
  });

  it('counts stops by outcome and by the rule that the journal named before', async () => {
    const metrics = new Metrics(() => 0);
    const event = { level: 'warn', incidentId: 'i', sentence } as const;
    const pid = { 'process.pid': 7 };
    metrics.event({
      ...event,
      action: 'breach',
      fields: { ...pid, 'comwatch.breach': ['memory', 'cpu'] },
    });
    metrics.event({ ...event, action: 'stop', fields: { ...pid, 'comwatch.outcome': 'survived' } });
    metrics.event({ ...event, action: 'stop', fields: { ...pid, 'comwatch.outcome': 'stopped' } });
    metrics.event({
      ...event,
      action: 'suspect',
      fields: { ...pid, 'comwatch.suspect.rule': 'floor' },
    });
    metrics.event({ ...event, action: 'stop', fields: { ...pid, 'comwatch.outcome': 'stopped' } });
    metrics.event({
      level: 'warn',
      sentence,
      action: 'stop',
      fields: { 'comwatch.outcome': 'gone' },
    });
    const lines = await linesOf(metrics, agentStatus([]));
    const counted = series(lines, 'stops_total').filter((line) => !line.endsWith(' 0'));
    expect(counted.sort()).toEqual([
      'comwatch_stops_total{application="",outcome="gone",rule="unknown"} 1',
      'comwatch_stops_total{application="",outcome="stopped",rule="cpu+memory"} 1',
      'comwatch_stops_total{application="",outcome="stopped",rule="floor"} 1',
      'comwatch_stops_total{application="",outcome="survived",rule="cpu+memory"} 1',
    ]);
  });

  it('counts stops and calls from 0, so that the first one is seen as an increase', async () => {
    const metrics = new Metrics(() => 0);
    const lines = await linesOf(metrics, agentStatus([]));
    expect(lines).toContain(
      'comwatch_stops_total{application="",outcome="stopped",rule="memory"} 0',
    );
    expect(lines).toContain(
      'comwatch_stops_total{application="",outcome="survived",rule="floor"} 0',
    );
    expect(lines).toContain('comwatch_probes_total{application="",class="timeout"} 0');
    const [application] = agentStatus([]).applications;
    const limitsOnly = { ...application, name: 'X', progid: null } as StatusApplication;
    const others = series(
      await linesOf(metrics, agentStatus([], { applications: [limitsOnly] })),
      'probes_total',
    );
    expect(others.filter((line) => line.includes('"X"'))).toEqual([]);
    const counts = series(await linesOf(metrics, agentStatus([])), 'stops_total');
    expect(counts.filter((line) => line.includes('application=""'))).toHaveLength(35);
  });

  it('has a histogram of each stage by the class of the call, and the age of the last good one', async () => {
    const metrics = new Metrics(() => 0);
    const times = { activate: 20, authorize: 300 };
    const ok = { kind: 'ok', times, sessionEnd: 'logged-out', logOutFault: null } as const;
    metrics.answered(undefined, ok, NOW_MS - 30_000);
    const lines = await linesOf(metrics, agentStatus([]));
    const name = 'comwatch_probe_stage_duration_seconds';
    expect(lines).toContain(
      `${name}_bucket{le="0.5",application="",stage="authorize",class="ok"} 1`,
    );
    expect(lines).toContain(
      `${name}_bucket{le="0.25",application="",stage="authorize",class="ok"} 0`,
    );
    expect(lines).toContain('comwatch_probes_total{application="",class="ok"} 1');
    expect(lines).toContain('comwatch_probe_good_age_seconds{application=""} 30');
  });

  it('says what holds: brake, pause, missed samples, mails, a changed file, a missing right', async () => {
    const metrics = new Metrics(() => 2_500_000);
    metrics.event({
      level: 'warn',
      sentence,
      action: 'slots-missed',
      fields: { 'comwatch.slots_missed': 4 },
    });
    const status = agentStatus([], {
      brake: [{ key: 'com/x', untilUnixMs: 3_000_000 }],
      mailsWaiting: 2,
      configChanged: true,
      stopRight: false,
      loops: [{ name: 'com', dueUnixMs: NOW_MS - 90_000 }],
    });
    const lines = await linesOf(metrics, status);
    for (const line of [
      'comwatch_brake_holds 1',
      'comwatch_outbox_letters 2',
      'comwatch_config_changed 1',
      'comwatch_stop_right 0',
      'comwatch_loop_overdue_seconds{loop="com"} 90',
      'comwatch_samples_missed_total 4',
      'comwatch_process_cpu_seconds_total 2.5',
    ]) {
      expect(lines).toContain(line);
    }
  });

  it('escapes what a label holds', async () => {
    const image = 'a"b\\c\nd.exe';
    const lines = await linesOf(
      new Metrics(() => 0),
      agentStatus([], { sources: [{ image, lastSampleUnixMs: null, source: 'cim' }] }),
    );
    expect(lines).toContain('comwatch_source_info{image="a\\"b\\\\c\\nd.exe",source="cim"} 1');
  });

  it('knows the older format, which windows_exporter reads', async () => {
    const lines = await linesOf(new Metrics(() => 0), agentStatus([]), false);
    expect(lines).toContain('# TYPE comwatch_stops_total counter');
    expect(lines).not.toContain('# EOF');
  });

  it('has, after the end, only when the figures were made', async () => {
    const metrics = new Metrics(() => 0);
    await linesOf(metrics, agentStatus([statusProcess(7)]), false);
    const lines = (await metrics.lastText()).split('\n');
    expect(lines.filter((line) => !line.startsWith('#'))).toEqual([
      'comwatch_written_time_seconds 2000',
      '',
    ]);
  });
});
