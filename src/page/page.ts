/** The whole page: the same for a running agent and for a report. */
import type { AgentStatus, StatusApplication } from '../core/telling/status.js';
import type { View, ViewIncident, ViewUpdate } from '../core/viewing/view.js';
import { formatBytes, formatDuration, formatPercent } from '../texts/format.js';
import { ApplicationView } from './application-view.js';
import { banners } from './banners.js';
import { element, renew } from './element.js';
import { PageHistory } from './history.js';
import { incidentList } from './incident-view.js';
import { RangeChoice } from './range-choice.js';
import { chosenLanguage, clockTime, remember, words as allWords } from './words.js';

export class Page {
  readonly #history = new PageHistory();
  readonly #applications = new Map<string, ApplicationView>();
  readonly #range = new RangeChoice(() => this.render());
  readonly #title = element('h1');
  readonly #where = element('p', { class: 'note' });
  readonly #language = element('button', { type: 'button', id: 'language' });
  readonly #banners = element('div', { role: 'status', 'aria-live': 'polite', class: 'banners' });
  readonly #places = element('div');
  readonly #incidentsTitle = element('h2', { id: 'incidents', tabindex: -1 });
  readonly #incidentsPlace = element('div');
  readonly #configTitle = element('h2');
  readonly #config = element('div');
  readonly #agentTitle = element('h2');
  readonly #agent = element('div');
  readonly #skip = element('a', { href: '#incidents', class: 'skip' });
  #view: View | undefined;
  #status: AgentStatus | null = null;
  #incidents: readonly ViewIncident[] = [];
  #goneSinceUnixMs: number | undefined;
  #isRefused = false;

