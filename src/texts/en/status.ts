import type { Answer } from '../../core/telling/steering.js';
import { formatDuration, formatTime } from '../format.js';
import type { StatusTexts, SteeringTexts } from '../status-texts.js';
import { classEn } from './probe.js';
import { stageNameEn } from './stage.js';

const L = 'en';
const all = (application: string | null) => application ?? 'all applications';

export const statusEn: StatusTexts = {
  unreadable: (reason) => `The state of the agent cannot be read: ${reason}`,
  head: ({ version, hostName, pid, mode, runs, asOf }) =>
    `comwatch ${version} on ${hostName}, PID ${pid}, running for ${runs}, ${mode === 'act' ? 'stops processes (mode = act)' : 'ONLY OBSERVES (mode = observe)'}; as of ${asOf}`,
  gone: (pid, since) =>
    `The agent is not running: no process has PID ${pid}. What follows is what it wrote ${since} ago`,
  silent: (since) =>
    `The agent has written nothing for ${since}: it was killed, it hangs, or its disk does not respond`,
  late: (loop, since) => `The loop "${loop}" should have finished its pass ${since} ago`,
  configuration: (file, read) => `Configuration ${file}, read ${read}`,
  changed: 'The file has changed since: "comwatch reload" applies it',
  paused: ({ application, until, why, withCalls, isWindow }) =>
    `${isWindow ? 'Maintenance window' : 'Paused'} until ${until}: ${all(application)}${why === '' ? '' : ` (${why})`}; nothing is stopped${withCalls ? '' : ', the COM server is not called'}`,
  noSample: (image) => `${image}: no sample yet`,
  sampled: (image, since, source) => `${image}: last sample ${since} ago, source ${source}`,
  application: (name, image) => (name === null ? image : `${name} (${image})`),
  limits: (cpu, memory) => `limits: CPU ${cpu}, memory ${memory}`,
  notCalled: 'not called yet',
  probe: ({ outcome, stage, failureClass, stages }, since) => {
    switch (outcome) {
      case 'ok':
        return `answers (${since} ago): ${stagesOf(stages)}`;
      case 'failed': {
        const what = (classEn as Readonly<Record<string, string>>)[failureClass ?? ''];
        return `DOES NOT ANSWER (${since} ago): ${stageNameEn(stage ?? '')}, ${what ?? failureClass ?? '?'}`;
      }
      case 'unavailable':
        return `the check cannot be made (${since} ago); the log says why`;
    }
  },
  noProcesses: 'no process is running',
  more: (count) => `and ${count} more`,
  moreApplications: (count) => `and ${count} more applications`,
  excluded: (pattern) => `never stopped (exclude: ${pattern})`,
  young: 'grace',
  columns: {
    pid: 'PID',
    age: 'Age',
    cpu: 'CPU %',
    cpuFloor: 'Floor',
    memory: 'Memory %',
    memoryFloor: 'Floor',
    appId: 'AppID',
  },
  noIncidents: 'No open incidents.',
  incident: ({ id, subject, application, stops, cure, since }) =>
    `Incident ${id}: ${application === null ? '' : `${application}, `}${subject}, open for ${since}, processes stopped: ${stops}${cure === 'proven' ? ', cured' : ''}`,
  mailsWaiting: (count) => `Mails not yet accepted by the mail server: ${count}`,
  own: ({ memory, cpu, shells }) =>
    `The agent itself: memory ${memory}${cpu === null ? '' : `, CPU ${cpu}`}; PowerShell: ${shells}`,
};

function stagesOf(stages: Readonly<Record<string, number>>): string {
  return Object.entries(stages)
    .map(([stage, ms]) => `${stageNameEn(stage)} ${formatDuration(ms, L)}`)
    .join(', ');
}

export const steeringEn: SteeringTexts = {
  badLength: (found, expected) => `The length of the pause is "${found}"; ${expected} is expected`,
  lengthWithoutUnit: (found) =>
    `The length of the pause, "${found}", has no unit; write it, for example ${found}m (minutes) or ${found}h (hours)`,
  missingLength: 'How long? For example: comwatch pause 30m --why "updates"',
  goesOn: 'The running agent keeps the configuration that it read before.',
  noAgent: (stateDir) => `No agent is running (state folder ${stateDir}).`,
  agentUnknown: (stateDir, why) =>
    `It is not known whether an agent is running: the state folder ${stateDir} cannot be written (${why}), so it cannot report.`,
  notTaken: (reason) => `The request could not be passed to the agent: ${reason}`,
  noAnswer: (stateDir) =>
    `The agent does not answer (state folder ${stateDir}). "comwatch status" shows whether it works.`,
  waiting: 'The agent has not answered yet; waiting…',
  stopping: (pid) => `The agent (PID ${pid}) was asked to stop; waiting…`,
  restarting: (pid) => `Stopping the agent (PID ${pid}) and starting it again…`,
  comesBack: (task) =>
    `Its scheduled task "${task}" starts it again within five minutes; to prevent that, disable the task.`,
  ended: (pid) => `The agent (PID ${pid}) has stopped.`,
  answer: (answer) => answerEn(answer),
};

function answerEn(answer: Answer): string {
  switch (answer.kind) {
    case 'paused':
      return `Paused until ${formatTime(answer.untilUnixMs)}. The pause ends by itself; "comwatch resume" ends it sooner.`;
    case 'resumed':
      return answer.stillUntilUnixMs === null
        ? 'The agent watches and stops processes again; counting starts over.'
        : `This pause is over; another one lasts until ${formatTime(answer.stillUntilUnixMs)}: "comwatch resume" ends all of them.`;
    case 'not-paused':
      return 'There is no such pause.';
    case 'released':
      return answer.keys.length === 0
        ? 'Stopping was not suspended.'
        : `Stopping is allowed again: ${answer.keys.join(', ')}`;
    case 'reloading':
      return 'The agent is applying the file.';
    case 'restart-needed':
      return 'The file names another state folder: that needs "comwatch stop" and a new start. The agent works as before.';
    case 'reload-refused':
      return `The agent refused the file, which has problems (${answer.problems}), and works as before. "comwatch check-config" lists them.`;
    case 'unknown-application':
      return answer.known.length === 0
        ? 'There is no such application: the configuration names none.'
        : `There is no such application. Applications: ${answer.known.join(', ')}`;
  }
}
