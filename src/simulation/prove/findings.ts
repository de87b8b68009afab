/** A verdict on each setting that affects stops, from the results of the nights. */
import { medianCureMs } from '../nights/cure-time.js';
import type { NightResult } from '../nights/play-night.js';
import type { Computer } from './prove-night.js';
import type { ApplicationConfig, Config } from '../../config/config.js';
import type { Because, Finding } from '../../core/telling/proof.js';

/** If a healthy process is stopped more often than once in this many nights, the limit is too low. */
const RARE_PER_NIGHT = 0.05;
/** Median time within which hung servers are to be stopped. */
const SOON_MS = 10 * 60_000;
/** Share of faulty processes that is to be cured. */
const ENOUGH = 0.95;
/** Cost of one call to the server, as measured with the original's transaction. */
const CALL_CPU_MS = 30;
const SHORTEST_ANSWER_MS = 40;
/** A check that uses more of a core than this is a load itself. */
const MUCH_PERCENT = 5;
/** Answer times of a healthy server under load. */
const LONGEST_ANSWER_MS = 900;

export function findingsOf(
  config: Config,
  nights: readonly NightResult[],
  computer: Computer,
): Finding[] {
  const isActing = config.monitor.mode === 'act';
  return [
    {
      section: 'monitor',
      application: undefined,
      key: 'mode',
      isGood: isActing,
      because: { kind: isActing ? 'acts' : 'observes' },
    },
    ...config.applications.flatMap((each) => ofApplication(each, nights, computer)),
    brake(nights),
  ];
}

function ofApplication(
  application: ApplicationConfig,
  nights: readonly NightResult[],
  computer: Computer,
): Finding[] {
  const { name } = application;
  const about =
    (section: 'shellprocess' | 'commethod') =>
    (key: string | undefined, isGood: boolean, because: Because): Finding => ({
      section,
      application: name,
      key,
      isGood,
      because,
    });
  return [
    ...ofLimits(application, nights, computer, about('shellprocess')),
    ...ofCheck(application, nights, about('commethod')),
  ];
}

type Say = (key: string | undefined, isGood: boolean, because: Because) => Finding;

function ofLimits(
  { name, limits, watch }: ApplicationConfig,
  nights: readonly NightResult[],
  { logicalProcessors, physicalMemoryBytes }: Computer,
  say: Say,
): Finding[] {
  if (!limits) return [say(undefined, true, { kind: 'no-section' })];
  const honest = (why: 'cpu' | 'memory') => {
    const stops = stopsOf(nights, name).filter((each) => each.why === why && !each.wasBroken);
    return stops.length / nights.length;
  };
  const cores = watch.cpuBasis === 'machine' ? logicalProcessors : 1;
  const cpu = honest('cpu');
  const memory = honest('memory');
  return [
    say('maxcpuprocent', cpu < RARE_PER_NIGHT, {
      kind: 'cpu-limit',
      percentOfCore: limits.maxCpuPercent * cores,
      stopsPerNight: cpu,
    }),
    say('maxmemoryprocent', memory < RARE_PER_NIGHT, {
      kind: 'memory-limit',
      bytes: (limits.maxMemoryPercent / 100) * physicalMemoryBytes,
      stopsPerNight: memory,
    }),
  ];
}

function ofCheck(
  { name, com }: ApplicationConfig,
  nights: readonly NightResult[],
  say: Say,
): Finding[] {
  if (!com) return [say(undefined, false, { kind: 'no-section' })];
  const own = nights.filter(({ application }) => application === name);
  const hung = own.filter(({ fault }) => HANGS.has(fault));
  const median = medianCureMs(hung);
  const stops = stopsOf(nights, name).filter(({ check }) => check === 'com');
  const byFloors = stops.filter((each) => !each.wasBroken && FLOORS.has(each.why ?? ''));
  const server = byFloors.filter(({ of }) => of === 'host').length / nights.length;
  const neighbours = byFloors.filter(({ of }) => of === 'neighbour').length / nights.length;
  const { rules } = com;
  const findings = [
    say('witerezult', com.witerezultMs > LONGEST_ANSWER_MS, {
      kind: 'call-time',
      waitsMs: com.witerezultMs,
      longestAnswerMs: LONGEST_ANSWER_MS,
    }),
    say('alarm_metric', server + neighbours < RARE_PER_NIGHT, {
      kind: 'floors',
      server,
      neighbours,
    }),
  ];
  if (hung.length > 0) {
    const isSoon = median !== undefined && median <= SOON_MS;
    findings.unshift(say('delay', isSoon, { kind: 'cure-time', medianMs: median }));
  }
  const broken = own.filter(({ wasBroken }) => wasBroken).length;
  if (broken > 0) findings.push(ofCures(com, own, broken, say));
  if (rules.checkLoad === 'as-written') {
    const everyMs = rules.delayMs + SHORTEST_ANSWER_MS;
    const percentOfCore = (100 * CALL_CPU_MS) / everyMs;
    const isLight = percentOfCore <= MUCH_PERCENT;
    findings.push(say('check_load', isLight, { kind: 'check-is-load', percentOfCore }));
  }
  return findings;
}

/** The setting that decides whether broken processes are stopped at all. */
function ofCures(
  { rules }: NonNullable<ApplicationConfig['com']>,
  own: readonly NightResult[],
  broken: number,
  say: Say,
): Finding {
  const cured = own.filter(({ cured: was }) => was).length;
  const key = rules.whenNone === 'notify' ? 'when_none' : 'unload_on';
  return cured >= ENOUGH * broken
    ? say(key, true, { kind: 'cures' })
    : say(key, false, { kind: 'mails-only', missed: broken - cured, broken });
}

function brake(nights: readonly NightResult[]): Finding {
  const holdsPerNight = nights.reduce((sum, { holds }) => sum + holds, 0) / nights.length;
  return {
    section: 'monitor',
    application: undefined,
    key: 'max_stops',
    isGood: holdsPerNight < RARE_PER_NIGHT,
    because: { kind: 'brake', holdsPerNight },
  };
}

function stopsOf(nights: readonly NightResult[], application: string | undefined) {
  return nights.flatMap(({ stops }) => stops.filter((each) => each.application === application));
}

const HANGS: ReadonlySet<string> = new Set([
  'hang',
  'deadlock beside busy neighbours',
  'slow leak',
  'activation hangs',
]);
const FLOORS: ReadonlySet<string> = new Set(['floor', 'neighbour']);
