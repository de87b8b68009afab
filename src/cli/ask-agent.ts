/** Commands to the running agent: write a request and look for its answer in status.json. */
import { systemClock } from '../adapters/clock/clock.js';
import { putRequest, takeBack } from '../adapters/state/request-folder.js';
import { loadStatus } from '../adapters/state/status-file.js';
import { loadConfig } from '../config/load.js';
import { duration } from '../config/duration.js';
import { BARE } from '../config/values.js';
import { LONGEST_PAUSE_MS } from '../core/acting/pause.js';
import { printable } from '../core/foreign.js';
import type { Answer, Request } from '../core/telling/steering.js';
import { cliTexts } from '../texts/cli.js';
import { expectedText } from '../texts/expected.js';
import type { Language } from '../texts/language.js';
import { reasonText } from '../texts/reason.js';
import { agentIn } from './await-agent.js';
import { openConfig } from './open-config.js';
import { exitCode, reportConfigProblems, type Output } from './output.js';
import { tellNoAgent } from './tell-no-agent.js';

/** An agent looks three times a second; one that starts, or takes over a configuration, meets a request up to 20 s later. */
const ANSWER_MS = 30_000;
/** Longest wait for a reload: the agent reads the configuration and its rights through a PowerShell of its own. */
const RELOAD_ANSWER_MS = 2 * 60_000;
/** Wait after which the user is told that the answer is still awaited. */
const SOON_MS = 1_500;
const LOOK_EVERY_MS = 50;
const PAUSE = duration('s', 1_000, LONGEST_PAUSE_MS);
const LONGEST_REASON = 200;

export interface PauseWords {
  /** Duration as a person writes it: 30m, 2 h. */
  readonly length: string | undefined;
  readonly application: string | undefined;
  readonly why: string;
  readonly withCalls: boolean;
}

export async function pause(
  file: string,
  { length, application, why, withCalls }: PauseWords,
  language: Language,
  output: Output,
): Promise<number> {
  const texts = cliTexts(language).steering;
  if (length === undefined) {
    output.error(texts.missingLength);
    return exitCode.usage;
  }
  // Five seconds or five minutes: whoever works on the server must not learn it from a stop.
  if (BARE.test(length.trim())) {
    output.error(texts.lengthWithoutUnit(length.trim()));
    return exitCode.usage;
  }
  const read = PAUSE.read(length.trim(), undefined);
  if (!read.ok) {
    output.error(texts.badLength(length, expectedText(PAUSE.expected, language)));
    return exitCode.usage;
  }
  return ask(
    file,
    {
      kind: 'pause',
      ...(application !== undefined && { application }),
      forMs: read.value,
      why: printable(why, LONGEST_REASON),
      withCalls,
    },
    language,
    output,
  );
}

/** @param application of the configuration; all of them if omitted */
export function askAbout(
  kind: 'resume' | 'release',
  file: string,
  application: string | undefined,
  language: Language,
  output: Output,
): Promise<number> {
  return ask(file, { kind, ...(application !== undefined && { application }) }, language, output);
}

/** Checks the file first: its problems are reported here, all at once, and no request is sent. */
export async function reload(file: string, language: Language, output: Output): Promise<number> {
  const loaded = await openConfig(file, true);
  if (!loaded.ok) {
    const code = reportConfigProblems(file, loaded.problems, language, output);
    output.error(cliTexts(language).steering.goesOn);
    return code;
  }
  return ask(file, { kind: 'reload' }, language, output);
}

async function ask(
  file: string,
  request: Request,
  language: Language,
  output: Output,
): Promise<number> {
  const texts = cliTexts(language).steering;
  const loaded = await loadConfig(file);
  if (!loaded.ok) return reportConfigProblems(file, loaded.problems, language, output);
  const { stateDir } = loaded.config.monitor;
  const before = await agentIn(stateDir);
  if (before.kind === 'absent') {
    await tellNoAgent(stateDir, language, output);
    return exitCode.failed;
  }
  const put = await putRequest(stateDir, request);
  if (!put.ok) {
    output.error(texts.notTaken(reasonText(put.reason, language)));
    return exitCode.failed;
  }
  const deadlineMs = request.kind === 'reload' ? RELOAD_ANSWER_MS : ANSWER_MS;
  let answer = await answerTo(put.value, stateDir, SOON_MS);
  if (!answer) {
    output.error(texts.waiting);
    answer = await answerTo(put.value, stateDir, deadlineMs);
  }
  if (!answer) {
    await takeBack(stateDir, put.value);
    output.error(texts.noAnswer(stateDir));
    return exitCode.failed;
  }
  return tell(answer, language, output);
}

async function answerTo(
  id: string,
  stateDir: string,
  deadlineMs: number,
): Promise<Answer | undefined> {
  const { signal } = new AbortController();
  const untilMs = systemClock.monotonicMs() + deadlineMs;
  while (systemClock.monotonicMs() < untilMs) {
    const status = await loadStatus(stateDir);
    if (status.kind === 'value' && Object.hasOwn(status.value.answers, id)) {
      return status.value.answers[id];
    }
    await systemClock.sleep(LOOK_EVERY_MS, signal);
  }
  return undefined;
}

function tell(answer: Answer, language: Language, output: Output): number {
  const texts = cliTexts(language).steering;
  const text = texts.answer(answer);
  switch (answer.kind) {
    case 'paused':
    case 'resumed':
    case 'released':
    case 'reloading':
    case 'not-paused':
      output.out(text);
      return exitCode.ok;
    case 'reload-refused':
    case 'restart-needed':
      output.error(text);
      return exitCode.failed;
    case 'unknown-application':
      output.error(text);
      return exitCode.usage;
  }
}
