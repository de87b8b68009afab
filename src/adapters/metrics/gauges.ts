/** Gauges set from the present status. */
import { Gauge, type Registry } from 'prom-client';
import type { AgentStatus, StatusApplication } from '../../core/telling/status.js';
import { Places } from './places.js';

type Label = 'application' | 'image' | 'source' | 'loop' | 'check' | 'place' | 'version' | 'mode';

/** Name, help and labels of each. */
const GAUGES = {
  build_info: ['Version of the agent; always 1.', ['version', 'mode']],
  start_time_seconds: ['When the agent was started, since the Unix epoch.', []],
  written_time_seconds: ['When these figures were made, since the Unix epoch.', []],
  config_changed: ['1: the configuration file holds something else than what is in force.', []],
  stop_right: ['0: the agent may not stop processes of other accounts.', []],
  sample_age_seconds: ['Age of the last good sample.', ['image']],
  source_info: ['Where the samples come from; always 1.', ['image', 'source']],
  loop_overdue_seconds: ['How late a loop is with its present pass; 0: in time.', ['loop']],
  processes: ['Watched processes.', ['application']],
  cpu_limit_percent: ['maxcpuprocent.', ['application']],
  memory_limit_percent: ['maxmemoryprocent.', ['application']],
  process_pid: ['PID of the process that has this place.', ['application', 'place']],
  process_cpu_percent: [
    'CPU; 100 is one core, or all with cpu_basis = machine.',
    ['application', 'place'],
  ],
  process_cpu_floor_percent: ['Lowest CPU within time_cache.', ['application', 'place']],
  process_memory_percent: ['Working set, of physical memory.', ['application', 'place']],
  process_memory_floor_percent: ['Lowest memory within time_cache.', ['application', 'place']],
  process_working_set_bytes: ['Working set.', ['application', 'place']],
  probe_up: ['1: the last call of the COM check was answered well.', ['application']],
  probe_age_seconds: ['Age of the last call of the COM check.', ['application']],
  probe_good_age_seconds: ['Age of the last call that was answered well.', ['application']],
  paused: ['1: stops are held back by a pause.', ['application']],
  brake_holds: ['Keys for which the brake suspends stops.', []],
  incidents_open: ['Open incidents.', ['check']],
  outbox_letters: ['Mails that the server has not taken yet.', []],
  own_memory_bytes: ['Memory of the agent without its PowerShells.', []],
} as const satisfies Record<string, readonly [string, readonly Label[]]>;

type GaugeName = keyof typeof GAUGES;
type Labels = Partial<Record<Label, string>>;

export class Gauges {
  readonly #gauges: Readonly<Record<GaugeName, Gauge<Label>>>;
  readonly #places = new Places();
  /** Wall time of the last good call, by application. */
  readonly lastGoodProbe = new Map<string, number>();

  constructor(registers: Registry[]) {
    const made = Object.entries(GAUGES).map(([name, [help, labelNames]]) => [
      name,
      new Gauge<Label>({ name: `comwatch_${name}`, help, labelNames: [...labelNames], registers }),
    ]);
    this.#gauges = Object.fromEntries(made) as Readonly<Record<GaugeName, Gauge<Label>>>;
  }

  set(status: AgentStatus, wallMs: number): void {
    for (const gauge of Object.values(this.#gauges)) gauge.reset();
    const { version, mode } = status;
    this.#put('build_info', 1, { version, mode });
    this.#put('start_time_seconds', status.startedUnixMs / 1_000);
    this.#put('written_time_seconds', wallMs / 1_000);
    this.#put('config_changed', Number(status.configChanged));
    this.#put('stop_right', Number(status.stopRight !== false));
    this.#put('brake_holds', status.brake.length);
    this.#put('outbox_letters', status.mailsWaiting);
    this.#put('own_memory_bytes', status.memoryBytes);
    for (const check of ['limits', 'com']) {
      const open = status.incidents.filter(
        (each) => each.check === check && each.cure !== 'proven',
      );
      this.#put('incidents_open', open.length, { check });
    }
    for (const { image, source, lastSampleUnixMs } of status.sources) {
      const since = lastSampleUnixMs ?? status.startedUnixMs;
      this.#put('sample_age_seconds', seconds(wallMs - since), { image });
      if (source !== null) this.#put('source_info', 1, { image, source });
    }
    for (const { name: loop, dueUnixMs } of status.loops) {
      this.#put('loop_overdue_seconds', seconds(wallMs - dueUnixMs), { loop });
    }
    this.#places.keepOnly(status.applications.flatMap(({ processes }) => processes));
    for (const each of status.applications) this.#application(each, wallMs);
  }

  #application(of: StatusApplication, wallMs: number): void {
    const application = of.name ?? '';
    const own = { application };
    this.#put('processes', of.processes.length + of.more, own);
    this.#put('paused', Number(of.pause !== null), own);
    if (of.limits) {
      this.#put('cpu_limit_percent', of.limits.cpu, own);
      this.#put('memory_limit_percent', of.limits.memory, own);
    }
    if (of.probe) {
      this.#put('probe_up', Number(of.probe.outcome === 'ok'), own);
      this.#put('probe_age_seconds', seconds(wallMs - of.probe.atUnixMs), own);
    }
    const good = this.lastGoodProbe.get(application);
    if (good !== undefined) this.#put('probe_good_age_seconds', seconds(wallMs - good), own);
    for (const each of of.processes) {
      const place = this.#places.of(application, each);
      if (place === undefined) continue;
      const labels = { application, place: String(place) };
      this.#put('process_pid', each.pid, labels);
      this.#put('process_cpu_percent', each.cpuPercent, labels);
      this.#put('process_cpu_floor_percent', each.cpuFloor, labels);
      this.#put('process_memory_percent', each.memoryPercent, labels);
      this.#put('process_memory_floor_percent', each.memoryFloor, labels);
      this.#put('process_working_set_bytes', each.workingSetBytes, labels);
    }
  }

  /** An unknown figure has no series. */
  #put(name: GaugeName, value: number | null, labels: Labels = {}): void {
    if (value !== null) this.#gauges[name].set(labels, value);
  }
}

function seconds(ms: number): number {
  return Math.max(0, ms) / 1_000;
}
