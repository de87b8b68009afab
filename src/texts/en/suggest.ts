import { formatDuration, formatNumber, formatPercent, formatTime } from '../format.js';
import { countedEn, processesEn } from '../plural.js';
import type { SuggestTexts } from '../suggest-texts.js';
import type { Run } from '../../core/suggesting/excursions.js';

const percent = (value: number) => formatPercent(value, 'en');
const duration = (ms: number) => formatDuration(ms, 'en');
const times = (value: number) => formatNumber(value, 'en');
const answers = { one: 'answer', other: 'answers' };

const whichOf = ({ target, beganUnixMs }: Run) =>
  `${target.name} ${target.pid}, ${formatTime(beganUnixMs)}`;

const END: Readonly<Record<Run['end'], string>> = {
  returned: 'returned to normal by itself',
  stopped: 'was stopped',
  ended: 'until the process ended',
  unseen: 'to the end of what was recorded',
};

/** Maximum number of listed loads that stayed high. */
const MOST_BURNS = 3;

export const suggestEn: SuggestTexts = {
  gathers: (files) => `Reading the record: ${countedEn(files, { one: 'file', other: 'files' })}…`,
  tries: 'Replaying the record with the suggested settings…',
  head: (from, until, { samples, calls }) => [
    `From the record of ${from} to ${until}: ${countedEn(samples, { one: 'sample', other: 'samples' })}, ${countedEn(calls, { one: 'call', other: 'calls' })}. Nothing was changed.`,
    'Put the lines into the sections of the same name, replacing those that are there.',
  ],
  limit: ({ usual, peak, burns, value }, stopped) => [
    `99.9 % of the samples of healthy processes: at most ${percent(usual)}.`,
    peak
      ? `Highest peak that returned to normal by itself: ${percent(peak.peak)}, for ${duration(peak.ms)} (${whichOf(peak)}).`
      : 'No peak returned to normal by itself.',
    ...(burns.length === 0
      ? [
          'Nothing stayed high for long, so the record does not show whether this limit finds such a process.',
        ]
      : [
          `Of ${countedEn(burns.length, { one: 'load that stayed high', other: 'loads that stayed high' })}, this limit finds ${stopped.length} in the replay:`,
          ...burns
            .slice(0, MOST_BURNS)
            .map(
              (run) =>
                `- ${whichOf(run)}: ${duration(run.ms)}, up to ${percent(run.peak)}, ${END[run.end]}${stopped.includes(run) ? '' : `; not found at ${percent(value)}`}`,
            ),
        ]),
  ],
  sustain: ({ longest, holdMs }) => [
    longest
      ? `Longest time above the limit that ended by itself: ${duration(longest.ms)} (${whichOf(longest)}).`
      : 'Nothing above the limit returned to normal by itself.',
    `A process is stopped about ${duration(holdMs)} after it has exceeded the limit.`,
  ],
  wait: ({ answers: count, usualMs, slowestMs, latestMs, valueMs }, tooLate) => [
    `99.9 % of ${countedEn(count, answers)} came within ${duration(usualMs)}, the slowest after ${duration(slowestMs)}.`,
    tooLate === 0
      ? `In the replay, no call that the server answered was given up after ${duration(valueMs)}.`
      : `In the replay, ${countedEn(tooLate, { one: 'call', other: 'calls' })} that the server answered shortly before or right after a failure would have been given up after ${duration(valueMs)}.`,
    ...(latestMs === undefined
      ? []
      : [
          `Of the calls that were given up, the latest came back after ${duration(latestMs)}: it is not known whether the server would have answered it.`,
        ]),
  ],
  slow: ({ usual, highest, value, answers: count }, warnings) => [
    `99.9 % of ${countedEn(count, answers)} took at most ${times(usual)} times the quickest, the slowest ${times(highest)} times.`,
    `In the replay, ${times(value)} gave ${countedEn(warnings, { one: 'warning', other: 'warnings' })}.`,
  ],
  alarm: ({ usual, highest, hits, failed, value, answers: count }) => [
    `In 99.9 % of ${countedEn(count, answers)} no host was above ${times(usual)} times its floor; the highest was ${times(highest)} times.`,
    failed === 0
      ? 'No call failed, so the record does not show whether a broken host exceeds this.'
      : `In ${hits} of ${countedEn(failed, { one: 'failed call', other: 'failed calls' })}, a host was above ${times(value)} times its floor.`,
  ],
  none: ({ key, why }) => {
    switch (why.kind) {
      case 'hours':
        return `${key}: not enough evidence. ${times(why.has)} h are recorded, ${times(why.needs)} h are needed.`;
      case 'samples':
        return `${key}: not enough evidence. ${countedEn(why.has, { one: 'sample', other: 'samples' })}, ${times(why.needs)} are needed.`;
      case 'answers':
        return `${key}: not enough evidence. ${countedEn(why.has, answers)} of the server, ${times(why.needs)} are needed.`;
      case 'inseparable':
        return `${key}: no value separates the usual load from one that stays high.`;
    }
  },
  inForce: (now, isSame) =>
    isSame ? 'Already in force.' : now === undefined ? 'Not set now.' : `In force: ${now}.`,
  verifiedLimits: ({ stops, recovered, ended, unknown }) =>
    stops.length === 0
      ? 'Replayed with these lines, the limits would have stopped no process.'
      : `Replayed with these lines, the limits would have stopped ${countedEn(stops.length, processesEn)}; within two minutes ${recovered} recovered by themselves, ${ended} exited, ${unknown} unknown:`,
  verifiedCom: ({ stops, recovered, ended, unknown }) =>
    stops.length === 0
      ? 'Replayed with these lines, the COM check would have stopped no process.'
      : `Replayed with these lines, the COM check would have stopped ${countedEn(stops.length, processesEn)}; within two minutes ${recovered} recovered by themselves, ${ended} exited, ${unknown} unknown:`,
  stop: (process, at, recovery) => `- ${process}, ${at}: ${recovery}`,
  more: (count) => `- and ${count} more`,
};
