/** A sample as a table for people and as JSON for scripts. */
import { subjectOf } from '../core/acting/brake.js';
import { fileTimeToUnixMs } from '../core/observing/identity.js';
import type { CliTexts } from '../texts/cli-texts.js';
import { cliTexts } from '../texts/cli.js';
import {
  formatBytes,
  formatDuration,
  formatNumber,
  formatOver,
  formatPercent,
  formatTime,
} from '../texts/format.js';
import type { Language } from '../texts/language.js';
import type { SampleRow, SampleView } from './sample-view.js';

/** Figures to the right, words to the left. */
const RIGHT = new Set(['pid', 'cpu', 'memory', 'workingSet']);
const GAP = '  ';
const SHORTEST_COMMAND_LINE = 12;

/**
 * The lines of the table, none longer than `columns` unless the names alone need more.
 * @param columns width of the console
 */
export function sampleTable(view: SampleView, language: Language, columns: number): string[] {
  const texts = cliTexts(language).sample;
  const lines = [...head(view, texts, language)];
  const { rows, config } = view;
  if (rows.length === 0) {
    const names = [...new Set(config.applications.map(({ watch }) => watch.name))];
    return [...lines, texts.none(names.join(', '))];
  }
  const named = config.applications.some(({ name }) => name !== undefined);
  const titles = {
    pid: texts.columns.pid,
    name: texts.columns.name,
    ...(named && { application: texts.columns.application }),
    started: texts.columns.started,
    cpu: texts.columns.cpu,
    memory: texts.columns.memory,
    workingSet: texts.columns.workingSet,
  };
  const keys = Object.keys(titles) as (keyof typeof titles)[];
  const cells = rows.map((row) => cellsOf(row, view, texts, language));
  const widths = keys.map((key) =>
    Math.max((titles[key] ?? '').length, ...cells.map((each) => each[key].length)),
  );
  const line = (each: Readonly<Partial<Record<string, string>>>) =>
    keys
      .map((key, at) => {
        const text = each[key] ?? '';
        return RIGHT.has(key) ? text.padStart(widths[at] ?? 0) : text.padEnd(widths[at] ?? 0);
      })
      .join(GAP);
  const used = line(titles).length + GAP.length;
  const left = Math.max(SHORTEST_COMMAND_LINE, columns - used);
  lines.push(`${line(titles)}${GAP}${cut(texts.columns.commandLine, left)}`);
  for (const [at, row] of rows.entries()) {
    const each = cells[at];
    if (!each) continue;
    lines.push(`${line(each)}${GAP}${cut(each.commandLine, left)}`.trimEnd());
    const note = noteOf(row, texts, language);
    if (note !== '') lines.push(`${' '.repeat(widths[0] ?? 0)}${GAP}<- ${note}`);
  }
  return lines;
}

/** Time, source, limits, and conditions that keep the agent from stopping processes. */
function* head(view: SampleView, texts: CliTexts['sample'], language: Language): Generator<string> {
  const { config, machine, brake } = view;
  yield texts.taken(formatTime(view.atMs), machine.hostName, view.source);
  if (machine.canStopOthers === false) yield `! ${texts.noRight}`;
  yield texts.limitsOf(config.file);
  for (const { name, limits } of config.applications) {
    const title = name === undefined ? '' : `${name}: `;
    yield limits
      ? `${GAP}${title}${texts.limits(formatPercent(limits.maxCpuPercent, language), formatPercent(limits.maxMemoryPercent, language))}`
      : `${GAP}${title}${texts.noLimits}`;
  }
  for (const { name, reason } of view.unresolved) yield `! ${texts.unresolved(name, reason)}`;
  switch (brake.kind) {
    case 'free':
      break;
    case 'held':
      for (const { key, untilMs } of brake.holds)
        yield `! ${texts.held(subjectOf(key), formatTime(untilMs))}`;
      break;
    case 'unreadable':
      yield `! ${texts.brakeUnreadable(brake.reason)}`;
  }
}

function cellsOf(
  { watched, application }: SampleRow,
  { atMs }: SampleView,
  texts: CliTexts['sample'],
  language: Language,
) {
  const { target, figures, commandLine } = watched;
  const started = formatTime(fileTimeToUnixMs(target.startedAt));
  // The date is shown only if it is not today.
  const isToday = started.slice(0, 10) === formatTime(atMs).slice(0, 10);
  return {
    pid: String(target.pid),
    name: target.name,
    application: application?.name ?? '-',
    started: isToday ? started.slice(11, 19) : started.slice(0, 16),
    cpu: figures.cpuPercent === null ? texts.unknown : formatNumber(figures.cpuPercent, language),
    memory: formatNumber(figures.memoryPercent, language, 2),
    workingSet: formatBytes(figures.workingSetBytes, language),
    commandLine: commandLine.kind === 'read' ? commandLine.text : texts.unknown,
  };
}

function noteOf(
  { watched, application, standing }: SampleRow,
  texts: CliTexts['sample'],
  language: Language,
): string {
  switch (standing.kind) {
    case 'young':
      return texts.young(formatDuration(Math.ceil(standing.leftMs / 1_000) * 1_000, language));
    case 'elsewhere':
      return texts.elsewhere;
    case 'unidentified':
      return texts.unidentified;
    case 'judged': {
      const limits = application?.limits;
      if (standing.over.length === 0 || !limits) return '';
      const { cpuPercent, memoryPercent } = watched.figures;
      const figures = standing.over.map((each) =>
        each === 'cpu'
          ? `${texts.cpu} ${formatOver(cpuPercent, limits.maxCpuPercent, language)}`
          : `${texts.memory} ${formatOver(memoryPercent, limits.maxMemoryPercent, language)}`,
      );
      return texts.over(figures.join(', '));
    }
  }
}

/** Omits the middle: the program is at the beginning, the AppID at the end. */
function cut(text: string, width: number): string {
  if (text.length <= width) return text;
  const kept = width - 3;
  const tail = Math.ceil(kept * 0.6);
  return `${text.slice(0, kept - tail)}...${text.slice(text.length - tail)}`;
}

/** One line of JSON. Fields are only added, never removed. */
export function sampleJson(view: SampleView): string {
  const { machine, rows, config, atMs, brake } = view;
  return JSON.stringify({
    at: new Date(atMs).toISOString(),
    host: machine.hostName,
    canStopOthers: machine.canStopOthers,
    file: config.file,
    source: view.source,
    limits: config.applications[0].limits ?? null,
    applications: config.applications.map(({ name, limits }) => ({
      name: name ?? null,
      limits: limits ?? null,
    })),
    stopping:
      brake.kind === 'held'
        ? brake.holds.map(({ key, untilMs }) => ({
            key,
            suspendedUntil: new Date(untilMs).toISOString(),
          }))
        : brake.kind === 'free'
          ? []
          : null,
    processes: rows.map(({ watched, application, standing }) => ({
      pid: watched.target.pid,
      name: watched.target.name,
      application: application?.name ?? null,
      startedAt: new Date(fileTimeToUnixMs(watched.target.startedAt)).toISOString(),
      cpuPercent: watched.figures.cpuPercent,
      memoryPercent: watched.figures.memoryPercent,
      workingSetBytes: watched.figures.workingSetBytes,
      commandLine: watched.commandLine.kind === 'read' ? watched.commandLine.text : null,
      settled: watched.settled,
      standing: standing.kind,
      over: standing.kind === 'judged' ? standing.over : [],
    })),
  });
}
