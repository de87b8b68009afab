/** Curves in characters that every console of Windows has: blocks and half blocks. */
import type { IncidentCurves } from '../core/telling/incident-curves.js';

export interface PlotPoint {
  readonly atUnixMs: number;
  readonly value: number;
}

export interface Span {
  readonly fromUnixMs: number;
  readonly untilUnixMs: number;
  /** Columns of the console for the curve. */
  readonly width: number;
}

const ROWS = 6;
const LABEL = 9;

/** Number of columns that a line needs beside the curve. */
export const PLOT_MARGIN = LABEL + 2;

/** The lines of one curve, from top to bottom; a limit is a dashed line through it. */
export function plotLines(
  points: readonly PlotPoint[],
  span: Span,
  format: (value: number) => string,
  limit?: number,
): readonly string[] {
  const columns = byColumn(points, span);
  const top = Math.max(limit ?? 0, ...columns.map((each) => each ?? 0)) || 1;
  const limitRow =
    limit === undefined ? undefined : Math.min(ROWS - 1, Math.floor((limit / top) * ROWS));
  const lines: string[] = [];
  for (let row = ROWS - 1; row >= 0; row--) {
    const cells = columns.map((value) => cellOf(value, row, top, row === limitRow));
    const label = row === ROWS - 1 ? format(top) : row === 0 ? '0' : '';
    lines.push(`${label.padStart(LABEL)} |${cells.join('')}`);
  }
  return lines;
}

function cellOf(value: number | undefined, row: number, top: number, isLimit: boolean): string {
  const empty = isLimit ? '-' : ' ';
  if (value === undefined) return empty;
  const halves = Math.max(1, Math.round((value / top) * ROWS * 2));
  if (halves >= 2 * row + 2) return '█';
  return halves === 2 * row + 1 ? '▄' : empty;
}

/** The highest value of each column. */
function byColumn(points: readonly PlotPoint[], span: Span): readonly (number | undefined)[] {
  const columns = new Array<number | undefined>(span.width).fill(undefined);
  for (const { atUnixMs, value } of points) {
    const at = columnOf(atUnixMs, span);
    if (at !== undefined) columns[at] = Math.max(columns[at] ?? 0, value);
  }
  return columns;
}

function columnOf(atUnixMs: number, { fromUnixMs, untilUnixMs, width }: Span): number | undefined {
  const share = (atUnixMs - fromUnixMs) / Math.max(1, untilUnixMs - fromUnixMs);
  return share < 0 || share > 1 ? undefined : Math.min(width - 1, Math.floor(share * width));
}

/** A line of marks under the curves. */
export function markLine(
  marks: readonly { readonly atUnixMs: number; readonly sign: string }[],
  span: Span,
): string {
  const cells = new Array<string>(span.width).fill(' ');
  for (const { atUnixMs, sign } of marks) {
    const at = columnOf(atUnixMs, span);
    if (at !== undefined) cells[at] = sign;
  }
  return `${' '.repeat(PLOT_MARGIN)}${cells.join('')}`.trimEnd();
}

/** Points of all processes: the highest of each column is drawn. */
export function highest({ processes }: IncidentCurves, of: 'cpu' | 'memory'): readonly PlotPoint[] {
  return processes.flatMap(({ points }) =>
    points.flatMap(([atUnixMs, cpu, memory]) => {
      const value = of === 'cpu' ? cpu : memory;
      return value === null ? [] : [{ atUnixMs, value }];
    }),
  );
}
