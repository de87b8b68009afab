import type { Config } from '../config/config.js';
import { fileTimeToUnixMs } from '../core/observing/identity.js';
import { breachedLimits } from '../core/judging/limits.js';
import type { Machine } from '../core/observing/model.js';
import type { Watched } from '../core/observing/process-table.js';
import { cliTexts } from '../texts/cli.js';
import { formatBytes, formatNumber, formatTime } from '../texts/format.js';
import type { Language } from '../texts/language.js';

export interface SampleView {
  readonly config: Config;
  readonly machine: Machine;
  readonly rows: readonly Watched[];
}

function overLimits(
  {
    config: {
      applications: [{ limits }],
    },
  }: SampleView,
  { figures }: Watched,
) {
  return limits ? breachedLimits(figures, limits) : [];
}

/** The lines of the table, the rows that are over a limit marked. */
export function sampleTable(view: SampleView, language: Language): string[] {
  const texts = cliTexts(language).sample;
  const { machine, rows } = view;
  const [{ watch, limits }] = view.config.applications;
  const lines: string[] = [];
  if (machine.canStopOthers === false) lines.push(`! ${texts.noRight}`);
  if (limits) {
    const { maxCpuPercent, maxMemoryPercent } = limits;
    const shown = (value: number) => formatNumber(value, language);
    lines.push(texts.limits(shown(maxCpuPercent), shown(maxMemoryPercent)));
  } else {
    lines.push(texts.noLimits);
  }
  if (rows.length === 0) return [...lines, texts.none(watch.name)];

  const cells = rows.map((each) => row(each, texts.unknown, language));
  const widths = texts.columns.map((title, at) =>
    Math.max(title.length, ...cells.map((each) => each[at]?.length ?? 0)),
  );
  // Figures to the right, words to the left; the last column is as long as it is.
  const align = (text: string, at: number) =>
    at === 6
      ? text
      : [0, 3, 4, 5].includes(at)
        ? text.padStart(widths[at] ?? 0)
        : text.padEnd(widths[at] ?? 0);
  lines.push(texts.columns.map(align).join('  '));
  for (const [at, each] of rows.entries()) {
    const note = overLimits(view, each).length > 0 ? texts.over : each.settled ? '' : texts.young;
    const line = (cells[at] ?? []).map(align).join('  ');
    lines.push(note === '' ? line : `${line}  <- ${note}`);
  }
  return lines;
}

function row(
  { target, figures, commandLine }: Watched,
  unknown: string,
  language: Language,
): string[] {
  const { cpuPercent, memoryPercent, workingSetBytes } = figures;
  return [
    String(target.pid),
    target.name,
    formatTime(fileTimeToUnixMs(target.startedAt)).slice(0, 19),
    cpuPercent === null ? unknown : formatNumber(cpuPercent, language),
    formatNumber(memoryPercent, language, 2),
    formatBytes(workingSetBytes, language),
    commandLine.kind === 'read' ? commandLine.text : unknown,
  ];
}

/** One line of JSON, for scripts. */
export function sampleJson(view: SampleView): string {
  const { machine, rows, config } = view;
  return JSON.stringify({
    at: new Date().toISOString(),
    host: machine.hostName,
    canStopOthers: machine.canStopOthers,
    limits: config.applications[0].limits ?? null,
    processes: rows.map((each) => ({
      pid: each.target.pid,
      name: each.target.name,
      startedAt: new Date(fileTimeToUnixMs(each.target.startedAt)).toISOString(),
      cpuPercent: each.figures.cpuPercent,
      memoryPercent: each.figures.memoryPercent,
      workingSetBytes: each.figures.workingSetBytes,
      commandLine: each.commandLine.kind === 'read' ? each.commandLine.text : null,
      settled: each.settled,
      over: overLimits(view, each),
    })),
  });
}
