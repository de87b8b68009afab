/** The agent: learns the machine, then runs the checks of its applications until it is told to stop. */
import { Application } from './application.js';
import { tellLateOutcomes } from './acting/late-outcomes.js';
import type { PauseKeeper } from './acting/pause-keeper.js';
import { runLoop } from './loop.js';
import { Memory } from './memory.js';
import { Heartbeat } from './observing/heartbeat.js';
import { Membership } from './observing/membership.js';
import { MissedSlots } from './observing/missed-slots.js';
import { Observer } from './observing/observer.js';
import { share, type AgentPorts, type ImageSampler, type Shared } from './shared.js';
import { recordingPorts } from './recording/recording-ports.js';
import { recordEnd, recordStart } from './recording/start-entry.js';
import { learnMachine, reportRights } from './start.js';
import { LoopWatch } from './steering/loop-watch.js';
import { steer, type CheckRequest } from './steering/steering.js';
import { watchStatus, type StatusParts } from './steering/watch-status.js';
import { LastingCondition } from './telling/lasting-condition.js';
import type { ApplicationConfig, Config } from '../config/config.js';
import type { WatchStatus } from '../core/telling/status.js';
import type { Answer } from '../core/telling/steering.js';
import type { RecalledIncidents } from '../core/acting/incident-memory.js';
import { tellEnded } from './telling/closing.js';
import { IncidentStories } from './telling/incident-stories.js';
import { imageName } from '../core/observing/identity.js';
import type { Machine, Target } from '../core/observing/model.js';

export type { AgentPorts } from './shared.js';

export interface AgentOptions {
  /** Judge once, act, and end. */
  readonly once: boolean;
  /** Called when the machine is known and the checks begin. */
  readonly onReady?: (machine: Machine) => void;
  /** Called before the checks begin, with what operators may ask of them. */
  readonly onControls?: (controls: AgentControls) => void;
}

export interface AgentControls {
  readonly status: () => WatchStatus;
  readonly steer: (request: CheckRequest) => Answer;
}

/** Without `[commethod]` nothing reads the floors; this much of the past explains a breach. */
const DEFAULT_FLOOR_WINDOW_MS = 60 * 60_000;

/** A pass of either loop has ended by its own deadlines long before. */
const SAMPLE_PASS_MS = 60_000;
const COM_PASS_MS = 5 * 60_000;

/** One judged pass waits so long for command lines. */
const IDENTIFY_MS = 20_000;
const IDENTIFY_EVERY_MS = 500;

/** One image: its applications, its sampler, and how it is watched. */
interface Image {
  readonly name: string;
  readonly applications: readonly Application[];
  readonly sampler: ImageSampler;
  readonly spacingMs: () => number;
}

/**
 * Runs until the signal is aborted, or one judged pass when `once`. Waits for stops that are under way. A check that
 * rejects is a bug: the others are ended, then this rejects with its error.
 */
