import { askToStop, clearStopFile } from '../adapters/state/stop-file.js';
import { loadConfig } from '../config/load.js';
import { cliTexts } from '../texts/cli.js';
import type { Language } from '../texts/language.js';
import { reasonText } from '../texts/reason.js';
import { agentIn, awaitStatus } from './await-agent.js';
import { exitCode, reportConfigProblems, type Output } from './output.js';
import { tellNoAgent } from './tell-no-agent.js';

/** The agent ends within 5 s by itself; a busy disk may take longer. */
const ENDS_WITHIN_MS = 20_000;
/** Wait after which the user is informed about what is awaited. */
const SOON_MS = 1_500;

/** Asks the running agent to end, and waits until it has. */
export async function stopAgent(file: string, language: Language, output: Output): Promise<number> {
  const texts = cliTexts(language).steering;
  const loaded = await loadConfig(file);
  if (!loaded.ok) return reportConfigProblems(file, loaded.problems, language, output);
  const { stateDir } = loaded.config.monitor;
  const before = await agentIn(stateDir);
  if (before.kind !== 'value') {
    await tellNoAgent(stateDir, language, output);
    return exitCode.failed;
  }
  const { pid, task } = before.value;
  const code = await endAndWait(stateDir, texts.stopping(pid), language, output);
  if (code !== exitCode.ok) return code;
  output.out(texts.ended(pid));
  if (task !== null) output.out(texts.comesBack(task));
  return code;
}

/** Requests the end and waits for it; obstacles are reported, and `meanwhile` during a longer wait. */
export async function endAndWait(
  stateDir: string,
  meanwhile: string,
  language: Language,
  output: Output,
): Promise<number> {
  const texts = cliTexts(language).steering;
  const refused = await askToStop(stateDir);
  if (refused) {
    output.error(texts.notTaken(reasonText(refused, language)));
    return exitCode.failed;
  }
  const isGone = (status: unknown) => status === undefined;
  if (await awaitStatus(stateDir, isGone, SOON_MS)) return exitCode.ok;
  output.error(meanwhile);
  if (await awaitStatus(stateDir, isGone, ENDS_WITHIN_MS)) return exitCode.ok;
  await clearStopFile(stateDir);
  output.error(texts.noAnswer(stateDir));
  return exitCode.failed;
}
