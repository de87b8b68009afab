import { systemClock } from '../adapters/clock/clock.js';
import { isAlive } from '../adapters/files/is-alive.js';
import { loadStatus } from '../adapters/state/status-file.js';
import { loadConfig } from '../config/load.js';
import { healthOf } from '../core/telling/agent-health.js';
import type { AgentStatus } from '../core/telling/status.js';
import { cliTexts } from '../texts/cli.js';
import type { Language } from '../texts/language.js';
import { reasonText } from '../texts/reason.js';
import { exitCode, reportConfigProblems, type Output } from './output.js';
import { statusLines } from './status-lines.js';
import { tellNoAgent } from './tell-no-agent.js';

const AGAIN_MS = 2_000;
const CLEAR = '\u001b[2J\u001b[H';

export interface StatusOptions {
  readonly json: boolean;
  readonly watch: boolean;
}

/** Shows the state of the running agent; starts no PowerShell. Fails if no agent is running, or it is silent. */
export async function status(
  file: string,
  { json, watch }: StatusOptions,
  language: Language,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const texts = cliTexts(language).status;
  const loaded = await loadConfig(file);
  if (!loaded.ok) return reportConfigProblems(file, loaded.problems, language, output);
  const { stateDir } = loaded.config.monitor;
  let code: number = exitCode.ok;
  do {
    const found = await loadStatus(stateDir);
    if (watch && !json) output.out(CLEAR.trimEnd());
    switch (found.kind) {
      case 'absent':
        code = exitCode.failed;
        if (json) output.out(JSON.stringify({ running: false }));
        else await tellNoAgent(stateDir, language, output);
        break;
      case 'unreadable':
        code = exitCode.failed;
        output.error(texts.unreadable(reasonText(found.reason, language)));
        break;
      case 'value':
        code = show(found.value, json, language, output);
    }
    if (watch) await systemClock.sleep(AGAIN_MS, signal);
  } while (watch && !signal.aborted);
  return code;
}

function show(found: AgentStatus, json: boolean, language: Language, output: Output): number {
  const nowMs = systemClock.wallMs();
  const health = healthOf(found, nowMs);
  const isSilent = health.kind === 'silent';
  const lateLoops = health.kind === 'late' ? health.loops : [];
  // Judged on the machine of the agent: one that was killed a moment ago has left its last status behind.
  const isGone = !isAlive(found.pid);
  const isWell = health.kind === 'works' && !isGone;
  if (json) {
    output.out(JSON.stringify({ running: !isSilent && !isGone, ...found, answers: undefined }));
  } else {
    for (const line of statusLines(found, { nowMs, isGone, isSilent, lateLoops }, language)) {
      output.out(line);
    }
  }
  return isWell ? exitCode.ok : exitCode.failed;
}
