import { every, systemClock, type CallOff } from '../adapters/clock/clock.js';
import { BridgeChoice } from '../adapters/com/bridge.js';
import type { DescribedBridge } from '../adapters/com/host-supply.js';
import type { ProbeRunner } from '../adapters/com/probe.js';
import { eventText } from '../texts/sentence.js';
import type { ComConfig, Config } from '../config/config.js';
import { serverTimeMs, type ProbeAnswer, type Stage } from '../core/judging/probe-result.js';
import type { Journal } from '../ports.js';
import { cliTexts } from '../texts/cli.js';
import type { CliTexts } from '../texts/cli-texts.js';
import { detailText } from '../texts/detail.js';
import { formatDuration } from '../texts/format.js';
import type { Language } from '../texts/language.js';
import { secretsOf } from '../compose/compose.js';
import { makeProbe } from '../compose/probe.js';
import { openConfig } from './open-config.js';
import { exitCode, reportConfigProblems, type Output } from './output.js';
import { isAborted } from '../core/is-aborted.js';

export interface ProbeCommandOptions {
  /** Number as text. */
  readonly repeat: string;
  readonly json: boolean;
  readonly debug: boolean;
}

/** Interval at which the pending stage is shown. */
const WAITING_EVERY_MS = 5_000;
const MOST_REPEATS = 1_000_000;
const STAGE_WIDTH = 24;

/** Makes one or several transactions like the agent, stage by stage. Stops no process. */
export async function probe(
  file: string,
  options: ProbeCommandOptions,
  language: Language,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const texts = cliTexts(language);
  const count = /^\d{1,7}$/.test(options.repeat) ? Number(options.repeat) : 0;
  if (count < 1 || count > MOST_REPEATS) {
    output.error(texts.probe.badRepeat(options.repeat));
    return exitCode.usage;
  }
  const loaded = await openConfig(file, false);
  if (!loaded.ok) return reportConfigProblems(file, loaded.problems, language, output);
  const [{ com }] = loaded.config.applications;
  if (!com) {
    output.error(texts.probe.off);
    return exitCode.failed;
  }
  const journal: Journal = (event) => {
    if (options.debug || event.level === 'warn') output.error(eventText(event, language));
  };
  const runner = openRunner(com, loaded.config, journal);
  const show = new ProbeView(com, texts, language, output);
  const answers: ProbeAnswer[] = [];
  try {
    for (let turn = 0; turn < count && !signal.aborted; turn++) {
      if (!options.json) show.begin();
      const answer = await runner.probe(options.json ? {} : { onStage: show.stage }, signal);
      show.endWaiting();
      if (isAborted(signal)) break;
      answers.push(answer);
      if (options.json) output.out(jsonOf(answer, runner));
      else show.answer(answer, runner.described);
    }
  } finally {
    show.endWaiting();
    await runner.close();
  }
  if (count > 1 && !options.json) show.summary(answers);
  const good = answers.length > 0 && answers.every(({ kind }) => kind === 'ok');
  return good ? exitCode.ok : exitCode.failed;
}

function openRunner(com: ComConfig, config: Config, journal: Journal): ProbeRunner {
  const choice = new BridgeChoice(com.bridge, (cause) =>
    journal({ level: 'warn', action: 'probe', sentence: { kind: 'bridge-fallen-back', cause } }),
  );
  const surroundings = { powershellPath: config.powershell.path, choice };
  const runner = makeProbe(com, journal, secretsOf(config), surroundings);
  runner.open();
  return runner;
}

function jsonOf(answer: ProbeAnswer, { described }: ProbeRunner): string {
  return JSON.stringify({ ...answer, bridge: described?.bridge });
}

class ProbeView {
  readonly #com: ComConfig;
  readonly #texts: CliTexts['probe'];
  readonly #language: Language;
  readonly #output: Output;
  #described: DescribedBridge | undefined;
  #endWaiting: CallOff = () => undefined;

  constructor(com: ComConfig, texts: CliTexts, language: Language, output: Output) {
    this.#com = com;
    this.#texts = texts.probe;
    this.#language = language;
    this.#output = output;
  }

  begin(): void {
    const { progid, witerezultMs } = this.#com;
    this.#output.out(this.#texts.begins(progid, this.#time(witerezultMs)));
  }

  /** Shows the way by which calls are made: once, and again when it changes. */
  #bridge(described: DescribedBridge | undefined): void {
    if (!described || described === this.#described) return;
    this.#described = described;
    const { bridge, framework, bits } = described;
    this.#output.out(this.#texts.bridge(bridge, framework, bits));
  }

  readonly stage = (stage: Stage, tookMs?: number): void => {
    this.endWaiting();
    const name = this.#texts.stage[stage];
    if (tookMs !== undefined) {
      this.#output.out(`  ${name.padEnd(STAGE_WIDTH)}${this.#time(tookMs)}`);
      return;
    }
    const beganMs = systemClock.monotonicMs();
    this.#endWaiting = every(systemClock, WAITING_EVERY_MS, () => {
      const elapsed = this.#time(Math.round((systemClock.monotonicMs() - beganMs) / 1000) * 1000);
      this.#output.error(this.#texts.waiting(name, elapsed));
    });
  };

  endWaiting(): void {
    this.#endWaiting();
  }

  answer(answer: ProbeAnswer, described: DescribedBridge | undefined): void {
    const { out, error } = this.#output;
    this.#bridge(described);
    const texts = this.#texts;
    switch (answer.kind) {
      case 'ok':
        if (answer.logOutFault !== null) {
          error(texts.logOutFailed(detailText(answer.logOutFault, this.#language)));
        }
        out(texts.answers(this.#time(serverTimeMs(answer.times))));
        break;
      case 'unavailable':
        error(texts.unavailable(answer.reason));
        break;
      case 'failed': {
        const { failure } = answer;
        const { hresult, name, failureClass, stage } = failure;
        error(texts.fails(texts.failureClass[failureClass], texts.stage[stage]));
        const code = hresult === null ? '' : `${hresult} ${name}: `;
        error(`  ${code}${texts.message(failure)}`);
        error(`  ${texts.hint(failure)}`);
        error(`  ${texts.unloads(failureClass, this.#com.rules.unloadOn.includes(failureClass))}`);
      }
    }
  }

  summary(answers: readonly ProbeAnswer[]): void {
    const times = answers
      .flatMap((each) => (each.kind === 'ok' ? [serverTimeMs(each.times)] : []))
      .sort((a, b) => a - b);
    const at = (share: number) => {
      const value = times[Math.floor((times.length - 1) * share)];
      return value === undefined ? '?' : this.#time(value);
    };
    this.#output.out(this.#texts.summary(times.length, answers.length, at(0), at(0.5), at(1)));
  }

  #time(ms: number): string {
    return formatDuration(ms, this.#language);
  }
}
