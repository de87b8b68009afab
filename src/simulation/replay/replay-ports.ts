/** The ports of an agent that replays a record instead of watching the world. */
import { noStories } from '../no-stories.js';
import type { AgentPorts, ImageSampler } from '../../agent/shared.js';
import type { StopOutcome } from '../../core/acting/stop-outcome.js';
import { timedOut, type ProbeAnswer } from '../../core/judging/probe-result.js';
import { imageName } from '../../core/observing/identity.js';
import type { SampleSource, Target } from '../../core/observing/model.js';
import { minimumSpacingMs } from '../../core/observing/spacing.js';
import type { TargetMap } from '../../core/observing/target-map.js';
import type { LookupEntry, SampleEntry, StoreName } from '../../core/recording/entry.js';
import { success } from '../../core/result.js';
import type {
  ApplicationAnswer,
  ApplicationQuery,
  Notifier,
  Probe,
  ProvenStore,
  Recorder,
} from '../../ports.js';
import { paceOf } from './pace.js';
import { brakeStoreOf, nothing, storeOf } from './replay-stores.js';
import { returnKey, SLACK_MS, type RecordedWorld } from './recorded-world.js';
import { tooLate, type OtherWaits } from './waits.js';

/** A call that is recorded later than this is another one. */
const LATEST_CALL_MS = 60_000;
const LATEST_LOOKUP_MS = 20_000;
const LATEST_DEED_MS = 10_000;
/** Assumed duration of a stop that the record does not contain. */
const STOP_MS = 50;

export interface ReplaySurroundings {
  readonly world: RecordedWorld;
  readonly ending: AbortSignal;
  readonly record: Recorder;
  /** Every recorded sample as it is processed, before anything is hidden from the agent. */
  readonly onSample: (entry: SampleEntry) => void;
  /** A stop that the record does not contain. */
  readonly onVirtualStop: (target: Target) => void;
  /** Processes stopped in this replay but running in the record. */
  readonly hidden: Pick<TargetMap<true>, 'has' | 'size'>;
  /** Applications whose server was stopped here: their recorded failures no longer count. */
  readonly isBlind: (application: string) => boolean;
  readonly onAnswer: (application: string) => void;
  /** Checks with a timeout other than the recorded one. */
  readonly waits: OtherWaits;
  /** Called when an answer of the record came too late for such a check. */
  readonly onTooLate: (application: string) => void;
  readonly notify: Notifier;
  /** State kept from one life of the agent to the next. */
  readonly kept: Map<StoreName, unknown>;
}

export function replayPorts(around: ReplaySurroundings): AgentPorts {
  const { world, ending, record, notify } = around;
  const { time } = world;
  return {
    clock: time,
    hostName: world.machine?.hostName ?? '',
    readMachine: async (signal) => {
      const machine = await world.machineOf(signal);
      return signal.aborted ? undefined : machine;
    },
    sampler: ({ name, source }) => samplerOf(around, imageName(name), source),
    stop: (target, signal) => stop(around, target, signal),
    notify,
    journal: () => undefined,
    brakeStore: brakeStoreOf(around),
    memoryStore: storeOf(around, 'memory'),
    intentStore: nothing,
    pauseStore: storeOf(around, 'pauses'),
    incidentStore: noStories,
    readApplication: (query, signal) => lookUp(world, query, signal),
    com: ({ name = '', com }) =>
      com && {
        probe: probeOf(around, name),
        proven: provenOf(world, name, ending),
        pace: paceOf(
          time,
          world.passes.of(name),
          ({ at: { monotonicMs }, slotMs = monotonicMs }) => ({
            slotMs,
            beganMs: monotonicMs,
          }),
        ),
      },
    ownProcesses: () => new Set(),
    record,
  };
}

