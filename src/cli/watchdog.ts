/** Watches the agent: one that hangs is ended and restarted. */
import { isTaskDisabled, isTaskName, startAgent } from '../adapters/agent/start-agent.js';
import { systemClock } from '../adapters/clock/clock.js';
import { within } from '../adapters/clock/deadline.js';
import { loadStatus, statusRefusal } from '../adapters/state/status-file.js';
import { endAgent, reportRestart, type RestartReport } from '../compose/watchdog.js';
import type { Config } from '../config/config.js';
import { loadConfig } from '../config/load.js';
import { healthOf, isSameAgent, type AgentHealth } from '../core/telling/agent-health.js';
import type { AgentStatus } from '../core/telling/status.js';
import { cliTexts } from '../texts/cli.js';
import type { Language } from '../texts/language.js';
import { reasonText } from '../texts/reason.js';
import { awaitNewAgent } from './await-agent.js';
import { openConfig } from './open-config.js';
import { exitCode, reportConfigProblems, type Output } from './output.js';

/** Long enough for an agent to recover after sleep or a slow disk. */
const LOOK_AGAIN_MS = 30_000;
/** Overall deadline, beyond those of the single steps. The scheduled task ends the watchdog after five minutes. */
const DEADLINE_MS = 4 * 60_000;

type Fault = Exclude<AgentHealth, { readonly kind: 'works' }>;

interface Asked {
  readonly task: string | undefined;
  readonly language: Language;
  readonly output: Output;
}

interface Failing {
  readonly status: AgentStatus;
  readonly fault: Fault;
}

type Look =
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly why: string }
  | { readonly kind: 'works'; readonly status: AgentStatus }
  | ({ readonly kind: 'fails' } & Failing);

/**
 * Checks twice, 30 s apart. A disk that takes no status says nothing about the agent, which is left alone then: it goes on
 * watching, and what it keeps in memory would be lost. An agent that has shut down normally has no status and is left
 * alone: operators ended it, or its task starts it. Only one that has a status and does not work is ended, by PID and
 * start time, and restarted.
 */
export async function watchdog(
  file: string,
  { task }: { readonly task: string | undefined },
  language: Language,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const texts = cliTexts(language).watchdog;
  if (task !== undefined && !isTaskName(task)) {
    output.error(texts.badTask(task));
    return exitCode.usage;
  }
  const deadline = new AbortController();
  const work = look(file, task, language, output, AbortSignal.any([signal, deadline.signal]));
  const code = await within(work, DEADLINE_MS);
  deadline.abort();
  if (code !== 'late') return code;
  output.error(texts.tooLong);
  return exitCode.failed;
}

async function look(
  file: string,
  task: string | undefined,
  language: Language,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const texts = cliTexts(language).watchdog;
  const loaded = await loadConfig(file);
  if (!loaded.ok) return reportConfigProblems(file, loaded.problems, language, output);
  const { stateDir } = loaded.config.monitor;
  const first = await lookAt(stateDir, language);
  if (first.kind !== 'fails') return tellLook(first, stateDir, language, output);
  // Before the wait: once the disk takes it again, the agent writes its status well before the second look.
  const refusal = await statusRefusal(stateDir);
  if (refusal) {
    output.error(texts.unwritable(first.status.pid, reasonText(refusal, language)));
    return exitCode.failed;
  }
  output.out(texts.again(reportOf(first, false)));
  await systemClock.sleep(LOOK_AGAIN_MS, signal);
  if (signal.aborted) return exitCode.failed;
  const second = await lookAt(stateDir, language);
  if (second.kind !== 'fails') return tellLook(second, stateDir, language, output);
  if (!isSameAgent(first.status, second.status)) {
    output.out(texts.works(second.status.pid));
    return exitCode.ok;
  }
  // Only administrators may change the data that names the process to be ended.
  const opened = await openConfig(file, true, { signal });
  if (!opened.ok) return reportConfigProblems(file, opened.problems, language, output);
  return restart(opened.config, second, { task, language, output }, signal);
}

async function lookAt(stateDir: string, language: Language): Promise<Look> {
  const found = await loadStatus(stateDir);
  switch (found.kind) {
    case 'absent':
      return { kind: 'absent' };
    case 'unreadable':
      return { kind: 'unreadable', why: reasonText(found.reason, language) };
    case 'value': {
      const status = found.value;
      const fault = healthOf(status, systemClock.wallMs());
      return fault.kind === 'works' ? { kind: 'works', status } : { kind: 'fails', status, fault };
    }
  }
}

function tellLook(
  found: Exclude<Look, { readonly kind: 'fails' }>,
  stateDir: string,
  language: Language,
  output: Output,
): number {
  const texts = cliTexts(language);
  switch (found.kind) {
    case 'absent':
      output.out(texts.watchdog.absent(stateDir));
      return exitCode.ok;
    case 'unreadable':
      output.error(texts.status.unreadable(found.why));
      return exitCode.failed;
    case 'works':
      output.out(texts.watchdog.works(found.status.pid));
      return exitCode.ok;
  }
}

async function restart(
  config: Config,
  found: Failing,
  { task, language, output }: Asked,
  signal: AbortSignal,
): Promise<number> {
  const texts = cliTexts(language).watchdog;
  const { status } = found;
  const { pid, startedUnixMs } = status;
  const runBy = task ?? status.task ?? undefined;
  if (await isTaskDisabled(runBy)) {
    output.out(texts.disabled(runBy ?? ''));
    return exitCode.ok;
  }
  const ended = await endAgent(config, { pid, startedUnixMs, image: status.image }, signal);
  if (ended.kind === 'unknown') {
    output.error(texts.notEnded(pid, reasonText(ended.reason, language)));
    return exitCode.failed;
  }
  if (ended.kind === 'asked') {
    const { outcome } = ended;
    if (outcome.kind !== 'stopped' && outcome.kind !== 'gone') {
      output.error(texts.notEnded(pid, outcome.kind));
      return exitCode.failed;
    }
    output.out(texts.ended(pid));
  } else output.out(texts.gone(pid));
  // Another agent that holds the folder by now reports its start itself.
  await reportRestart(config, reportOf(found, ended.kind === 'absent'));
  const refused = await startAgent({ task: runBy, configFile: config.file });
  if (refused) {
    output.error(texts.notStarted(reasonText(refused, language)));
    return exitCode.failed;
  }
  const next = await awaitNewAgent(config.monitor.stateDir, status, signal);
  if (!next) {
    output.error(texts.silentStart);
    return exitCode.failed;
  }
  output.out(texts.restarted(next.pid));
  return exitCode.restarted;
}

function reportOf({ status, fault }: Failing, isGone: boolean): RestartReport {
  const { pid, startedUnixMs } = status;
  const kind = isGone ? 'gone' : fault.kind;
  switch (fault.kind) {
    case 'silent':
      return { pid, startedUnixMs, fault: kind, byMs: fault.forMs, loops: [] };
    case 'late': {
      const loops = fault.loops.map(({ name }) => name);
      return { pid, startedUnixMs, fault: kind, byMs: fault.byMs, loops };
    }
  }
}
