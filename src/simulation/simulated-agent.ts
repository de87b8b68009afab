/** The real agent in a simulated world: the only file that knows both the ports and the world. */
import { runAgent, type AgentControls, type AgentPorts } from '../agent/agent.js';
import type { ApplicationConfig, Config } from '../config/config.js';
import type { Probe, Recorder } from '../ports.js';
import type { RecordEntry } from '../core/recording/entry.js';
import { callServer, notRegistered } from './com-call.js';
import type { ComServer } from './com-server.js';
import { noStories } from './no-stories.js';
import { allOf, type Witness } from './witness.js';
import type { World } from './world.js';

/** Minimum interval of samples of a source. */
const MINIMUM_SPACING_MS = 1_000;

/** The agent in a simulated world. Stories of incidents are not read: open incidents continue from memory.json. */
export class SimulatedAgent {
  readonly #world: World;
  readonly #config: Config;
  readonly #witness: Required<Witness>;
  #run: { readonly ending: AbortController; readonly ended: Promise<void> } | undefined;
  readonly #leastSpacingMs: number;
  /** Called before each start. */
  onBegin: (() => void) | undefined;
  /** The black box of the agent. */
  record: Recorder | undefined;
  #fault: unknown;
  #controls: AgentControls | undefined;

  /** @param leastSpacingMs minimum interval of the samples, whatever the configuration says */
  constructor(
    world: World,
    config: Config,
    witnesses: readonly Witness[] = [],
    leastSpacingMs = MINIMUM_SPACING_MS,
  ) {
    this.#leastSpacingMs = leastSpacingMs;
    this.#world = world;
    this.#config = config;
    this.#witness = allOf(witnesses);
    world.machine.onEnd((ended) => this.#witness.processEnded(ended, world.time.monotonicMs()));
  }

  /** Entry point for requests of its operators; `undefined` before it has begun. */
  get controls(): AgentControls | undefined {
    return this.#controls;
  }

  /** The error that ended it: a bug. */
  get fault(): unknown {
    return this.#fault;
  }

  begin(): void {
    this.onBegin?.();
    const ending = new AbortController();
    this.#witness.agentBegan(this.#world.time.monotonicMs());
    const ports = this.#ports(ending.signal);
    const onControls = (controls: AgentControls) => (this.#controls = controls);
    const ended = runAgent(this.#config, ports, { once: false, onControls }, ending.signal).catch(
      (error: unknown) => void (this.#fault ??= error),
    );
    this.#run = { ending, ended };
  }

  /** Ends at once; operations that it had begun outside continue. */
  end(): void {
    this.#run?.ending.abort();
    this.#run = undefined;
    this.#witness.agentEnded(this.#world.time.monotonicMs());
  }

  restart(): void {
    this.end();
    this.begin();
  }

  /** @param running ends with the agent: afterwards reports and writes of this run are ignored */
  #ports(running: AbortSignal): AgentPorts {
    const { time, machine, source, disk, catalogue, ownPids } = this.#world;
    const { record } = this;
    const witness = this.#witness;
    const nowMs = () => time.monotonicMs();
    return {
      clock: time,
      hostName: machine.description.hostName,
      readMachine: () => Promise.resolve(machine.description),
      sampler: ({ name }) => ({
        sample: async (signal) => {
          const answer = await source.sampler(name)(signal);
          if (!running.aborted) witness.sampled(answer, nowMs());
          return answer;
        },
        minimumSpacingMs: () => this.#leastSpacingMs,
      }),
      stop: async (target) => {
        witness.stopping(target, machine.find(target.pid), nowMs());
        const outcome = await machine.stop(target);
        witness.stopped(target, outcome, nowMs());
        return outcome;
      },
      notify: (notice) => {
        if (!running.aborted) witness.noticed(notice, nowMs());
        return Promise.resolve();
      },
      journal: (event) => {
        if (!running.aborted) witness.wrote(event, nowMs());
      },
      brakeStore: disk.brakeStore,
      memoryStore: disk.valueStore('memory.json'),
      intentStore: disk.valueStore('intents.json'),
      pauseStore: disk.valueStore('pauses.json'),
      incidentStore: noStories,
      readApplication: async (query) => {
        const answer = await catalogue.read(query);
        if (!running.aborted) witness.found(query, answer, nowMs());
        return answer;
      },
      com: (application) => this.#com(application, running),
      ownProcesses: () => ownPids,
      ...(record && {
        record: (entry: RecordEntry) => {
          if (!running.aborted) record(entry);
        },
      }),
    };
  }

  #com({ com, name = '' }: ApplicationConfig, running: AbortSignal): ReturnType<AgentPorts['com']> {
    if (!com) return undefined;
    const { time, disk, servers } = this.#world;
    const probe: Probe = async (options, signal) => {
      const beganMs = time.monotonicMs();
      const server = serverOf(servers, com.progid);
      const answer = server ? await callServer(server, com, options, signal) : notRegistered;
      if (!running.aborted) this.#witness.probed(com.progid, answer, beganMs, time.monotonicMs());
      return answer;
    };
    return { probe, proven: disk.provenStore(`${name} ${com.progid}`) };
  }
}

function serverOf(servers: readonly ComServer[], progid: string): ComServer | undefined {
  return servers.find(({ options }) => options.progid.toLowerCase() === progid.toLowerCase());
}