  constructor(root: HTMLElement) {
    this.#language.addEventListener('click', () => {
      remember(chosenLanguage() === 'ru' ? 'en' : 'ru');
      this.render();
    });
    const tools = element('div', { class: 'tools' }, this.#range.root, this.#language);
    const name = element('div', {}, this.#title, this.#where);
    root.replaceChildren(
      this.#skip,
      element('header', {}, name, tools),
      element(
        'main',
        {},
        this.#banners,
        this.#places,
        element('section', {}, this.#incidentsTitle, this.#incidentsPlace),
        element('section', {}, this.#configTitle, this.#config),
        element('section', {}, this.#agentTitle, this.#agent),
      ),
    );
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', () => {
      for (const each of this.#applications.values()) each.redraw();
    });
  }

  show(view: View): void {
    this.#view = view;
    this.#status = view.status;
    this.#incidents = view.incidents;
    this.#goneSinceUnixMs = undefined;
    this.#isRefused = false;
    this.#history.take(view);
    this.render();
  }

  update(update: ViewUpdate): void {
    this.#status = update.status;
    this.#incidents = update.incidents;
    this.#goneSinceUnixMs = undefined;
    this.#history.update(update);
    this.render();
  }

  /** Shows that the agent has sent nothing. */
  gone(): void {
    this.#goneSinceUnixMs ??= this.#status?.writtenUnixMs;
    this.#isRefused = this.#view === undefined;
    this.render();
  }

  render(): void {
    const language = chosenLanguage();
    const words = allWords[language];
    const status = this.#status;
    document.documentElement.lang = language;
    const heading = this.#view?.heading?.[language];
    document.title = [words.title, heading ?? status?.hostName ?? ''].filter(Boolean).join(' · ');
    this.#title.textContent = heading ?? words.title;
    this.#skip.textContent = words.skip;
    this.#language.textContent = words.language;
    this.#language.lang = language === 'ru' ? 'en' : 'ru';
    const made = status?.writtenUnixMs ?? this.#view?.history.toUnixMs;
    this.#where.textContent = this.#whereOf(made);
    // A view of the past needs no warning about the present.
    const list = heading === undefined ? banners(status, this.#goneSinceUnixMs, words) : [];
    renew(this.#banners, JSON.stringify(list), () =>
      list.map(({ kind, says }) => element('p', { class: `banner ${kind}` }, says)),
    );
    if (!this.#view || made === undefined) return;
    this.#range.show(this.#view, words);
    this.#showApplications(made);
    this.#showIncidents(made);
    this.#showConfiguration();
    this.#showAgent();
  }

  /** @param made time of the data shown */
  #whereOf(made: number | undefined): string {
    const words = allWords[chosenLanguage()];
    if (made === undefined) return this.#isRefused ? words.notLoaded : words.loading;
    return [this.#status?.hostName ?? '', words.made(clockTime(made))].filter(Boolean).join(' · ');
  }

  #showApplications(nowUnixMs: number): void {
    const words = allWords[chosenLanguage()];
    const status = this.#status;
    const view = this.#view;
    if (!status || !view) return;
    const range = this.#range.range(view, nowUnixMs);
    const keys = status.applications.map(({ name }) => name ?? '');
    for (const key of this.#applications.keys()) {
      if (!keys.includes(key)) this.#applications.delete(key);
    }
    const roots = status.applications.map((application: StatusApplication) => {
      const key = application.name ?? '';
      const place = this.#applications.get(key) ?? new ApplicationView();
      this.#applications.set(key, place);
      return { place, application };
    });
    renew(this.#places, JSON.stringify(keys), () => roots.map(({ place }) => place.root));
    for (const { place, application } of roots) {
      const isReport = view.heading !== null;
      place.show({ status, application, history: this.#history, range, words, isReport });
    }
  }

  #showIncidents(nowUnixMs: number): void {
    const words = allWords[chosenLanguage()];
    this.#incidentsTitle.textContent = words.incidents;
    const minute = Math.floor(nowUnixMs / 60_000);
    const key = JSON.stringify([this.#incidents, words.locale, minute]);
    const context = { history: this.#history, status: this.#status, nowUnixMs, words };
    renew(this.#incidentsPlace, key, () => incidentList(this.#incidents, context));
  }

  #showConfiguration(): void {
    const words = allWords[chosenLanguage()];
    const sections = this.#view?.configuration ?? [];
    const file = this.#status?.configFile ?? '';
    const read = this.#status?.configReadUnixMs ?? 0;
    this.#configTitle.textContent = words.configuration;
    renew(this.#config, JSON.stringify([sections, file, read, words.locale]), () => [
      file === '' ? null : element('p', { class: 'note' }, words.configFile(file, clockTime(read))),
      ...sections.map(({ title, settings }) => {
        const rows = settings.map(({ key, text }) =>
          element('tr', {}, element('th', { scope: 'row' }, key), element('td', {}, text)),
        );
        const head = element(
          'tr',
          {},
          element('th', { scope: 'col' }, words.setting),
          element('th', { scope: 'col' }, words.value),
        );
        return element(
          'details',
          { class: 'card', id: `section-${title}` },
          element('summary', { id: `summary-section-${title}` }, `[${title}]`),
          element('table', {}, element('thead', {}, head), element('tbody', {}, ...rows)),
        );
      }),
    ]);
  }

  #showAgent(): void {
    const words = allWords[chosenLanguage()];
    const status = this.#status;
    // A report without an agent has no state to show.
    const isThere = status !== null && status.pid !== 0;
    this.#agentTitle.textContent = isThere ? words.agent : '';
    if (!isThere) return;
    const { version, hostName, pid, memoryBytes, cpuPercent, shells } = status;
    const locale = words.locale;
    const facts = words.agentFacts({
      ...{ version, hostName, pid },
      runs: formatDuration(status.writtenUnixMs - status.startedUnixMs, locale),
      memory: formatBytes(memoryBytes, locale),
      cpu: formatPercent(cpuPercent, locale),
    });
    const list = shells.map(({ role, pids }) => `${role} ${pids.join(' ') || '–'}`).join(', ');
    renew(this.#agent, JSON.stringify([facts, list]), () => [
      element('p', {}, facts),
      list === '' ? null : element('p', { class: 'note' }, words.shells(list)),
    ]);
  }
}