export async function runAgent(
  config: Config,
  outside: AgentPorts,
  options: AgentOptions,
  asked: AbortSignal,
): Promise<void> {
  const observes = config.monitor.mode === 'observe';
  const stories = new IncidentStories({ ...outside, store: outside.incidentStore, observes });
  const told = await stories.load();
  const noted = { ...outside, journal: stories.noting(outside.journal) };
  const ports = recordingPorts(observes ? observing(noted) : noted);
  recordStart(config, ports);
  const fault = new AbortController();
  const signal = AbortSignal.any([asked, fault.signal]);
  const memory = new Memory(ports);
  await memory.load();
  const shared = await share(config, ports, (incident, isOpen) => {
    memory.incidentsChanged();
    stories.changed(incident, isOpen);
  });
  goOn(memory.incidents(config, told), shared, stories, ports);
  shared.executor.restore(memory.attempts(config.monitor.mode));
  memory.keep(shared);
  const memberships = new Map<string, Membership>();
  const none = new Membership([]);
  const membership = (image: string) => memberships.get(image) ?? none;
  const applications = config.applications.map(
    (each) => new Application(each, { config, ports, shared, membership, memory }),
  );
  const images = imagesOf(applications, ports);
  for (const { name, applications: members } of images) {
    memberships.set(name, new Membership(members));
  }
  const left = await shared.intents.load();
  const watched = new Map<string, Observer>();
  const loops = new LoopWatch(ports.clock);
  const controls = controlsOf({ config, ports, shared, applications, observers: watched, loops });
  options.onControls?.(controls);
  const begin = async (): Promise<readonly (readonly [Image, Observer])[]> => {
    const machine = await learnMachine(ports, signal);
    if (!machine) return [];
    reportRights(machine, ports);
    const kept = { memory, pauses: shared.pauses };
    const observers = images.map(
      (image) => [image, observe(image, ports, machine, membership(image.name), kept)] as const,
    );
    for (const [{ name }, observer] of observers) {
      watched.set(name, observer);
      observer.onSample(({ left: gone, now, isComplete }) => {
        shared.brake.release(now);
        const targets = gone.map(({ target }) => target);
        // Of other images this sample says nothing.
        const isThere = (target: Target) =>
          imageName(target.name) !== name || !isComplete || observer.isPresent(target);
        shared.executor.targetsLeft(targets, isThere);
      });
    }
    tellLateOutcomes(left, observers, shared.intents, ports, machine.hostName);
    options.onReady?.(machine);
    return observers;
  };
  const checks = applications.flatMap(({ com }) => (com ? [com] : []));
  try {
    if (options.once) {
      for (const [image, observer] of await begin()) {
        await judgeOnce(observer, image, ports, signal);
      }
      for (const check of checks) if (!signal.aborted) await check.pass(signal);
    } else {
      const watching = begin().then((observers) =>
        Promise.all(observers.map(([image, each]) => watch(each, image, ports, loops, signal))),
      );
      // The server is called also while no PowerShell answers: nothing is stopped then, but the operators hear of it.
      const calling = applications.map((each) => callAsClient(each, shared, ports, loops, signal));
      await together([watching, ...calling], () => fault.abort());
    }
  } finally {
    await shared.executor.settled();
    await Promise.all([memory.close(), stories.close()]);
    recordEnd(ports);
  }
}

/** Open incidents of an earlier agent go on; what nothing watches any more is told and closed. */
function goOn(
  { open, ended }: RecalledIncidents,
  { book }: Shared,
  stories: IncidentStories,
  ports: AgentPorts,
): void {
  book.restore(open);
  stories.recallTimes(book);
  for (const incident of ended) {
    tellEnded(incident, ports);
    stories.changed(incident, false);
  }
}

/** Every mail says that the agent only observes. */
function observing(ports: AgentPorts): AgentPorts {
  return { ...ports, notify: (notice) => ports.notify({ ...notice, observes: true }) };
}

function imagesOf(applications: readonly Application[], ports: AgentPorts): Image[] {
  const names = [...new Set(applications.map(({ image }) => image))];
  return names.flatMap((name) => {
    const own = applications.filter(({ image }) => image === name);
    const [first] = own;
    if (!first) return [];
    const { watch } = first.config;
    const sampler = ports.sampler(watch);
    const spacingMs = () => Math.max(watch.delayMs, sampler.minimumSpacingMs());
    return [{ name, applications: own, sampler, spacingMs }];
  });
}

