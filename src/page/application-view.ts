/** One application: the state of both checks, the calls by stage, its processes. */
import type { AgentStatus, StatusApplication } from '../core/telling/status.js';
import { formatDuration } from '../texts/format.js';
import { checkCard, comCheck, processCheck } from './check-card.js';
import { Chart } from './chart.js';
import { element, renew } from './element.js';
import { keyOf, type Curve, type PageHistory } from './history.js';
import { ProcessCard } from './process-card.js';
import { chartTime, wholeMs, type Words } from './words.js';

export interface ApplicationState {
  readonly status: AgentStatus;
  readonly application: StatusApplication;
  readonly history: PageHistory;
  /** Unix seconds. */
  readonly range: readonly [number, number];
  readonly words: Words;
  /** Whether it is about the past: nothing is running now. */
  readonly isReport: boolean;
}

const STAGES = ['activate', 'authorize', 'session-info', 'log-out'] as const;
/** Cards of processes that have ended. */
const MOST_ENDED = 12;
const MOST_IN_REPORT = 64;

export class ApplicationView {
  readonly root: HTMLElement;
  readonly #head = element('h3');
  readonly #checks = element('div', { class: 'checks' });
  readonly #probes = element('section', { class: 'card wide' });
  readonly #probeTitle = element('h4');
  readonly #probeNote = element('span');
  readonly #probeChart = new Chart({
    height: 170,
    shown: (ms) => formatDuration(ms, document.documentElement.lang === 'ru' ? 'ru' : 'en'),
    time: chartTime,
  });
  readonly #legend = element('p', { class: 'legend', 'aria-hidden': 'true' });
  readonly #none = element('p', { class: 'note' });
  readonly #cards = element('div', { class: 'cards' });
  readonly #ended = element('div', { class: 'cards' });
  readonly #endedTitle = element('summary');
  readonly #endedPlace = element('details', {}, this.#endedTitle, this.#ended);
  readonly #known = new Map<string, ProcessCard>();

  constructor() {
    const caption = element('figcaption', {}, this.#probeNote, this.#probeChart.readout);
    this.#probes.append(
      this.#probeTitle,
      this.#legend,
      element('figure', {}, caption, this.#probeChart.root),
    );
    this.root = element(
      'section',
      { class: 'application' },
      ...[this.#head, this.#checks, this.#probes, this.#none, this.#cards, this.#endedPlace],
    );
  }

  redraw(): void {
    this.#probeChart.redraw();
    for (const each of this.#known.values()) each.redraw();
  }

  show(state: ApplicationState): void {
    const { application, words } = state;
    const { name, image, progid } = application;
    this.#head.textContent = name === null ? image : `${name} (${image})`;
    const checks = [processCheck(state), comCheck(state)];
    this.#checks.hidden = state.isReport;
    renew(this.#checks, JSON.stringify([checks, words.locale]), () => checks.map(checkCard));
    this.#probes.hidden = progid === null;
    if (progid !== null) this.#showProbes(state);
    this.#showProcesses(state);
  }

  #showProbes({ application, history, range, words }: ApplicationState): void {
    const own = history.probes.filter((each) => each.application === application.name);
    const shown = own.filter(({ atUnixMs }) => atUnixMs / 1_000 >= range[0]);
    const failed = shown.filter((each) => each.class !== 'ok');
    const slowest = Math.max(0, ...shown.map(({ stages }) => wholeMs(stages)));
    this.#probeTitle.textContent = words.probes;
    const note = words.probesOf(shown.length, failed.length, formatDuration(slowest, words.locale));
    this.#probeNote.textContent = note;
    renew(this.#legend, words.locale, () =>
      STAGES.map((stage) => element('span', { class: `key ${stage}` }, words.stage(stage))),
    );
    const content = {
      at: own.map(({ atUnixMs }) => atUnixMs / 1_000),
      series: STAGES.map((stage) => ({
        label: words.stage(stage),
        colour: stage,
        values: own.map(({ stages }) => stages[stage] ?? null),
        hasPoints: own.length < 60,
      })),
      lines: [],
      marks: failed.map(({ atUnixMs }) => atUnixMs / 1_000),
    };
    this.#probeChart.show(content, range, `${words.probes}: ${note}`);
  }

  #showProcesses(state: ApplicationState): void {
    const { application, history, range, words, isReport } = state;
    const running = new Map(application.processes.map((each) => [keyOf(each), each]));
    const own = [...history.curves].filter(([, each]) => each.application === application.name);
    const isShown = ({ at }: Curve) => (at.at(-1) ?? 0) >= range[0];
    const alive = own.filter(([key]) => running.has(key));
    const ended = own
      .filter(([key, curve]) => !running.has(key) && isShown(curve))
      .sort(([, one], [, other]) => (other.at.at(-1) ?? 0) - (one.at.at(-1) ?? 0))
      .slice(0, isReport ? MOST_IN_REPORT : MOST_ENDED);
    this.#none.hidden = isReport || (alive.length > 0 && application.more === 0);
    if (isReport) this.#endedPlace.open = true;
    this.#none.textContent = alive.length === 0 ? words.noProcesses : words.more(application.more);
    this.#endedPlace.hidden = ended.length === 0;
    const title = isReport ? words.processesOf : words.ended;
    this.#endedTitle.textContent = title(ended.length);
    for (const [list, place] of [
      [alive, this.#cards],
      [ended, this.#ended],
    ] as const) {
      const cards = list.map(([key, curve]) => {
        const card = this.#known.get(key) ?? new ProcessCard();
        this.#known.set(key, card);
        return { card, key, curve };
      });
      const roots = cards.map(({ card }) => card.root);
      const isSame =
        place.children.length === roots.length &&
        roots.every((root, at) => place.children[at] === root);
      if (!isSame) place.replaceChildren(...roots);
      for (const { card, key, curve } of cards) {
        card.show({ curve, now: running.get(key), limits: application.limits, range, words });
      }
    }
    const kept = new Set([...alive, ...ended].map(([key]) => key));
    for (const key of this.#known.keys()) if (!kept.has(key)) this.#known.delete(key);
  }
}
