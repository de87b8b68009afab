/** Output of `comwatch replay`: the processes that were stopped beside those that would have been. */
import type { ComparedRow, ReplayedCalls, ReplayResult } from '../core/recording/comparison.js';
import { cliTexts } from './cli.js';
import { formatTime } from './format.js';
import type { Language } from './language.js';
import type { ReplayCounts } from './replay-texts.js';

export function countsOf({ rows }: ReplayResult): ReplayCounts {
  const replayed = rows.filter((each) => each.replayed);
  const of = (...kinds: readonly string[]) =>
    replayed.filter((each) => kinds.includes(each.replayed?.recovery.kind ?? '')).length;
  return {
    recorded: rows.filter(({ recorded }) => recorded).length,
    replayed: replayed.length,
    both: replayed.filter(({ recorded }) => recorded).length,
    recovered: of('recovered'),
    ended: of('ended'),
    unknown: of('stopped', 'unknown'),
  };
}

export function replayLines(result: ReplayResult, language: Language): string[] {
  const texts = cliTexts(language).replay;
  const rows = result.rows.map((each) => cellsOf(each, language));
  const { fromUnixMs, untilUnixMs, checks } = result;
  const total = (of: (each: ReplayedCalls) => number) =>
    checks.reduce((sum, each) => sum + of(each), 0);
  return [
    texts.span(result, formatTime(fromUnixMs), formatTime(untilUnixMs)),
    ...(rows.length === 0 ? [] : ['', ...table([texts.columns, ...rows])]),
    '',
    ...texts.summary(countsOf(result)),
    ...texts.calls(
      total(({ tooLate }) => tooLate),
      total(({ slow }) => slow),
    ),
    texts.assumed,
  ];
}

function cellsOf({ recorded, replayed }: ComparedRow, language: Language): readonly string[] {
  const texts = cliTexts(language).replay;
  const one = replayed ?? recorded;
  if (!one) return [];
  const { target, application, why, atUnixMs, recovery } = one;
  const name = application === null ? target.name : `${target.name} ${application}`;
  return [
    formatTime(recorded ? Math.min(recorded.atUnixMs, atUnixMs) : atUnixMs),
    `${name} ${target.pid}`,
    why.map(texts.because).join(', '),
    texts.deed(recorded),
    texts.deed(replayed),
    texts.recovery(recovery),
  ];
}

function table(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) =>
    Math.max(...rows.map((row) => (row[at] ?? '').length)),
  );
  return rows.map((row) =>
    row.map((cell, at) => cell.padEnd(at === row.length - 1 ? 0 : (widths[at] ?? 0))).join('  '),
  );
}
