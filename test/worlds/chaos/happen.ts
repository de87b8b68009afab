/** Applies the events of a plot to a world. */
import { busyBetween, growing, steadily, together } from '../../../src/simulation/load.js';
import type { ComServer, Host } from '../../../src/simulation/com-server.js';
import type { SimulatedAgent } from '../../../src/simulation/simulated-agent.js';
import type { SimulatedProcess } from '../../../src/simulation/simulated-process.js';
import type { World } from '../../../src/simulation/world.js';
import type { Happening } from './plot.js';

export interface Stage {
  readonly world: World;
  readonly server: ComServer;
  readonly agent: SimulatedAgent;
  /** The reference cannot be sure of the agent's figures for a while. */
  readonly disturbed: () => void;
  readonly clockWasSet: (byMs: number) => void;
}

export function happen(happening: Happening, stage: Stage): void {
  const { world, server, agent } = stage;
  const { source, disk, catalogue, time } = world;
  const nowMs = time.monotonicMs();
  switch (happening.kind) {
    case 'host-breaks':
      withHost(server, happening.which, (host) => server.break(happening.mood, [host]));
      return;
    case 'hosts-heal':
      server.heal();
      return;
    case 'host-ends':
      withHost(server, happening.which, ({ process }) => world.machine.end(process));
      return;
    case 'host-leaks':
      withHost(server, 0, ({ process }) => leak(process, happening, nowMs));
      return;
    case 'host-burns':
      withHost(server, 0, ({ process }) => burn(process, happening, nowMs));
      return;
    case 'host-survives':
      withHost(server, 0, ({ process }) => (process.survives = happening.times));
      return;
    case 'host-is-denied':
      withHost(server, 0, ({ process }) => (process.isDenied = true));
      return;
    case 'outside-breaks':
      server.turnTo({ kind: 'outside', mood: happening.mood });
      time.after(happening.forMs, () => server.turnTo({ kind: 'runs' }));
      return;
    case 'no-activation':
      server.turnTo({ kind: 'no-activation', hresult: happening.hresult, takesMs: 2_000 });
      time.after(happening.forMs, () => server.turnTo({ kind: 'runs' }));
      return;
    case 'neighbour-burns':
      withNeighbour(world, happening.which, (process) => burn(process, happening, nowMs));
      return;
    case 'neighbour-leaks':
      withNeighbour(world, happening.which, (process) => leak(process, happening, nowMs));
      return;
    case 'neighbour-ends':
      withNeighbour(world, happening.which, (process) => world.machine.end(process));
      return;
    case 'neighbour-survives':
      withNeighbour(world, happening.which, (process) => (process.survives = happening.times));
      return;
    case 'source-fails':
    case 'source-drops':
    case 'source-is-late':
    case 'source-restarts':
      disturb(happening, stage);
      return;
    case 'wmi-dies':
      source.isWmiDead = true;
      stage.disturbed();
      time.after(happening.forMs, () => {
        source.isWmiDead = false;
        stage.disturbed();
      });
      return;
    case 'catalogue-dies':
      catalogue.isDead = true;
      stage.disturbed();
      time.after(happening.forMs, () => {
        catalogue.isDead = false;
        stage.disturbed();
      });
      return;
    case 'disk-is-full':
      disk.isFull = true;
      time.after(happening.forMs, () => (disk.isFull = false));
      return;
    case 'disk-is-slow':
      disk.writesInMs = happening.writesInMs;
      time.after(happening.forMs, () => (disk.writesInMs = 0));
      return;
    case 'clock-is-set':
      time.setWallBy(happening.byMs);
      stage.clockWasSet(happening.byMs);
      return;
    case 'agent-restarts':
      agent.restart();
  }
}

function disturb(
  happening: Extract<Happening, { kind: `source-${string}` }>,
  { world: { source, time }, disturbed }: Stage,
): void {
  const calm = { fails: 0, drops: 0, restarts: 0, lateByMs: 0 };
  switch (happening.kind) {
    case 'source-fails':
      source.faults = { ...calm, fails: happening.chance };
      break;
    case 'source-drops':
      source.faults = { ...calm, drops: happening.chance };
      break;
    case 'source-is-late':
      source.faults = { ...calm, lateByMs: happening.byMs };
      break;
    case 'source-restarts':
      source.faults = { ...calm, restarts: 0.02 };
  }
  disturbed();
  time.after('forMs' in happening ? happening.forMs : 120_000, () => {
    source.faults = calm;
    disturbed();
  });
}

function withHost({ hosts }: ComServer, which: number, act: (host: Host) => void): void {
  const host = hosts[which % hosts.length];
  if (host) act(host);
}

function withNeighbour(
  { neighbours }: World,
  which: number,
  act: (process: SimulatedProcess) => void,
): void {
  const process = neighbours[which % neighbours.length]?.process;
  if (process?.isAlive) act(process);
}

function leak(
  process: SimulatedProcess,
  { toMegabytes, forMs }: { readonly toMegabytes: number; readonly forMs: number },
  nowMs: number,
): void {
  const fromMegabytes = process.bytes(nowMs) / 2 ** 20;
  process.turnTo(nowMs, { memory: growing(fromMegabytes, toMegabytes, nowMs, forMs) });
}

function burn(
  process: SimulatedProcess,
  { percent, forMs }: { readonly percent: number; readonly forMs: number },
  nowMs: number,
): void {
  const cpu = together(steadily(0.5), busyBetween(nowMs, nowMs + forMs, percent));
  process.turnTo(nowMs, { cpu });
}
