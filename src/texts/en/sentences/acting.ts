import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { ActingSentence } from '../../../core/telling/sentences/acting.js';
import type { StopOutcome } from '../../../core/acting/stop-outcome.js';
import type { Target } from '../../../core/observing/model.js';
import { formatDuration, formatPercent, formatNumber, formatTime } from '../../format.js';
import { noActionEn } from '../no-action.js';
import { countedEn } from '../../plural.js';
import { failureEn } from '../probe.js';
import { detailEn } from '../detail.js';
import { reasonEn } from '../reason.js';

const L = 'en';
const processes = { one: 'process', other: 'processes' };

const named = ({ name, pid }: Target) => `${name} ${pid}`;

export const actingEn: SentenceTable<ActingSentence> = {
  breach: ({ target, figures, limits }) =>
    `${named(target)} is over its limit: ` +
    `CPU ${formatPercent(figures.cpuPercent, L)} (limit ${formatPercent(limits.maxCpuPercent, L)}), ` +
    `memory ${formatPercent(figures.memoryPercent, L)} (limit ${formatPercent(limits.maxMemoryPercent, L)})`,
  'would-stop': ({ target }) => `${named(target)} would be stopped, but the agent only observes`,
  'not-stopped-refused': ({ target, reason }) =>
    `${named(target)} is not stopped: ${reasonEn(reason)}`,
  'not-stopped-braked': ({ target, untilUnixMs }) =>
    `${named(target)} is not stopped: stopping is suspended until ${formatTime(untilUnixMs)}`,
  'stop-outcome': ({ target, outcome, attempt, retryInMs }) =>
    `${outcomeEn(target, outcome, attempt)}${retryInMs === undefined ? '' : `; the next attempt follows in ${formatDuration(retryInMs, L)}`}`,
  'incident-closed': ({ subject, lastedMs, stops, cure, end }) =>
    `The incident of ${subject} is closed after ${formatDuration(lastedMs, L)}${end === 'not-watched' ? ', since it is no longer watched' : ''}; ${countedEn(stops, processes)} stopped${cureEn(cure)}`,
  'incident-lasts': ({ subject, lastedMs }) =>
    `The incident of ${subject} has lasted ${formatDuration(lastedMs, L)}`,
  'late-outcome': ({ target, state }) => {
    switch (state) {
      case 'gone':
        return `${named(target)}, which the previous agent was stopping, has exited`;
      case 'running':
        return `${named(target)}, which the previous agent was stopping, is still running`;
      case 'unknown':
        return `It is not known what became of ${named(target)}, which the previous agent was stopping`;
    }
  },
  'brake-on': ({ subject, attempts, windowMs, untilUnixMs }) =>
    `Stopping ${subject ?? 'any process'} is suspended until ${formatTime(untilUnixMs)}: ${attempts === null ? 'earlier attempts are not known' : `${countedEn(attempts, { one: 'attempt', other: 'attempts' })} within ${formatDuration(windowMs, L)}`}`,
  'brake-off': ({ subject }) => `Stopping ${subject ?? 'processes'} is allowed again`,
  'brake-unreadable': ({ windowMs, reason }) =>
    `It is not known how many processes were stopped before, so none is stopped for ${formatDuration(windowMs, L)}: ${reasonEn(reason)}`,
  'state-unwritable': () => 'The state of the brake cannot be written: it is kept in memory only',
  'state-written-again': () => 'The state of the brake is on disk again',
  'probe-failed': ({ failures, failure }) =>
    `The COM check failed (${failures} in a row): ${failureEn(failure)}`,
  'probe-answered': ({ tookMs }) => `The server answered in ${formatDuration(tookMs, L)}`,
  'probe-summary': ({ checks, slowestMs }) =>
    checks === 1
      ? `The server answers: ${formatDuration(slowestMs, L)}`
      : `The server answers: ${checks} checks, the slowest took ${formatDuration(slowestMs, L)}`,
  'probe-slow': ({ tookMs, floorMs }) =>
    `The server answered in ${formatDuration(tookMs, L)}, ${formatNumber(tookMs / floorMs, L)} times its floor of ${formatDuration(floorMs, L)}`,
  'probe-slow-over': ({ tookMs, answers, slowestMs, end }) =>
    `${end === 'quick' ? 'The server answers quickly again' : 'The server has not answered more quickly for longer than time_cache, which now counts as usual'}: ${formatDuration(tookMs, L)}; ${countedEn(answers, { one: 'slow answer', other: 'slow answers' })}, the slowest ${formatDuration(slowestMs, L)}`,
  'probe-recovered': ({ afterMs, failures, stops }) =>
    `The server answers again after ${formatDuration(afterMs, L)}; ${countedEn(failures, { one: 'failed check', other: 'failed checks' })}, ${countedEn(stops, processes)} stopped`,
  'log-out-failed': ({ fault }) => `LogOut failed, a session may be left open: ${detailEn(fault)}`,
  suspect: ({ suspect, subject, alarmMetric }) => {
    const { target, rule, ratios } = suspect;
    const figures = `CPU is ${formatNumber(ratios.cpuRatio, L)} times its floor, memory ${formatNumber(ratios.memoryRatio, L)} times (alarm_metric ${formatNumber(alarmMetric, L)})`;
    switch (rule) {
      case 'floor':
        return `${named(target)} is chosen: ${figures}`;
      case 'neighbour':
        return `${named(target)} is chosen, a neighbour that stood out at every failed check: ${figures}`;
      case 'application':
        return `${named(target)} is chosen: it hosts ${subject}, which does not answer`;
      case 'error':
        return `${named(target)} is chosen: it hosts ${subject}, which answers only with errors`;
    }
  },
  'no-action': ({ why }) => `No process was stopped: ${noActionEn(why)}`,
  'check-rests': ({ everyMs }) =>
    `Three calls hang in the server: until one returns or its process exits, only one trial call is made every ${formatDuration(everyMs, L)}`,
  'check-stretched': ({ delayMs, stretchedMs }) =>
    `The COM check runs every ${formatDuration(stretchedMs, L)} instead of every ${formatDuration(delayMs, L)}, so that it does not load the server (check_load)`,
  'configuration-proven': ({ kept }) =>
    kept
      ? 'The COM check has succeeded here with this configuration: from now on a failed check may stop a process'
      : 'The COM check has succeeded here with this configuration, but that could not be saved to disk',
  'default-changed': ({ section, key, before, now }) =>
    `The default of [${section}] ${key} is now ${now}; it was ${before}. To restore it, write ${key} = ${before}`,
};

function outcomeEn(target: Target, outcome: StopOutcome, attempt: number): string {
  switch (outcome.kind) {
    case 'stopped':
      return `Stopped ${named(target)} in ${formatDuration(outcome.tookMs, L)}`;
    case 'gone':
      return `${named(target)} has exited`;
    case 'refused':
      return `${named(target)} was not stopped: ${reasonEn(outcome.detail)}`;
    case 'survived':
      return `${named(target)} did not exit (attempt ${attempt}): ${reasonEn(outcome.detail)}`;
    case 'unknown':
      return `It is not known whether ${named(target)} was stopped (attempt ${attempt}): ${reasonEn(outcome.detail)}`;
  }
}

function cureEn(cure: 'none' | 'proven' | 'not-proven'): string {
  switch (cure) {
    case 'none':
      return '';
    case 'proven':
      return ', which helped';
    case 'not-proven':
      return '; it is not known whether that helped';
  }
}
