/** One watched process: its figures and their curves, with floor and limit. */
import type { StatusApplication, StatusProcess } from '../core/telling/status.js';
import { formatBytes, formatDuration, formatPercent } from '../texts/format.js';
import { Chart, type ChartContent } from './chart.js';
import { element } from './element.js';
import { figureLine, unbroken, type Figure } from './figure-line.js';
import type { Curve } from './history.js';
import { chartPercent, chartTime, clockTime, type Words } from './words.js';

type Limits = StatusApplication['limits'];

export interface CardState {
  readonly curve: Curve;
  /** `undefined` if it has ended. */
  readonly now: StatusProcess | undefined;
  readonly limits: Limits;
  readonly range: readonly [number, number];
  readonly words: Words;
}

const HEIGHT = 112;

export class ProcessCard {
  readonly root: HTMLElement;
  readonly #head = element('h4');
  readonly #note = element('p', { class: 'note' });
  readonly #parts: Readonly<Record<'cpu' | 'memory', { caption: HTMLElement; chart: Chart }>>;

  constructor() {
    this.#parts = { cpu: part(), memory: part() };
    this.root = element('article', { class: 'card' }, this.#head, this.#note);
    for (const { caption, chart } of Object.values(this.#parts)) {
      const figure = element('figure', {}, chart.root);
      figure.prepend(element('figcaption', {}, caption, chart.readout));
      this.root.append(figure);
    }
  }

  redraw(): void {
    for (const { chart } of Object.values(this.#parts)) chart.redraw();
  }

  show(state: CardState): void {
    const { curve, now, limits } = state;
    const cpu: Figure = {
      ...{ name: 'cpu', value: now?.cpuPercent, floor: now?.cpuFloor, limit: limits?.cpu },
    };
    const memory: Figure = {
      ...{ name: 'memory', value: now?.memoryPercent, floor: now?.memoryFloor },
      limit: limits?.memory,
    };
    const figures = [cpu, memory];
    const isOver = figures.some(({ value, limit }) => (value ?? 0) > (limit ?? Infinity));
    this.root.classList.toggle('ended', !now);
    this.root.classList.toggle('over', isOver);
    text(this.#head, `${curve.name} ${curve.pid}`);
    text(this.#note, noteOf(state));
    for (const each of figures) this.#figure(each, state);
  }

  #figure(figure: Figure, { curve, range, words }: CardState): void {
    const { name, value, floor, limit } = figure;
    const { caption, chart } = this.#parts[name];
    const of = curve[name];
    const highest = Math.max(0, ...of.filter((each) => each !== null));
    const line = figureLine(figure, highest, words);
    text(caption, line);
    const content: ChartContent = {
      at: curve.at,
      series: [{ label: words[name], colour: name, values: of }],
      lines: [
        ...(limit === undefined
          ? []
          : [{ label: words.limit, colour: 'limit', value: limit, dash: [6, 4] }]),
        ...(floor === undefined || floor === null
          ? []
          : [{ label: words.floor, colour: 'soft', value: floor, dash: [2, 3] }]),
      ],
      marks: curve.stoppedUnixMs === null ? [] : [curve.stoppedUnixMs / 1_000],
    };
    const peak = `${words.highest} ${unbroken(formatPercent(highest, words.locale))}`;
    const most = value === undefined ? '' : `, ${peak}`;
    const description = `${curve.name} ${curve.pid}, ${line}${most}`;
    chart.show(content, range, description);
  }
}

function noteOf({ curve, now, words }: CardState): string {
  if (curve.stoppedUnixMs !== null) return words.stoppedAt(clockTime(curve.stoppedUnixMs));
  if (!now) return words.endedAt(clockTime((curve.at.at(-1) ?? 0) * 1_000));
  const { workingSetBytes, ageMs, isJudged, appId } = now;
  return [
    words.age(unbroken(formatDuration(ageMs, words.locale))),
    unbroken(formatBytes(workingSetBytes, words.locale)),
    ...(isJudged ? [] : [words.young]),
    ...(appId === null ? [] : [appId]),
  ].join(' · ');
}

function part(): { caption: HTMLElement; chart: Chart } {
  const chart = new Chart({
    height: HEIGHT,
    shown: (value) => chartPercent(value, chosen()),
    time: chartTime,
  });
  return { caption: element('span'), chart };
}

function chosen(): 'ru' | 'en' {
  return document.documentElement.lang === 'ru' ? 'ru' : 'en';
}

function text(place: HTMLElement, words: string): void {
  if (place.textContent !== words) place.textContent = words;
}
