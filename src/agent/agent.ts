/** The agent: examines the machine, then runs the checks of its applications until it is stopped. */
import { Application } from './application.js';
import { tellLateOutcomes } from './acting/late-outcomes.js';
import { imagesOf, observe, type Image } from './images.js';
import { Memory } from './memory.js';
import { Membership } from './observing/membership.js';
import type { Observer } from './observing/observer.js';
import { callAsClient, judgeOnce, together, watch } from './running.js';
import { share, type AgentPorts, type Shared } from './shared.js';
import { recordingPorts } from './recording/recording-ports.js';
import { recordEnd, recordStart } from './recording/start-entry.js';
import { learnMachine, reportRights } from './start.js';
import { LoopWatch } from './steering/loop-watch.js';
import { steer, type CheckRequest } from './steering/steering.js';
import { watchStatus, type StatusParts } from './steering/watch-status.js';
import { DailyMail } from './telling/daily-mail.js';
import { WeeklyMail } from './telling/weekly-mail.js';
import type { Config } from '../config/config.js';
import { instantOf } from '../core/instant.js';
import type { WatchStatus } from '../core/telling/status.js';
import type { Answer } from '../core/telling/steering.js';
import type { RecalledIncidents } from '../core/acting/incident-memory.js';
import { tellEnded } from './telling/closing.js';
import { IncidentStories } from './telling/incident-stories.js';
import { imageName } from '../core/observing/identity.js';
import type { Machine, Target } from '../core/observing/model.js';

export type { AgentPorts } from './shared.js';

export interface AgentOptions {
  /** Whether to judge once, act, and end. */
  readonly once: boolean;
  /** Called when the machine is known and the checks begin. */
  readonly onReady?: (machine: Machine) => void;
  /** Called before the checks begin, with the entry point for requests of operators. */
  readonly onControls?: (controls: AgentControls) => void;
}

export interface AgentControls {
  readonly status: () => WatchStatus;
  readonly steer: (request: CheckRequest) => Answer;
}

const NO_MEMBERS = new Membership([]);

/**
 * Runs until the signal is aborted, or one judged pass when `once`. Waits for stops in progress. A check that rejects
 * is a bug: the others are ended, then this rejects with its error.
 */
export async function runAgent(
  config: Config,
  outside: AgentPorts,
  options: AgentOptions,
  asked: AbortSignal,
): Promise<void> {
  const observes = config.monitor.mode === 'observe';
  const stories = new IncidentStories({ ...outside, store: outside.incidentStore, observes });
  const kept = await stories.load();
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
  goOn(memory.incidents(config, kept), shared, stories, ports);
  shared.executor.restore(memory.attempts(config.monitor.mode));
  memory.keep(shared);
  const memberships = new Map<string, Membership>();
  const membership = (image: string) => memberships.get(image) ?? NO_MEMBERS;
  const daily = dailyMail(config, ports);
  const parts = { config, ports, shared, membership, memory, stories, daily };
  const applications = config.applications.map((each) => new Application(each, parts));
  const images = imagesOf(applications, ports);
  for (const { name, applications: members } of images) {
    memberships.set(name, new Membership(members));
  }
  const left = await shared.intents.load();
  const watched = new Map<string, Observer>();
  const loops = new LoopWatch(ports.clock);
  let stopRight: boolean | null = null;
  const controls = controlsOf({
    ...{ config, ports, shared, applications, observers: watched, loops },
    stopRight: () => stopRight,
  });
  options.onControls?.(controls);
  const begin = async (): Promise<readonly (readonly [Image, Observer])[]> => {
    const machine = await learnMachine(ports, signal);
    if (!machine) return [];
    stopRight = machine.canStopOthers;
    reportRights(machine, ports);
    const kept = { memory, pauses: shared.pauses };
    const observers = images.map(
      (image) => [image, observe(image, ports, machine, membership(image.name), kept)] as const,
    );
    for (const [{ name }, observer] of observers) {
      watched.set(name, observer);
      followEnds(name, observer, shared);
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
      // The server is also called while no PowerShell answers: nothing is stopped then, but the operators are notified.
      const calling = applications.map((each) => callAsClient(each, shared, ports, loops, signal));
      const mails = [daily, weeklyMail(config, ports)];
      const telling = mails.flatMap((each) => (each ? [each.run(signal)] : []));
      await together([watching, ...telling, ...calling], () => fault.abort());
    }
  } finally {
    await shared.executor.settled();
    await Promise.all([memory.close(), stories.close()]);
    recordEnd(ports);
  }
}

/** A process that has left the samples of its image has ended; each sample also updates the brake. */
function followEnds(image: string, observer: Observer, { brake, executor }: Shared): void {
  observer.onSample(({ left, now, isComplete }) => {
    brake.release(now);
    const targets = left.map(({ target }) => target);
    // This sample shows nothing about other images.
    const isThere = (target: Target) =>
      imageName(target.name) !== image || !isComplete || observer.isPresent(target);
    executor.targetsLeft(targets, isThere);
  });
}

/** Continues open incidents of an earlier agent; closes and reports those that are no longer watched. */
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

function dailyMail({ mail }: Config, ports: AgentPorts): DailyMail | undefined {
  const { dailyStore } = ports;
  return mail?.daily && dailyStore && new DailyMail(mail.daily, { ...ports, dailyStore });
}

function weeklyMail({ mail, monitor }: Config, ports: AgentPorts): WeeklyMail | undefined {
  const { weeklyStore, lookBack } = ports;
  if (!mail?.report || !weeklyStore || !lookBack) return undefined;
  return new WeeklyMail(mail.report, { ...ports, weeklyStore, lookBack, mode: monitor.mode });
}

/** Every mail says that the agent only observes. */
function observing(ports: AgentPorts): AgentPorts {
  return { ...ports, notify: (notice) => ports.notify({ ...notice, observes: true }) };
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
      return watchStatus(parts, instantOf(clock));
    },
    steer: (request) => {
      const at = instantOf(clock);
      record?.({ kind: 'request', at, request });
      return steer(request, { clock, pauses, brake, applications: names });
    },
  };
}
