/** Rules for comparison with comwatch: the rule of the Python tool, a stop at each failure, and no action at all. */
import { callServer, notRegistered } from '../../../src/simulation/com-call.js';
import type { Guard, MakeGuard } from '../../../src/simulation/nights/play-night.js';
import type { Witness } from '../../../src/simulation/witness.js';
import type { World } from '../../../src/simulation/world.js';
import type { Config } from '../../../src/config/config.js';
import type { ProcessRow } from '../../../src/core/observing/model.js';

/** Observations and actions available to a simple rule. */
interface Reach {
  readonly world: World;
  readonly rows: () => Promise<readonly ProcessRow[]>;
  /** Whether the server answered well. */
  readonly call: () => Promise<boolean>;
  readonly stop: (row: ProcessRow) => Promise<void>;
  readonly mail: () => void;
  readonly pause: (ms: number) => Promise<void>;
}

type Loop = (reach: Reach, isOver: () => boolean) => Promise<void>;

function guarded(loops: (config: Config) => readonly Loop[]): MakeGuard {
  return (world, config, witnesses): Guard => {
    const ending = new AbortController();
    const reach = reachOf(world, config, witnesses, ending.signal);
    return {
      fault: undefined,
      begin: () => {
        for (const loop of loops(config)) void loop(reach, () => ending.signal.aborted);
      },
      end: () => ending.abort(),
    };
  };
}

function reachOf(
  world: World,
  config: Config,
  witnesses: readonly Witness[],
  signal: AbortSignal,
): Reach {
  const [{ com }] = config.applications;
  const { time, machine, source } = world;
  let mails = 0;
  return {
    world,
    rows: async () => {
      const answer = await source.sample(signal);
      return answer.ok ? answer.value.rows : [];
    },
    call: async () => {
      const [server] = world.servers;
      const answer = server && com ? await callServer(server, com, {}, signal) : notRegistered;
      return answer.kind !== 'failed';
    },
    stop: async (row) => {
      const found = machine.find(row.pid);
      for (const each of witnesses) each.stopping?.(row, found, time.monotonicMs());
      const outcome = await machine.stop(row);
      for (const each of witnesses) each.stopped?.(row, outcome, time.monotonicMs());
    },
    mail: () => {
      const id = String(++mails);
      const at = time.wallMs();
      for (const each of witnesses) {
        each.noticed?.(
          { kind: 'test', id, incidentId: id, hostName: 'SRV01', at },
          time.monotonicMs(),
        );
      }
    },
    pause: (ms) => time.sleep(ms, signal),
  };
}

export const never: MakeGuard = guarded(() => []);

/** Stops every host of the application whenever a call fails. */
export const atEachFailure: MakeGuard = guarded(({ applications: [{ com }] }) => [
  async ({ world, rows, call, stop, mail, pause }, isOver) => {
    while (!isOver()) {
      if (!(await call())) {
        const hosts = world.servers[0]?.hosts.map(({ process }) => process.target.pid) ?? [];
        for (const row of await rows()) {
          if (hosts.includes(row.pid)) await stop(row);
        }
        mail();
      }
      await pause(com?.delayMs ?? 30_000);
    }
  },
]);

interface Floor {
  atMs: number;
  cpu: number;
  memory: number;
}

/**
 * The tool that comwatch replaces: stops at once what is over a limit; at a failed call it notes the figures of every
 * process, by PID alone, and stops all that exceed what was noted by `alarm_metric`. A floor is replaced only when both
 * figures are lower, and nothing was noted before the first failure.
 */
export const pythonTool: MakeGuard = guarded(({ applications: [{ watch, limits, com }] }) => {
  const cpu = new Map<
    number,
    { readonly usedMs: number; readonly atMs: number; percent: number }
  >();
  const floors = new Map<number, Floor>();
  const figuresOf = ({ world }: Reach, row: ProcessRow) => ({
    cpu: cpu.get(row.pid)?.percent ?? 0,
    memory: (100 * row.workingSetBytes) / world.machine.description.physicalMemoryBytes,
  });
  const watching: Loop = async (reach, isOver) => {
    while (!isOver()) {
      const nowMs = reach.world.time.monotonicMs();
      for (const row of await reach.rows()) {
        const usedMs = (row.cpuTime100ns ?? 0) / 10_000;
        const before = cpu.get(row.pid);
        const used = before ? usedMs - before.usedMs : 0;
        const percent = before && used >= 0 ? (100 * used) / (nowMs - before.atMs) : 0;
        cpu.set(row.pid, { usedMs, atMs: nowMs, percent });
        if (!limits) continue;
        const { memory } = figuresOf(reach, row);
        if (percent <= limits.maxCpuPercent && memory <= limits.maxMemoryPercent) continue;
        await reach.stop(row);
        reach.mail();
      }
      await reach.pause(Math.max(watch.delayMs, 5_000));
    }
  };
  const calling: Loop = async (reach, isOver) => {
    while (com && !isOver()) {
      if (!(await reach.call())) {
        const nowMs = reach.world.time.monotonicMs();
        reach.mail();
        for (const row of await reach.rows()) {
          const now = figuresOf(reach, row);
          const known = floors.get(row.pid);
          const floor = known && nowMs - known.atMs < com.timeCacheMs ? known : undefined;
          const isLower = !floor || (now.cpu < floor.cpu && now.memory < floor.memory);
          if (isLower) floors.set(row.pid, { ...now, atMs: nowMs });
          if (!floor) continue;
          const ratio = Math.max(now.cpu / Math.max(floor.cpu, 1), now.memory / floor.memory);
          if (ratio <= com.rules.alarmMetric) continue;
          await reach.stop(row);
          reach.mail();
        }
      }
      await reach.pause(com.delayMs);
    }
  };
  return [watching, calling];
});
