import { systemClock } from '../adapters/clock/clock.js';
import { askToStop, clearStopFile } from '../adapters/state/stop-file.js';
import { loadStatus } from '../adapters/state/status-file.js';
import { loadConfig } from '../config/load.js';
import { cliTexts } from '../texts/cli.js';
import type { Language } from '../texts/language.js';
import { reasonText } from '../texts/reason.js';
import { exitCode, reportConfigProblems, type Output } from './output.js';

/** The agent ends within 5 s of its own; a busy disk may take longer. */
const ENDS_WITHIN_MS = 20_000;
const LOOK_EVERY_MS = 100;

/** Asks the running agent to end, and waits until it has. */
export async function stopAgent(file: string, language: Language, output: Output): Promise<number> {
  const texts = cliTexts(language).steering;
  const loaded = await loadConfig(file);
  if (!loaded.ok) return reportConfigProblems(file, loaded.problems, language, output);
  const { stateDir } = loaded.config.monitor;
  const before = await loadStatus(stateDir);
  if (before.kind !== 'value') {
    output.error(texts.noAgent(stateDir));
    return exitCode.failed;
  }
  const refused = await askToStop(stateDir);
  if (refused) {
    output.error(texts.notTaken(reasonText(refused, language)));
    return exitCode.failed;
  }
  const { signal } = new AbortController();
  const untilMs = systemClock.monotonicMs() + ENDS_WITHIN_MS;
  while (systemClock.monotonicMs() < untilMs) {
    if ((await loadStatus(stateDir)).kind === 'absent') {
      output.out(texts.ended(before.value.pid));
      return exitCode.ok;
    }
    await systemClock.sleep(LOOK_EVERY_MS, signal);
  }
  await clearStopFile(stateDir);
  output.error(texts.noAnswer(stateDir));
  return exitCode.failed;
}
