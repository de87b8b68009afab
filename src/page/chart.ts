/** One chart of curves over time, with limits and floors as lines. */
import uPlot from 'uplot';
import { colour, element } from './element.js';

export interface Series {
  readonly label: string;
  /** Name of a colour of the style sheet. */
  readonly colour: string;
  readonly values: readonly (number | null)[];
  readonly hasPoints?: boolean;
  /** Whether it is drawn across moments without a value. */
  readonly spansGaps?: boolean;
}

export interface ChartLine {
  readonly label: string;
  readonly colour: string;
  readonly value: number;
  readonly dash: readonly number[];
}

export interface ChartContent {
  /** Unix seconds, rising. */
  readonly at: readonly number[];
  readonly series: readonly Series[];
  readonly lines: readonly ChartLine[];
  /** Unix seconds of events marked with a cross: stops, failed calls. */
  readonly marks: readonly number[];
}

export interface ChartOptions {
  readonly height: number;
  /** A figure with its unit. */
  readonly shown: (value: number) => string;
  readonly time: (unixSeconds: number) => string;
}

const FONT = '11px system-ui, "Segoe UI", sans-serif';
/** Space above the highest figure, as a factor: a curve that touches the upper edge looks as if it were cut. */
const HEADROOM = 1.12;

export class Chart {
  readonly root = element('div', { class: 'plot', role: 'img' });
  readonly readout = element('span', { class: 'readout', 'aria-hidden': 'true' });
  readonly #options: ChartOptions;
  #plot: uPlot | undefined;
  #content: ChartContent = { at: [], series: [], lines: [], marks: [] };
  #range: readonly [number, number] = [0, 1];

  constructor(options: ChartOptions) {
    this.#options = options;
    new ResizeObserver(() => this.#resize()).observe(this.root);
  }

  /** @param range Unix seconds @param description text for screen readers */
  show(content: ChartContent, range: readonly [number, number], description: string): void {
    const isNew = this.#content.series.length !== content.series.length;
    this.#content = content;
    this.#range = range;
    this.root.setAttribute('aria-label', description);
    if (isNew) this.#drop();
    this.#plot ??= this.#make();
    this.#plot?.setData(this.#columns());
  }

  /** Redraws after a change of colours. */
  redraw(): void {
    this.#drop();
    this.#plot = this.#make();
  }

  #columns(): uPlot.AlignedData {
    const { at, series } = this.#content;
    return [at, ...series.map(({ values }) => values)] as unknown as uPlot.AlignedData;
  }

  #drop(): void {
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  #resize(): void {
    const width = this.root.clientWidth;
    if (width === 0) return;
    if (this.#plot) this.#plot.setSize({ width, height: this.#options.height });
    else if (this.#content.series.length > 0) this.#plot = this.#make();
  }

  /** Before it is attached it has no width. */
  #make(): uPlot | undefined {
    const width = this.root.clientWidth;
    if (width === 0) return undefined;
    const { height, shown, time } = this.#options;
    const axis = {
      stroke: colour('soft'),
      font: FONT,
      grid: { stroke: colour('grid'), width: 1 },
      ticks: { show: false },
    };
    return new uPlot(
      {
        width,
        height,
        legend: { show: false },
        cursor: { drag: { x: false, y: false }, points: { size: 6 } },
        scales: {
          x: { time: false, range: () => [...this.#range] },
          y: { range: () => this.#span() },
        },
        axes: [
          { ...axis, space: 64, size: 24, values: (_, splits) => timesOf(splits, time) },
          { ...axis, space: 34, size: 56, values: (_, splits) => splits.map(shown) },
        ],
        series: [
          {},
          ...this.#content.series.map((each) => ({
            label: each.label,
            stroke: colour(each.colour),
            width: 1.6,
            spanGaps: each.spansGaps === true,
            points: { show: each.hasPoints === true, size: 4 },
          })),
        ],
        hooks: { draw: [(plot) => this.#draw(plot)], setCursor: [(plot) => this.#read(plot)] },
      },
      this.#columns(),
      this.root,
    );
  }

  /** Range from zero to the highest value of curves and lines within the visible time. */
  #span(): [number, number] {
    const { at, series, lines } = this.#content;
    const [from, to] = this.#range;
    let highest = Math.max(0, ...lines.map(({ value }) => value));
    for (const { values } of series) {
      for (const [index, value] of values.entries()) {
        const when = at[index] ?? 0;
        if (value !== null && value > highest && when >= from && when <= to) highest = value;
      }
    }
    return [0, highest === 0 ? 1 : highest * HEADROOM];
  }

  #draw(plot: uPlot): void {
    const { ctx, bbox } = plot;
    ctx.save();
    ctx.beginPath();
    ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
    ctx.clip();
    ctx.lineWidth = devicePixelRatio;
    for (const { value, dash, colour: name } of this.#content.lines) {
      const y = plot.valToPos(value, 'y', true);
      ctx.strokeStyle = colour(name);
      ctx.setLineDash(dash.map((each) => each * devicePixelRatio));
      ctx.beginPath();
      ctx.moveTo(bbox.left, y);
      ctx.lineTo(bbox.left + bbox.width, y);
      ctx.stroke();
    }
    ctx.setLineDash([]);
    ctx.strokeStyle = colour('bad');
    ctx.lineWidth = 2 * devicePixelRatio;
    const size = 4 * devicePixelRatio;
    const y = bbox.top + bbox.height - 3 * size;
    for (const mark of this.#content.marks) {
      const x = plot.valToPos(mark, 'x', true);
      ctx.beginPath();
      ctx.moveTo(x - size, y - size);
      ctx.lineTo(x + size, y + size);
      ctx.moveTo(x - size, y + size);
      ctx.lineTo(x + size, y - size);
      ctx.stroke();
    }
    ctx.restore();
  }

  #read({ cursor: { idx } }: uPlot): void {
    const { at, series } = this.#content;
    const when = idx === null || idx === undefined ? undefined : at[idx];
    if (when === undefined || idx === null || idx === undefined) {
      this.readout.textContent = '';
      return;
    }
    const { shown, time } = this.#options;
    const figures = series.flatMap(({ label, values }) => {
      const value = values[idx];
      if (value === null || value === undefined) return [];
      return [series.length > 1 ? `${label} ${shown(value)}` : shown(value)];
    });
    this.readout.textContent = `${time(when)}  ${figures.join(', ')}`;
  }
}

/** Seconds appear only where the marks are closer than a minute. */
function timesOf(splits: readonly number[], time: (unixSeconds: number) => string): string[] {
  const [first = 0, second = first] = splits;
  const isClose = second - first < 60;
  return splits.map((each) => (isClose ? time(each) : time(each).slice(0, -3)));
}
