/** Keeps status.json small whatever runs: monitors read it often, and on Windows a reader blocks its replacement. */
import type { AgentStatus, StatusApplication } from './status.js';
import type { Answer } from './steering.js';

export const MOST_STATUS_BYTES = 48_000;
/** Numbers of rows per list, tried in turn; the first that fits is used. */
const ROWS = [40, 20, 10, 5, 2, 0] as const;
const APPLICATIONS = [200, 100, 50, 20, 5] as const;
const SHORT_TEXT = 80;
const MOST_NAMES = 20;

/** Cuts the status to as many rows as fit, and counts the omitted ones. The loops stay: the watchdog needs them. */
export function fitStatus(status: AgentStatus, mostBytes = MOST_STATUS_BYTES): AgentStatus {
  if (bytesOf(status) <= mostBytes) return status;
  for (const applications of APPLICATIONS) {
    for (const rows of ROWS) {
      const cut = withRows(shortened(status), applications, rows);
      if (bytesOf(cut) <= mostBytes) return cut;
    }
  }
  return { ...withRows(shortened(status), 0, 0), loops: status.loops.slice(0, 100) };
}

function withRows(status: AgentStatus, most: number, rows: number): AgentStatus {
  const { applications, incidents, brake, pauses, sources, answers, shells } = status;
  return {
    ...status,
    applications: applications.slice(0, most).map((each) => withProcesses(each, rows)),
    moreApplications: status.moreApplications + Math.max(0, applications.length - most),
    incidents: incidents.slice(-Math.max(rows, 1)),
    brake: brake.slice(0, rows),
    pauses: pauses.slice(0, Math.max(rows, 1)),
    sources: sources.slice(0, Math.max(rows, 10)),
    shells: shells.map((each) => ({ ...each, pids: each.pids.slice(0, 10) })),
    // A client waiting for the latest answer must find it.
    answers: Object.fromEntries(
      Object.entries(answers)
        .slice(-Math.max(rows, 3))
        .map(([id, answer]) => [id, withNames(answer)]),
    ),
  };
}

/** An answer that lists names lists the first of them. */
function withNames(answer: Answer): Answer {
  if (answer.kind === 'released') return { ...answer, keys: answer.keys.slice(0, MOST_NAMES) };
  if (answer.kind !== 'unknown-application') return answer;
  return { ...answer, known: answer.known.slice(0, MOST_NAMES) };
}

function withProcesses(application: StatusApplication, rows: number): StatusApplication {
  const { processes, more } = application;
  return {
    ...application,
    processes: processes.slice(0, rows),
    more: more + Math.max(0, processes.length - rows),
  };
}

/** Long texts, cut: names of applications and reasons given by operators. */
function shortened(status: AgentStatus): AgentStatus {
  return cut(status) as AgentStatus;
}

function cut(value: unknown): unknown {
  if (typeof value === 'string') {
    return value.length > SHORT_TEXT ? `${value.slice(0, SHORT_TEXT - 1)}…` : value;
  }
  if (Array.isArray(value)) return value.map(cut);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, own]: [string, unknown]) => [
      name,
      name === 'configFile' ? own : cut(own),
    ]),
  );
}

function bytesOf(status: AgentStatus): number {
  return new TextEncoder().encode(JSON.stringify(status)).length;
}
