/** Reads the valid parts of status.json: its writer must not be able to crash the reader. */
import { foreign } from '../../core/foreign.js';
import { isFigure, isTable } from '../../core/table.js';
import {
  STATUS_FORM,
  type AgentStatus,
  type StatusApplication,
  type StatusIncident,
  type StatusPause,
  type StatusProbe,
  type StatusProcess,
} from '../../core/telling/status.js';
import { parseAnswer, type Answer } from '../../core/telling/steering.js';

export function readStatus(value: unknown): AgentStatus | undefined {
  if (!isTable(value) || value['form'] !== STATUS_FORM) return undefined;
  const { pid, mode } = value;
  if (!isFigure(pid) || (mode !== 'act' && mode !== 'observe')) return undefined;
  return {
    form: STATUS_FORM,
    version: text(value['version']),
    hostName: text(value['hostName']),
    pid,
    mode,
    image: text(value['image']),
    startedUnixMs: figure(value['startedUnixMs']),
    task: textOrNull(value['task']),
    writtenUnixMs: figure(value['writtenUnixMs']),
    configFile: text(value['configFile']),
    configReadUnixMs: figure(value['configReadUnixMs']),
    configChanged: value['configChanged'] === true,
    mailsWaiting: figure(value['mailsWaiting']),
    memoryBytes: figure(value['memoryBytes']),
    cpuPercent: figureOrNull(value['cpuPercent']),
    longestStallMs: figureOrNull(value['longestStallMs']),
    shells: list(value['shells'], (each) => ({
      role: text(each['role']),
      pids: Array.isArray(each['pids']) ? each['pids'].filter(isFigure) : [],
    })),
    sources: list(value['sources'], (each) => ({
      image: text(each['image']),
      lastSampleUnixMs: figureOrNull(each['lastSampleUnixMs']),
      source: textOrNull(each['source']),
    })),
    applications: list(value['applications'], application),
    incidents: list(value['incidents'], incident),
    brake: list(value['brake'], (each) => ({
      key: text(each['key']),
      untilUnixMs: figure(each['untilUnixMs']),
    })),
    pauses: list(value['pauses'], pause),
    loops: list(value['loops'], (each) => ({
      name: text(each['name']),
      dueUnixMs: figure(each['dueUnixMs']),
    })),
    stopRight: typeof value['stopRight'] === 'boolean' ? value['stopRight'] : null,
    moreApplications: figure(value['moreApplications']),
    answers: answers(value['answers']),
  };
}

function application(each: Record<string, unknown>): StatusApplication {
  const { limits, probe, pause: paused } = each;
  return {
    name: textOrNull(each['name']),
    image: text(each['image']),
    progid: textOrNull(each['progid']),
    limits: isTable(limits)
      ? { cpu: figure(limits['cpu']), memory: figure(limits['memory']) }
      : null,
    probe: isTable(probe) ? probeOf(probe) : null,
    pause: isTable(paused) ? pause(paused) : null,
    processes: list(each['processes'], watched),
    more: figure(each['more']),
  };
}

function watched(each: Record<string, unknown>): StatusProcess {
  return {
    pid: figure(each['pid']),
    name: text(each['name']),
    startedUnixMs: figure(each['startedUnixMs']),
    appId: textOrNull(each['appId']),
    cpuPercent: figureOrNull(each['cpuPercent']),
    memoryPercent: figure(each['memoryPercent']),
    workingSetBytes: figure(each['workingSetBytes']),
    cpuFloor: figureOrNull(each['cpuFloor']),
    memoryFloor: figureOrNull(each['memoryFloor']),
    ageMs: figure(each['ageMs']),
    isJudged: each['isJudged'] === true,
    excludedBy: textOrNull(each['excludedBy']),
  };
}

function probeOf(each: Record<string, unknown>): StatusProbe {
  const { outcome, stages } = each;
  return {
    atUnixMs: figure(each['atUnixMs']),
    outcome: outcome === 'ok' || outcome === 'failed' ? outcome : 'unavailable',
    stage: textOrNull(each['stage']),
    failureClass: textOrNull(each['failureClass']),
    stages: isTable(stages)
      ? Object.fromEntries(
          Object.entries(stages).flatMap(([stage, ms]) => (isFigure(ms) ? [[stage, ms]] : [])),
        )
      : {},
  };
}

function incident(each: Record<string, unknown>): StatusIncident {
  const { check, cure } = each;
  return {
    id: text(each['id']),
    check: check === 'com' ? 'com' : 'limits',
    application: textOrNull(each['application']),
    subject: text(each['subject']),
    openedUnixMs: figure(each['openedUnixMs']),
    stops: figure(each['stops']),
    cure: cure === 'expected' || cure === 'proven' ? cure : 'none',
  };
}

function pause(each: Record<string, unknown>): StatusPause {
  return {
    application: textOrNull(each['application']),
    untilUnixMs: figure(each['untilUnixMs']),
    why: text(each['why']),
    withCalls: each['withCalls'] === true,
    isWindow: each['isWindow'] === true,
  };
}

function answers(value: unknown): Readonly<Record<string, Answer>> {
  if (!isTable(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([id, each]) => {
      const answer = parseAnswer(each);
      return answer ? [[id, answer] as const] : [];
    }),
  );
}

const MOST = 1_000;

function list<T>(value: unknown, read: (each: Record<string, unknown>) => T): readonly T[] {
  return Array.isArray(value) ? value.slice(0, MOST).filter(isTable).map(read) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? foreign(value).text : '';
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? text(value) : null;
}

function figure(value: unknown): number {
  return isFigure(value) ? value : 0;
}

function figureOrNull(value: unknown): number | null {
  return isFigure(value) ? value : null;
}
