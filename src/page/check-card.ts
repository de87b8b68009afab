/** The state of each check of an application, as a card. */
import type { AgentStatus, StatusApplication } from '../core/telling/status.js';
import { formatDuration, formatPercent } from '../texts/format.js';
import { element } from './element.js';
import { wholeMs, type Words } from './words.js';

interface CheckState {
  readonly status: AgentStatus;
  readonly application: StatusApplication;
  readonly words: Words;
}

export interface Check {
  readonly title: string;
  readonly state: 'good' | 'bad' | 'none';
  readonly says: string;
  readonly notes: readonly string[];
}

export function processCheck({ status, application, words }: CheckState): Check {
  const { limits, processes, more, image } = application;
  const count = processes.length + more;
  const title = words.processCheck;
  const source = status.sources.find((each) => each.image === image);
  const locale = words.locale;
  const since = status.writtenUnixMs - (source?.lastSampleUnixMs ?? 0);
  const sampled =
    source?.lastSampleUnixMs == null
      ? words.noSample
      : words.sampled(formatDuration(Math.max(0, since), locale), source.source ?? '?');
  if (!limits) return { title, state: 'none', says: words.onlySampled(count), notes: [sampled] };
  const isOver = processes.some(
    ({ cpuPercent, memoryPercent, isJudged }) =>
      isJudged && ((cpuPercent ?? 0) > limits.cpu || memoryPercent > limits.memory),
  );
  const inForce = words.limits(
    formatPercent(limits.cpu, locale),
    formatPercent(limits.memory, locale),
  );
  return {
    title,
    state: isOver ? 'bad' : 'good',
    says: isOver ? words.over : words.within(count),
    notes: [inForce, sampled],
  };
}

export function comCheck({ status, application, words }: CheckState): Check {
  const { progid, probe } = application;
  const title = progid === null ? words.comCheck : `${words.comCheck}: ${progid}`;
  if (progid === null) return { title, state: 'none', says: words.off, notes: [] };
  if (!probe) return { title, state: 'none', says: words.notCalled, notes: [] };
  const locale = words.locale;
  const since = formatDuration(Math.max(0, status.writtenUnixMs - probe.atUnixMs), locale);
  // The age changes with every update, and with it the card is renewed.
  const notes = [
    Object.entries(probe.stages)
      .map(([stage, ms]) => `${words.stage(stage)} ${formatDuration(ms, locale)}`)
      .join(', '),
    words.called(since),
  ].filter((each) => each !== '');
  switch (probe.outcome) {
    case 'ok': {
      const took = wholeMs(probe.stages);
      return { title, state: 'good', says: words.answers(formatDuration(took, locale)), notes };
    }
    case 'failed': {
      const what = words.failure(probe.failureClass ?? '');
      return {
        title,
        state: 'bad',
        says: words.fails(words.stage(probe.stage ?? ''), what),
        notes,
      };
    }
    case 'unavailable':
      return { title, state: 'bad', says: words.unavailable, notes };
  }
}

export function checkCard({ title, state, says, notes }: Check): HTMLElement {
  return element(
    'div',
    { class: `card check ${state}` },
    element('h4', {}, title),
    element('p', { class: 'says' }, says),
    ...notes.map((each) => element('p', { class: 'note' }, each)),
  );
}