/** Puts the process table of an image in place, with its applications on it. */
function observe(
  { name, applications, sampler, spacingMs }: Image,
  ports: AgentPorts,
  machine: Machine,
  membership: Membership,
  { memory, pauses }: { readonly memory: Memory; readonly pauses: PauseKeeper },
): Observer {
  const [first] = applications;
  if (!first) throw new Error('an image without an application');
  const { cpuWindowMs, cpuBasis, graceMs } = first.config.watch;
  const observer = new Observer(
    { cpuWindowMs, cpuBasis, graceMs, timeCacheMs: longestWindow(applications) },
    {
      ...ports,
      image: name,
      sample: sampler.sample,
      spacingMs,
      health: new LastingCondition('sampling', ports),
      heartbeat: new Heartbeat(ports.journal, membership),
      applicationOf: (watched) => membership.nameOf(watched),
    },
    machine,
    memory.floorsOf(name),
  );
  // Before anything is judged: what was counted before the end of a pause counts no more.
  observer.onSample(() => pauses.tick());
  observer.onSample(({ processes, now }, signal) => membership.refresh(processes, now, signal));
  for (const each of applications) each.watch(observer, machine);
  observer.onSample(({ now }) => memory.note(name, observer, now));
  return observer;
}

function longestWindow(applications: readonly { readonly config: ApplicationConfig }[]): number {
  const windows = applications.flatMap(({ config: { com } }) => (com ? [com.timeCacheMs] : []));
  return windows.length === 0 ? DEFAULT_FLOOR_WINDOW_MS : Math.max(...windows);
}

/** Ends when all of them have. The first that rejects has the others ended, then this rejects with its error. */
async function together(
  running: readonly Promise<unknown>[],
  endOthers: () => void,
): Promise<void> {
  const all = Promise.all(running);
  await all.catch(endOthers);
  await Promise.allSettled(running);
  await all;
}

async function watch(
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
      pass: (now) => loops.pass(name, limits, () => observer.pass(now, signal)),
      missed: (slots) => missed.add(slots, clock.monotonicMs()),
      broken: (why) => {
        observer.breakSeries();
        const at = { monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() };
        record?.({ kind: 'break', at, image: name });
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
 * A check that takes long is judged by its own deadlines: slots that it ran over are nothing to tell. During a pause the
 * server is not called: a call would start one that was shut down.
 */
async function callAsClient(
  { com, pace, key, config: { name } }: Application,
  { brake, pauses }: Shared,
  { clock, record }: AgentPorts,
  loops: LoopWatch,
  signal: AbortSignal,
): Promise<void> {
  if (!com) return;
  const limits = { deadlineMs: COM_PASS_MS, delayMs: () => com.delayMs() };
  const pass = async () => {
    pauses.tick();
    const pause = pauses.of(name);
    if (!pause || pause.withCalls) await com.pass(signal);
  };
  await runLoop(
    pace ?? clock,
    {
      pass: (now) => {
        record?.({ kind: 'pass', at: now, application: name ?? null });
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

interface ControlParts extends Omit<StatusParts, 'config'> {
  readonly config: Config;
  readonly ports: AgentPorts;
}

function controlsOf({ ports: { clock, record }, ...parts }: ControlParts): AgentControls {
  const { shared, applications } = parts;
  const { pauses, brake } = shared;
  pauses.onEnd((ended) => {
    for (const each of applications) {
      const isMeant = ended === undefined || each.config.name === ended;
      if (isMeant && !pauses.of(each.config.name)) each.countAnew();
    }
  });
  const names = applications.map(({ config: { name } }) => name);
  return {
    status: () => {
      pauses.tick();
      return watchStatus(parts, { monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() });
    },
    steer: (request) => {
      const at = { monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() };
      record?.({ kind: 'request', at, request });
      return steer(request, { clock, pauses, brake, applications: names });
    },
  };
}

/** CPU needs two samples: passes until the window is full, the last one with every figure known. */
async function judgeOnce(
  observer: Observer,
  { applications, spacingMs }: Image,
  { clock }: AgentPorts,
  signal: AbortSignal,
): Promise<void> {
  const passes = Math.max(1, ...applications.map(({ config }) => config.limits?.sustain.of ?? 1));
  const windows = applications.map(({ config }) => config.watch.cpuWindowMs);
  const now = () => ({ monotonicMs: clock.monotonicMs(), wallMs: clock.wallMs() });
  await observer.pass(now(), signal);
  await clock.sleep(Math.max(spacingMs(), ...windows), signal);
  // What is not identified is not stopped: the shell that reads command lines may still be starting.
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
