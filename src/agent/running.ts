/** Runs the checks: in loops until the agent ends, or once. */
import type { Application } from './application.js';
import type { Image } from './images.js';
import { runLoop } from './loop.js';
import { MissedSlots } from './observing/missed-slots.js';
import type { Observer } from './observing/observer.js';
import type { AgentPorts, Shared } from './shared.js';
import type { LoopWatch } from './steering/loop-watch.js';
import { instantOf } from '../core/instant.js';

/** Upper bound of a sampling pass, whose own deadlines are far shorter. */
const SAMPLE_PASS_MS = 60_000;
/** Time that a pass of the COM check may take beside its call: the catalogue, a start of the probe's process, stops. */
const BESIDE_CALL_MS = 2 * 60_000;

/** Longest wait of a judged pass for command lines. */
const IDENTIFY_MS = 20_000;
const IDENTIFY_EVERY_MS = 500;

/** Resolves when all of them have. If one rejects, the others are ended first, then this rejects with its error. */
export async function together(
  running: readonly Promise<unknown>[],
  endOthers: () => void,
): Promise<void> {
  const all = Promise.all(running);
  await all.catch(endOthers);
  await Promise.allSettled(running);
  await all;
}

/** Samples an image until the end. */
export async function watch(
  observer: Observer,
  { name, spacingMs, sampler }: Image,
  { clock, journal, record }: AgentPorts,
  loops: LoopWatch,
  signal: AbortSignal,
): Promise<void> {
  const limits = { deadlineMs: SAMPLE_PASS_MS, delayMs: spacingMs };
  const missed = new MissedSlots(journal);
  await runLoop(
    sampler.pace ?? clock,
    {
      // On the clock of the agent: that of a replayed loop has no wall time.
      pass: (_now, slotMs) =>
        loops.pass(name, limits, () => observer.pass(instantOf(clock), signal, slotMs)),
      missed: (slots) => missed.add(slots, clock.monotonicMs()),
      broken: (why) => {
        observer.breakSeries();
        record?.({ kind: 'break', at: instantOf(clock), image: name });
        journal({
          level: 'warn',
          action: 'clock-jump',
          sentence: { kind: why === 'pause' ? 'machine-paused' : 'clock-set' },
        });
      },
      delayMs: spacingMs,
    },
    signal,
  );
}

/**
 * A long check is limited by its own deadlines, so skipped slots are not reported. During a pause the server is not
 * called: a call would start one that was shut down.
 */
export async function callAsClient(
  { com, pace, key, config }: Application,
  { brake, pauses }: Shared,
  { clock, record }: AgentPorts,
  loops: LoopWatch,
  signal: AbortSignal,
): Promise<void> {
  if (!com) return;
  const { activationTimeoutMs = 0, witerezultMs = 0 } = config.com ?? {};
  const limits = {
    // Activation, the two calls together, LogOut.
    deadlineMs: activationTimeoutMs + 2 * witerezultMs + BESIDE_CALL_MS,
    delayMs: () => Math.max(com.delayMs(), com.notBeforeMs() - clock.monotonicMs()),
  };
  const pass = async () => {
    pauses.tick();
    const pause = pauses.of(config.name);
    if (!pause || pause.withCalls) await com.pass(signal);
  };
  await runLoop(
    pace ?? clock,
    {
      pass: (_now, slotMs) => {
        const now = instantOf(clock);
        record?.({ kind: 'pass', at: now, slotMs, application: config.name ?? null });
        brake.release(now);
        return loops.pass(`com ${key}`, limits, pass);
      },
      missed: () => undefined,
      broken: () => undefined,
      delayMs: () => com.delayMs(),
      notBeforeMs: () => com.notBeforeMs(),
    },
    signal,
  );
}

/** CPU needs two samples: passes run until the window is full, and the last one has every figure. */
export async function judgeOnce(
  observer: Observer,
  { applications, spacingMs }: Image,
  { clock }: AgentPorts,
  signal: AbortSignal,
): Promise<void> {
  const passes = Math.max(1, ...applications.map(({ config }) => config.limits?.sustain.of ?? 1));
  const windows = applications.map(({ config }) => config.watch.cpuWindowMs);
  const now = () => instantOf(clock);
  await observer.pass(now(), signal);
  await clock.sleep(Math.max(spacingMs(), ...windows), signal);
  // An unidentified process is not stopped: the shell that reads command lines may still be starting.
  const untilMs = clock.monotonicMs() + IDENTIFY_MS;
  while (observer.hasUnread && clock.monotonicMs() < untilMs && !signal.aborted) {
    await observer.pass(now(), signal);
    await clock.sleep(Math.max(spacingMs(), IDENTIFY_EVERY_MS), signal);
  }
  for (let pass = 0; pass < passes && !signal.aborted; pass++) {
    if (pass > 0) await clock.sleep(spacingMs(), signal);
    await observer.pass(now(), signal);
  }
}
