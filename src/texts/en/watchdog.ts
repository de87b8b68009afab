import { formatDuration } from '../format.js';
import type { AgentFaultSaid, WatchdogTexts } from '../status-texts.js';

export function agentFaultEn({ pid, fault, byMs, loops }: AgentFaultSaid): string {
  const long = formatDuration(byMs, 'en');
  switch (fault) {
    case 'silent':
      return `the agent (PID ${pid}) has written nothing for ${long}`;
    case 'late':
      return `the agent (PID ${pid}) is stuck: ${loops.join(', ')} should have finished ${long} ago`;
    case 'gone':
      return `the agent (PID ${pid}) exited without reporting it, at most ${long} ago`;
  }
}

export const watchdogEn: WatchdogTexts = {
  badTask: (found) => `--task: ${found}; the name of a scheduled task is expected`,
  tooLong: 'The watchdog took too long and gives up; the next run checks again.',
  absent: (stateDir) =>
    `No agent reports that it is running (state folder ${stateDir}); one that was shut down normally is not started.`,
  works: (pid) => `The agent (PID ${pid}) works.`,
  unwritable: (pid, why) =>
    `It is not known whether the agent (PID ${pid}) works: the state folder cannot be written (${why}), so it cannot report. It is neither ended nor started.`,
  again: (said) => `${capital(agentFaultEn(said))}. Checking again in 30 s.`,
  ended: (pid) => `The agent (PID ${pid}) was ended.`,
  gone: (pid) => `The agent (PID ${pid}) is no longer running.`,
  disabled: (task) => `The task "${task}" is disabled: nothing is ended or started.`,
  notEnded: (pid, why) =>
    `The agent (PID ${pid}) could not be ended: ${why}. It was not started again.`,
  notStarted: (why) => `The agent could not be started: ${why}`,
  silentStart:
    'The agent was started but has not reported yet. "comwatch status" shows whether it works.',
  restarted: (pid) => `The agent is running again (PID ${pid}).`,
};

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
