/** Faults of a night. */
import type { ComServer, Mood } from '../com-server.js';
import { busyBetween, growing, together } from '../load.js';
import type { SimulatedProcess } from '../simulated-process.js';
import type { World } from '../world.js';
import { workOf } from './furnish.js';
import type { NightPlan } from './night.js';

const HOUR = 3_600_000;
const NO_DATABASE = 'Нет соединения с базой данных';

/** The faulty process, and the time of the fault. */
export interface Cause {
  sick?: SimulatedProcess;
  brokenAtMs?: number;
}

/** Applies the fault of the plan to one host, the server or its database. */
export function goWrong(
  { fault, faultForMs, server: load }: NightPlan,
  world: World,
  server: ComServer,
  cause: Cause,
): void {
  const host = server.hosts.at(-1);
  if (!host) return;
  const { process } = host;
  const nowMs = world.time.monotonicMs();
  const breakHost = (mood: Mood) => {
    cause.sick = process;
    cause.brokenAtMs = world.time.monotonicMs();
    if (process.isAlive) server.break(mood, [host]);
  };
  const leak = (times: number) => {
    const megabytes = process.bytes(nowMs) / 2 ** 20;
    process.turnTo(nowMs, { memory: growing(megabytes, times * megabytes, nowMs, faultForMs) });
    process.isBroken = true;
    cause.sick = process;
    world.time.after(faultForMs, () => breakHost({ kind: 'hangs' }));
  };
  const loseDatabase = (mood: Mood) => {
    server.turnTo({ kind: 'outside', mood });
    world.time.after(faultForMs, () => server.turnTo({ kind: 'runs' }));
  };
  switch (fault) {
    case 'hang':
    case 'deadlock beside busy neighbours':
    case 'one of two hangs':
      breakHost({ kind: 'hangs' });
      return;
    case 'leak':
      leak(world.random.between(10, 14));
      return;
    case 'slow leak':
      leak(world.random.between(2, 6));
      return;
    case 'burn': {
      const percent = world.random.between(95, 400);
      const cpu = together(workOf(load), busyBetween(nowMs, nowMs + 24 * HOUR, percent));
      process.turnTo(nowMs, { cpu });
      breakHost({ kind: 'hangs' });
      return;
    }
    case 'error until restart':
      breakHost({ kind: 'errs', text: 'Внутренняя ошибка сервера приложений' });
      return;
    case 'activation hangs':
      breakHost({ kind: 'hangs-whole' });
      return;
    case 'database away, errors':
      loseDatabase({ kind: 'errs', text: NO_DATABASE });
      return;
    case 'database away, time-outs':
      loseDatabase({ kind: 'hangs' });
      return;
    case 'server restarts itself':
      world.machine.end(process);
      return;
    case 'nothing':
  }
}
