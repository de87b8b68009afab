/** status.json as text, for a console of 100 columns. */
import { subjectOf } from '../core/acting/brake.js';
import type {
  AgentStatus,
  StatusApplication,
  StatusLoop,
  StatusProcess,
} from '../core/telling/status.js';
import { cliTexts } from '../texts/cli.js';
import type { StatusTexts } from '../texts/status-texts.js';
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatPercent,
  formatTime,
} from '../texts/format.js';
import type { Language } from '../texts/language.js';

export interface StatusView {
  readonly nowMs: number;
  /** No process has its PID. */
  readonly isGone: boolean;
  readonly isSilent: boolean;
  readonly lateLoops: readonly StatusLoop[];
}

const INDENT = '  ';

export function* statusLines(
  status: AgentStatus,
  view: StatusView,
  language: Language,
): Generator<string> {
  const texts = cliTexts(language).status;
  // All figures are as of the time of writing.
  const { writtenUnixMs } = status;
  const ago = (unixMs: number, nowMs = writtenUnixMs) =>
    formatDuration(Math.max(0, nowMs - unixMs), language);
  const { version, hostName, pid, startedUnixMs, mode } = status;
  const asOf = formatTime(writtenUnixMs);
  yield texts.head({ version, hostName, pid, mode, runs: ago(startedUnixMs), asOf });
  if (view.isGone) yield `! ${texts.gone(pid, ago(writtenUnixMs, view.nowMs))}`;
  else if (view.isSilent) yield `! ${texts.silent(ago(writtenUnixMs, view.nowMs))}`;
  for (const { name, dueUnixMs } of view.lateLoops)
    yield `! ${texts.late(name, ago(dueUnixMs, view.nowMs))}`;
  yield texts.configuration(status.configFile, formatTime(status.configReadUnixMs));
  if (status.configChanged) yield `! ${texts.changed}`;
  for (const each of status.pauses) {
    yield `! ${texts.paused({ ...each, until: formatTime(each.untilUnixMs) })}`;
  }
  for (const { key, untilUnixMs } of status.brake) {
    yield `! ${cliTexts(language).sample.held(subjectOf(key), formatTime(untilUnixMs))}`;
  }
  for (const { image, lastSampleUnixMs, source } of status.sources) {
    yield lastSampleUnixMs === null
      ? `! ${texts.noSample(image)}`
      : texts.sampled(image, ago(lastSampleUnixMs), source ?? '?');
  }
  for (const each of status.applications)
    yield* applicationLines(each, writtenUnixMs, texts, language);
  if (status.moreApplications > 0) yield texts.moreApplications(status.moreApplications);
  yield '';
  if (status.incidents.length === 0) yield texts.noIncidents;
  for (const each of status.incidents) {
    yield texts.incident({ ...each, since: ago(each.openedUnixMs) });
  }
  if (status.mailsWaiting > 0) yield `! ${texts.mailsWaiting(status.mailsWaiting)}`;
  yield texts.own({
    memory: formatBytes(status.memoryBytes, language),
    cpu: status.cpuPercent === null ? null : formatPercent(status.cpuPercent, language),
    shells: status.shells.map(({ role, pids }) => `${role} ${pids.join(' ') || '-'}`).join(', '),
  });
}

function* applicationLines(
  application: StatusApplication,
  nowMs: number,
  texts: StatusTexts,
  language: Language,
): Generator<string> {
  const { name, progid, limits, probe, processes, more, image } = application;
  yield '';
  yield texts.application(name, image);
  if (limits) {
    const { cpu, memory } = limits;
    yield `${INDENT}${texts.limits(formatPercent(cpu, language), formatPercent(memory, language))}`;
  }
  if (progid !== null) {
    yield probe === null
      ? `${INDENT}${progid}: ${texts.notCalled}`
      : `${INDENT}${progid}: ${texts.probe(probe, formatDuration(Math.max(0, nowMs - probe.atUnixMs), language), language)}`;
  }
  if (processes.length === 0) yield `${INDENT}${texts.noProcesses}`;
  else yield* table(processes, texts, language);
  if (more > 0) yield `${INDENT}${texts.more(more)}`;
}

function notesOn({ isJudged, excludedBy }: StatusProcess, texts: StatusTexts): string[] {
  return [
    ...(isJudged ? [] : [texts.young]),
    ...(excludedBy === null ? [] : [texts.excluded(excludedBy)]),
  ];
}

function* table(
  processes: readonly StatusProcess[],
  texts: StatusTexts,
  language: Language,
): Generator<string> {
  const { columns } = texts;
  const figure = (value: number | null, digits: number) =>
    value === null ? '-' : formatNumber(value, language, digits);
  const rows = [
    [columns.pid, columns.age, columns.cpu, columns.cpuFloor, columns.memory, columns.memoryFloor],
    ...processes.map((each) => [
      String(each.pid),
      formatDuration(each.ageMs, language),
      figure(each.cpuPercent, 1),
      figure(each.cpuFloor, 1),
      figure(each.memoryPercent, 2),
      figure(each.memoryFloor, 2),
    ]),
  ];
  const widths =
    rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  for (const [at, row] of rows.entries()) {
    const note = processes[at - 1];
    const cells = row.map((cell, column) => cell.padStart(widths[column] ?? 0)).join(INDENT);
    const words =
      at === 0
        ? columns.appId
        : [note?.appId ?? '-', ...(note ? notesOn(note, texts) : [])].join(INDENT);
    yield `${INDENT}${cells}${INDENT}${words}`;
  }
}
