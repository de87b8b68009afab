import { formatDuration } from '../format.js';
import { countedEn, processesEn } from '../plural.js';
import type { ReplayTexts } from '../replay-texts.js';
import { expectedEn } from './expected.js';

const WHY: Readonly<Record<string, string>> = {
  cpu: 'CPU',
  memory: 'memory',
  floor: 'figures over their floors',
  neighbour: 'neighbour that stands out',
  application: 'hosts the class',
};

export const replayEn: ReplayTexts = {
  badSince: (found) => `--since: ${found}; a time such as 7d, 24h or 30 min is expected`,
  badOverride: (problem) => {
    switch (problem.kind) {
      case 'no-assignment':
        return `--set: ${problem.found}; key=value is expected, for example maxcpuprocent=40`;
      case 'unknown':
        return `--set: ${problem.found} is not a setting of the checks.${problem.nearest === undefined ? '' : ` Did you mean ${problem.nearest}?`}`;
      case 'ambiguous':
        return `--set: ${problem.key} is in several sections; write ${problem.sections.map((each) => `${each}.${problem.key}=…`).join(' or ')}`;
      case 'bad-value':
        return `--set ${problem.key}: ${problem.found}; expected: ${expectedEn(problem.expected)}`;
    }
  },
  off: 'This configuration records nothing ([monitor] record = no); what was recorded before is replayed.',
  nothing: (folder) =>
    `There is no record in ${folder}. The agent writes one while it runs, unless [monitor] record = no.`,
  nothingSince: (since) => `The record has nothing since ${since}.`,
  begins: (from, files) =>
    `Replaying the record since ${from}: ${countedEn(files, { one: 'file', other: 'files' })}…`,
  progress: (percent) => `${percent} % done…`,
  broken: (lines, unreadable) =>
    `Skipped: ${countedEn(lines, { one: 'broken line', other: 'broken lines' })}, ${countedEn(unreadable, { one: 'unreadable file', other: 'unreadable files' })}.`,
  newer: 'Part of the record was written by a later version and was left out.',
  span: ({ samples, calls, starts }, from, until) =>
    `Record from ${from} to ${until}: ${countedEn(samples, { one: 'sample', other: 'samples' })}, ${countedEn(calls, { one: 'call', other: 'calls' })}, ${countedEn(starts, { one: 'start', other: 'starts' })} of the agent.`,
  columns: [
    'when',
    'process',
    'because of',
    'recorded',
    'with this configuration',
    'by itself within two minutes',
  ],
  deed: (choice) => {
    if (!choice) return 'not stopped';
    if (choice.plan === 'observe') return 'would have been stopped';
    switch (choice.outcome) {
      case undefined:
      case 'stopped':
        return 'stopped';
      case 'gone':
        return 'had already exited';
      case 'refused':
        return 'refused';
      case 'survived':
        return 'did not exit';
      case 'unknown':
        return 'outcome unknown';
    }
  },
  because: (why) => WHY[why] ?? why,
  recovery: (recovery) => {
    switch (recovery.kind) {
      case 'recovered':
        return `recovered after ${formatDuration(recovery.afterMs, 'en')}`;
      case 'ended':
        return 'exited';
      case 'not':
        return 'did not recover';
      case 'stopped':
        return 'stopped before';
      case 'unknown':
        return 'not recorded';
    }
  },
  summary: ({ recorded, replayed, both, recovered, ended, unknown }) => [
    `Recorded: ${countedEn(recorded, processesEn)}. With this configuration: ${countedEn(replayed, processesEn)}, ${both} of them the same.`,
    ...(replayed === 0
      ? []
      : [
          `Of those ${replayed}, ${recovered} recovered by themselves within two minutes, ${ended} exited; ${unknown} unknown.`,
        ]),
  ],
  calls: (tooLate, slow) => [
    ...(tooLate === 0
      ? []
      : [
          `The check would have given up before ${countedEn(tooLate, { one: 'answer', other: 'answers' })} of the record (witerezult).`,
        ]),
    ...(slow === 0 ? [] : [`Warnings of slow answers (slow_metric): ${slow}.`]),
  ],
  assumed:
    'A process that only this configuration stops counts as gone from then on; what its successor would have done is not recorded.',
};
