/** The weekly mail: what the agent would have stopped, and how much of it recovered by itself. */
import type { WeeklyNotice } from '../../core/telling/notice.js';
import type { WeekLookBack } from '../../core/telling/weekly.js';
import type { Description } from '../description.js';
import { formatTime } from '../format.js';
import { countedEn, processesEn, type EnglishForms } from '../plural.js';
import { sustainText } from '../sustain.js';
import { reasonEn } from './reason.js';

const stopsEn: EnglishForms = { one: 'stop', other: 'stops' };
const samplesEn: EnglishForms = { one: 'sample', other: 'samples' };
const callsEn: EnglishForms = { one: 'call', other: 'calls' };

export function weeklyEn({ mode, week, reason, ...notice }: WeeklyNotice): Description {
  const common = [
    ['Server', notice.hostName],
    ['Time', formatTime(notice.at)],
    ['Incident', notice.incidentId],
  ] as const;
  if (!week) {
    return {
      headline: 'no review of the past week: the record could not be replayed',
      rows: [...(reason ? [['Reason', reasonEn(reason)] as const] : []), ...common],
      advice:
        'Check what comwatch replay reports. The weekly mail is switched on by [mail] report and made from the record ([monitor] record).',
    };
  }
  return {
    headline: weeklyHeadline(mode, week),
    rows: [...weeklyRows(mode, week), ...common],
    advice:
      'Counted from the record that the agent keeps. Each process: comwatch replay --since 7d. Limits that fit this server: comwatch suggest. This mail comes at the time set in [mail] report.',
  };
}

function weeklyHeadline(
  mode: WeeklyNotice['mode'],
  { stops, recovered, patient }: WeekLookBack,
): string {
  if (stops === 0) {
    return mode === 'observe'
      ? 'past week: the agent would have stopped no process'
      : 'past week: no stops by this configuration';
  }
  const all =
    mode === 'observe'
      ? `past week: the agent would have stopped ${countedEn(stops, processesEn)}`
      : `past week: ${countedEn(stops, stopsEn)} by this configuration`;
  const other = patient
    ? `; with ${sustainText(patient.sustain)} it would be ${patient.stops}`
    : '';
  return `${all}, ${recovered} recovered by themselves${other}`;
}

function weeklyRows(mode: WeeklyNotice['mode'], week: WeekLookBack): Description['rows'] {
  const { stops, recovered, ended, unknown, patient, span } = week;
  return [
    [mode === 'observe' ? 'Would have been stopped' : 'Stops by this configuration', String(stops)],
    ...(stops === 0
      ? []
      : ([
          ['Recovered by themselves within two minutes', String(recovered)],
          ['Exited by themselves within two minutes', String(ended)],
          ['Unknown: stopped or not recorded', String(unknown)],
        ] as const)),
    ...(patient
      ? ([[`With ${sustainText(patient.sustain)}`, String(patient.stops)]] as const)
      : []),
    ...(span
      ? ([
          ['Record', `${formatTime(span.fromUnixMs)} to ${formatTime(span.untilUnixMs)}`],
          [
            'It contains',
            `${countedEn(span.samples, samplesEn)}, ${countedEn(span.calls, callsEn)}`,
          ],
        ] as const)
      : []),
  ];
}
