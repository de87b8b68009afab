/**
 * External views of the agent: status page, /metrics, the file for windows_exporter. Counters and curves live as long
 * as the process; configured parts are opened and closed with their configuration.
 */
import { openGuard } from '../adapters/http/guard.js';
import { openListener, type Listener } from '../adapters/http/listener.js';
import type { Answer } from '../adapters/http/listener.js';
import { pageFile } from '../adapters/http/page-files.js';
import { systemClock } from '../adapters/clock/clock.js';
import { readStories } from '../adapters/state/incident-folder.js';
import { Metrics } from '../adapters/metrics/metrics.js';
import { openTextfile, removeTextfile } from '../adapters/metrics/textfile.js';
import { sectionsInForce } from '../config/in-force.js';
import type { Config, StatusConfig } from '../config/config.js';
import { listenAddress } from '../config/listen.js';
import { redactor } from '../config/redact.js';
import { foreign } from '../core/foreign.js';
import { isAborted } from '../core/is-aborted.js';
import type { AgentStatus } from '../core/telling/status.js';
import type { View } from '../core/viewing/view.js';
import { pageFolder } from '../parts.js';
import type { Journal } from '../ports.js';
import type { AgentPorts } from '../agent/agent.js';
import type { Composition } from './compose.js';
import { storyView } from './story-view.js';
import { Sight } from './sight.js';
import { secretsOf } from './secrets.js';
import { withAnswers } from './watched-ports.js';

/** Delay before the address is tried again: the port may be in use, or the address not yet available. */
const OPEN_AGAIN_MS = 30_000;
const PAST_MS = 7 * 24 * 3_600_000;
const JSON_TYPE = 'application/json; charset=utf-8';

export interface Attached {
  /** The ports of the composition, observed. */
  readonly ports: AgentPorts;
  readonly close: () => Promise<void>;
}

export class Monitoring {
  readonly #status: () => AgentStatus;
  readonly #metrics = new Metrics(() => {
    const { user, system } = process.cpuUsage();
    return user + system;
  });
  readonly #sight: Sight;
  /** The textfile of the previous configuration. */
  #textfile: string | undefined;

  /** @param status makes the present status of the agent */
  constructor(status: () => AgentStatus) {
    this.#status = status;
    this.#sight = new Sight(status, systemClock);
  }

  /** Attaches to a composition and opens what its configuration requires. */
  attach(config: Config, composition: Composition): Attached {
    const { listen, textfile } = config.status;
    if (this.#textfile !== undefined && this.#textfile !== textfile)
      void removeTextfile(this.#textfile);
    this.#textfile = textfile;
    if (!listen && textfile === undefined) {
      return { ports: composition.ports, close: () => Promise.resolve() };
    }
    const redact = redactor(secretsOf(config));
    composition.listen((event) => {
      this.#metrics.event(event);
      this.#sight.event(event, redact);
    });
    if (listen) void this.#readPast(config.monitor.stateDir);
    const ending = new AbortController();
    const { signal } = ending;
    const { journal } = composition;
    const file = textfile === undefined ? undefined : this.#openTextfile(textfile, journal);
    const serving = listen && this.#serve(config, journal, signal);
    const watching = listen && this.#sight.watch(signal);
    return {
      ports: withAnswers(composition.ports, (application, answer) => {
        this.#metrics.answered(application, answer, systemClock.wallMs());
        this.#sight.answered(application, answer);
      }),
      close: async () => {
        ending.abort();
        await Promise.all([file?.close(), serving, watching]);
      },
    };
  }

  /** Incidents of the last week from earlier agents. */
  async #readPast(stateDir: string): Promise<void> {
    const { stories } = await readStories(stateDir, systemClock.wallMs() - PAST_MS);
    this.#sight.past(stories.map(storyView));
  }

  #openTextfile(file: string, journal: Journal) {
    return openTextfile({
      file,
      clock: systemClock,
      text: async () => (await this.#text(false)).text,
      lastText: () => this.#metrics.lastText(),
      onTurn: (cause) =>
        journal({
          level: cause ? 'warn' : 'info',
          action: 'monitoring',
          sentence: cause
            ? { kind: 'textfile-unwritable', cause }
            : { kind: 'textfile-written-again' },
        }),
    });
  }

  /** Serves until the signal is aborted; an address that cannot be opened is retried. */
  async #serve(config: Config, journal: Journal, signal: AbortSignal): Promise<void> {
    const { listen, token } = config.status;
    if (!listen) return;
    const address = listenAddress.write(listen);
    const masked = configurationOf(config);
    let isRefused = false;
    while (!isAborted(signal)) {
      const opened = await this.#open({ listen, token }, masked);
      if (typeof opened !== 'string') {
        const sentence = { kind: 'status-served', address } as const;
        journal({ level: 'info', action: 'monitoring', sentence });
        await systemClock.sleep(NEVER_MS, signal);
        return opened.close();
      }
      const cause = foreign(opened);
      const sentence = { kind: 'status-not-served', address, cause } as const;
      if (!isRefused) journal({ level: 'warn', action: 'monitoring', sentence });
      isRefused = true;
      await systemClock.sleep(OPEN_AGAIN_MS, signal);
    }
  }

  /** The open port, or the reason why it is not open. */
  async #open(
    { listen, token }: Pick<StatusConfig, 'listen' | 'token'>,
    configuration: View['configuration'],
  ): Promise<Listener | string> {
    if (!listen) return '';
    try {
      return await openListener({
        ...listen,
        guard: openGuard(token.reveal()),
        clock: systemClock,
        answer: (path, accept) => this.#answer(path, accept, configuration),
        events: () => JSON.stringify(this.#sight.update()),
      });
    } catch (error) {
      return (error as Error).message;
    }
  }

  async #answer(
    path: string,
    accept: string,
    configuration: View['configuration'],
  ): Promise<Answer | undefined> {
    if (path === '/metrics') {
      const { contentType, text } = await this.#text(accept.includes('openmetrics'));
      return { contentType, body: text };
    }
    if (path === '/view.json') {
      return { contentType: JSON_TYPE, body: this.#sight.viewText(configuration) };
    }
    if (path === '/status.json') {
      return { contentType: JSON_TYPE, body: JSON.stringify({ ...this.#status(), answers: {} }) };
    }
    return pageFile(pageFolder, path);
  }

  #text(isOpenMetrics: boolean) {
    return this.#metrics.text(this.#status(), systemClock.wallMs(), isOpenMetrics);
  }
}

/** Maximum length of a timer: the signal ends it. */
const NEVER_MS = 2 ** 31 - 1;

/** Every setting with its value in force; the file's text is not shown. */
export function configurationOf(config: Config): View['configuration'] {
  return sectionsInForce(config)
    .filter(({ isPresent }) => isPresent)
    .map(({ title, settings }) => ({
      title,
      settings: settings.flatMap(({ key, text }) => (text === undefined ? [] : [{ key, text }])),
    }));
}
