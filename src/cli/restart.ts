/** Ends the running agent and starts it again in the same way. */
import { startAgent } from '../adapters/agent/start-agent.js';
import { cliTexts } from '../texts/cli.js';
import type { Language } from '../texts/language.js';
import { reasonText } from '../texts/reason.js';
import { agentIn, awaitNewAgent } from './await-agent.js';
import { openConfig } from './open-config.js';
import { exitCode, reportConfigProblems, type Output } from './output.js';
import { endAndWait } from './stop-agent.js';
import { tellNoAgent } from './tell-no-agent.js';

/**
 * Only if the file is valid: an agent that would not start again is not ended. A hung agent does not react to the
 * request, which is reported.
 */
export async function restartAgent(
  file: string,
  language: Language,
  output: Output,
): Promise<number> {
  const texts = cliTexts(language);
  const loaded = await openConfig(file, true);
  if (!loaded.ok) {
    const code = reportConfigProblems(file, loaded.problems, language, output);
    output.error(texts.steering.goesOn);
    return code;
  }
  const { stateDir } = loaded.config.monitor;
  const before = await agentIn(stateDir);
  if (before.kind !== 'value') {
    await tellNoAgent(stateDir, language, output);
    return exitCode.failed;
  }
  const { pid, startedUnixMs, task } = before.value;
  const meanwhile = texts.steering.restarting(pid);
  const code = await endAndWait(stateDir, meanwhile, language, output);
  if (code !== exitCode.ok) return code;
  output.out(texts.steering.ended(pid));
  const configFile = loaded.config.file;
  const refused = await startAgent({ task: task ?? undefined, configFile });
  if (refused) {
    output.error(texts.watchdog.notStarted(reasonText(refused, language)));
    return exitCode.failed;
  }
  const next = await awaitNewAgent(stateDir, { pid, startedUnixMs });
  if (!next) {
    output.error(texts.watchdog.silentStart);
    return exitCode.failed;
  }
  output.out(texts.watchdog.restarted(next.pid));
  return exitCode.ok;
}