function samplerOf(
  { world, onSample, hidden }: ReplaySurroundings,
  image: string,
  configured: SampleSource,
): ImageSampler {
  const lane = world.rounds.of(image);
  const breaks = world.breaks.of(image);
  let source = configured;
  let jumps = 0;
  const countJumps = () => {
    const untilMs = world.time.monotonicMs() + SLACK_MS;
    for (let at = breaks.next(); at && at.monotonicMs <= untilMs; at = breaks.next()) {
      breaks.take();
      jumps++;
    }
    return jumps;
  };
  return {
    minimumSpacingMs: () => minimumSpacingMs[source],
    pace: paceOf(
      world.time,
      lane,
      ({ beganMs, slotMs = beganMs }) => ({ slotMs, beganMs }),
      countJumps,
    ),
    sample: async (signal) => {
      const round = await lane.peek(() => false, signal);
      if (!round) return { ok: false, reason: { kind: 'agent-ending' } };
      lane.take();
      await world.until(round.at, signal);
      if (round.kind === 'gap') return { ok: false, reason: round.reason };
      onSample(round);
      const { sample } = round;
      source = sample.source;
      if (hidden.size === 0) return success(sample);
      const rows = sample.rows.filter((each) => !hidden.has(each));
      return success({ ...sample, rows });
    },
  };
}

function probeOf(around: ReplaySurroundings, application: string): Probe {
  const { world } = around;
  const lane = world.probes.of(application);
  return async (options, signal) => {
    const askedMs = world.time.monotonicMs();
    const entry = await lane.peek(({ at }) => at.monotonicMs < askedMs, signal);
    const isLate = entry && entry.beganMs - askedMs > LATEST_CALL_MS;
    if (!entry || isLate) return unavailable;
    lane.take();
    const waitMs = around.waits.get(application);
    const late = waitMs === undefined ? undefined : tooLate(entry, waitMs);
    if (late && waitMs !== undefined) {
      await world.sleepUntil(late.atMs, signal);
      around.onTooLate(application);
      const pending = options.keepPending === true && {
        pending: world.until(entry.at, around.ending),
      };
      return { kind: 'failed', failure: timedOut(late.stage, waitMs), times: {}, ...pending };
    }
    await world.until(entry.at, signal);
    const { answer, isPending, beganMs } = entry;
    if (answer.kind === 'ok') around.onAnswer(application);
    if (answer.kind !== 'failed') return answer;
    if (around.isBlind(application)) return unavailable;
    if (!isPending) return answer;
    const returns = world.returns.of(returnKey(entry.application, beganMs));
    const pending = returns
      .peek(() => false, around.ending)
      .then(async (returned) => {
        // A call that never returned never settles: at the end nothing waits for it.
        if (returned) await world.until(returned.at, around.ending);
        else await new Promise(() => undefined);
      });
    return { ...answer, pending };
  };
}

const unavailable: ProbeAnswer = { kind: 'unavailable', reason: { kind: 'agent-ending' } };

function provenOf(world: RecordedWorld, application: string, ending: AbortSignal): ProvenStore {
  return {
    load: async () => {
      const entry = await world.proofs.of(application).peek(() => false, ending);
      return entry?.isProven ?? false;
    },
    save: () => Promise.resolve(true),
  };
}

async function lookUp(
  world: RecordedWorld,
  query: ApplicationQuery,
  signal: AbortSignal,
): Promise<ApplicationAnswer> {
  const nowMs = world.time.monotonicMs();
  const list: readonly LookupEntry[] = world.lookups.get(JSON.stringify(query)) ?? [];
  const next = list.find(({ at }) => at.monotonicMs >= nowMs);
  const isIt = next && next.beganMs - nowMs <= LATEST_LOOKUP_MS;
  if (isIt) await world.until(next.at, signal);
  const entry = isIt ? next : list.findLast(({ at }) => at.monotonicMs <= nowMs);
  return entry?.answer ?? { ok: false, reason: { kind: 'shell-silent' } };
}

async function stop(
  { world, onVirtualStop }: ReplaySurroundings,
  target: Target,
  signal: AbortSignal,
): Promise<StopOutcome> {
  const lane = world.deedsOn(target);
  const askedMs = world.time.monotonicMs();
  const deed = lane.next(({ at }) => at.monotonicMs < askedMs);
  if (deed && deed.beganMs - askedMs <= LATEST_DEED_MS) {
    lane.take();
    await world.until(deed.at, signal);
    return deed.outcome;
  }
  onVirtualStop(target);
  await world.sleepUntil(askedMs + STOP_MS, signal);
  return { kind: 'stopped', tookMs: STOP_MS };
}
