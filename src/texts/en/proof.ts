import type { Because, ConfigurationProof } from '../../core/telling/proof.js';
import { formatBytes, formatDuration, formatNumber, formatPercent } from '../format.js';
import { countedEn } from '../plural.js';
import type { ProofTexts } from '../proof-texts.js';

const times = { one: 'time', other: 'times' };
const nights = { one: 'night', other: 'nights' };
const cores = { one: 'core', other: 'cores' };

/** `3 times a night`, `once in 12 nights`. */
function often(perNight: number): string {
  if (perNight >= 0.95) return `${countedEn(perNight, times)} a night`;
  return `once in ${countedEn(Math.round(1 / perNight), nights)}`;
}

const FRACTIONS = new Map([
  [10, 'a tenth of one core'],
  [20, 'a fifth of one core'],
  [25, 'a quarter of one core'],
  [50, 'half of one core'],
  [75, 'three quarters of one core'],
  [100, 'one whole core'],
]);

function ofCore(percent: number): string {
  return (
    FRACTIONS.get(percent) ??
    `${formatNumber(percent / 100, 'en', 2)} ${percent > 100 ? cores.other : 'of one core'}`
  );
}

function duration(ms: number | undefined): string {
  return ms === undefined ? '-' : formatDuration(ms, 'en');
}

const fault: ProofTexts['fault'] = {
  hang: 'calls hang',
  'deadlock beside busy neighbours': 'deadlock beside busy neighbours',
  leak: 'leak, tenfold and more',
  'slow leak': 'slow leak, then calls hang',
  burn: 'burns CPU, calls hang',
  'error until restart': 'errors until restarted',
  'activation hangs': 'activation hangs',
  'one of two hangs': 'one of two hosts hangs',
  'database away, errors': 'database away, errors',
  'database away, time-outs': 'database away, calls hang',
  'server restarts itself': 'server restarts by itself',
  nothing: 'nothing goes wrong',
};

function because(each: Because): string {
  switch (each.kind) {
    case 'observes':
      return ': nothing is stopped. What follows is what mode = act would do.';
    case 'acts':
      return ': what is broken is stopped.';
    case 'no-section':
      return ' is missing: this check is off.';
    case 'cpu-limit': {
      const what = ` is ${ofCore(each.percentOfCore)}`;
      return each.stopsPerNight === 0
        ? `${what}: normal work never reached it.`
        : `${what}: normal work will be stopped ${often(each.stopsPerNight)}.`;
    }
    case 'memory-limit': {
      const what = ` is ${formatBytes(each.bytes, 'en')}`;
      return each.stopsPerNight === 0
        ? `${what}: no healthy process reached it.`
        : `${what}: a healthy process will be stopped ${often(each.stopsPerNight)}.`;
    }
    case 'cure-time':
      return each.medianMs === undefined
        ? ': no hung server was stopped in these nights.'
        : `: a hung server is stopped after ${duration(each.medianMs)} (median).`;
    case 'call-time':
      return each.waitsMs > each.longestAnswerMs
        ? ': longer than a healthy server takes to answer.'
        : `: a healthy server under load takes up to ${duration(each.longestAnswerMs)}; its answers will count as failures.`;
    case 'floors':
      return each.server + each.neighbours === 0
        ? ': normal work was never mistaken for the cause of a failure.'
        : `: normal work is mistaken for the cause of a failure ${often(each.server + each.neighbours)}${each.neighbours > 0 ? `, in a neighbour ${often(each.neighbours)}` : ''}.`;
    case 'mails-only':
      return `: ${each.missed} of ${each.broken} broken servers were not stopped before the morning, only reported by mail.`;
    case 'cures':
      return ': what was broken was stopped.';
    case 'brake':
      return each.holdsPerNight === 0
        ? ': the brake never held a stop back.'
        : `: stopping is suspended ${often(each.holdsPerNight)}; a broken server waits in the meantime.`;
    case 'check-is-load':
      return `: the check alone costs the server ${formatPercent(each.percentOfCore, 'en')} of a core.`;
  }
}

function summary(proof: ConfigurationProof): string[] {
  const { stopsPerNight: stops, longestHang: hang, worstHour: hour } = proof;
  const a = (perNight: number) => formatNumber(perNight, 'en', 2);
  return [
    `Nights: ${proof.nights} of ${duration(proof.assumed.nightMs)}, at most one fault in each.`,
    `Broken servers stopped: ${proof.cured} of ${proof.broken}; median time ${duration(proof.medianCureMs)}.`,
    `Stops a night: ${a(stops.broken)} of broken processes, ${a(stops.workingServer)} of a working server, ${a(stops.neighbours)} of neighbours.`,
    hang
      ? `Longest hang: ${duration(hang.ms)} (${fault[hang.fault]})${hang.untilMorning ? ', until the morning' : ''}.`
      : 'Longest hang: none.',
    `Worst hour: ${countedEn(hour.stops, { one: 'stop', other: 'stops' })}, ${countedEn(hour.mails, { one: 'mail', other: 'mails' })} (${fault[hour.fault]}).`,
    proof.mailsPerNight === undefined
      ? 'Mails: none, [mail] is missing.'
      : `Mails to each recipient: ${formatNumber(proof.mailsPerNight, 'en')} a night.`,
  ];
}

export const proofEn: ProofTexts = {
  fault,
  summary,
  columns: ['Fault', 'Nights', 'Broken', 'Stopped', 'Median'],
  row: (each) => [
    fault[each.fault],
    String(each.nights),
    String(each.broken),
    String(each.cured),
    duration(each.medianCureMs),
  ],
  findings: 'Settings:',
  good: 'ok',
  bad: '!',
  because,
  assumed: ({ assumed }) => {
    const [least, most] = assumed.answersInMs;
    return [
      `Assumed: ${countedEn(assumed.logicalProcessors, { one: 'logical processor', other: 'logical processors' })} and ${formatBytes(assumed.physicalMemoryBytes, 'en')}, as on this computer. Server and neighbours work in`,
      'bursts of 2 to 18 % of a core; two to four times a night a job of 20 to 95 % of a core runs for one to six',
      `minutes. A healthy server answers in ${duration(least)} to ${duration(most)} and starts in 2 to 40 s; hosts hold 80 to 900 MB.`,
      `Every application of the file has a server of its own; in turn one of them fails. Samples are taken at least`,
      `${duration(assumed.leastSpacingMs)} apart, calls keep their distance (check_load = stretch), mails arrive. These are simulated nights:`,
      'they test the judgement and the settings, not Windows.',
    ];
  },
};
