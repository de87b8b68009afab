import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { ActingSentence } from '../../../core/telling/sentences/acting.js';
import type { StopOutcome } from '../../../core/acting/stop-outcome.js';
import type { Target } from '../../../core/observing/model.js';
import { formatDuration, formatPercent, formatNumber, formatTime } from '../../format.js';
import { noActionRu } from '../no-action.js';
import { attemptsRu, countedRu, timesRu } from '../../plural.js';
import { failureRu } from '../probe.js';
import { detailRu } from '../detail.js';
import { reasonRu } from '../reason.js';

const L = 'ru';

const named = ({ name, pid }: Target) => `${name} ${pid}`;

export const actingRu: SentenceTable<ActingSentence> = {
  breach: ({ target, figures, limits }) =>
    `${named(target)} выше предела: ` +
    `ЦП ${formatPercent(figures.cpuPercent, L)} (предел ${formatPercent(limits.maxCpuPercent, L)}), ` +
    `память ${formatPercent(figures.memoryPercent, L)} (предел ${formatPercent(limits.maxMemoryPercent, L)})`,
  'would-stop': ({ target }) => `${named(target)} был бы выгружен, но агент только наблюдает`,
  'not-stopped-refused': ({ target, reason }) =>
    `${named(target)} не выгружен: ${reasonRu(reason)}`,
  'not-stopped-braked': ({ target, untilUnixMs }) =>
    `${named(target)} не выгружен: выгрузка приостановлена до ${formatTime(untilUnixMs)}`,
  'stop-outcome': ({ target, outcome, attempt, retryInMs }) =>
    `${outcomeRu(target, outcome, attempt)}${retryInMs === undefined ? '' : `; следующая попытка через ${formatDuration(retryInMs, L)}`}`,
  'incident-closed': ({ subject, lastedMs, stops, cure, end }) =>
    `Инцидент закрыт: ${subject}, длился ${formatDuration(lastedMs, L)}, ${end === 'not-watched' ? 'наблюдение прекращено, ' : ''}выгружено процессов: ${stops}${cureRu(cure)}`,
  'incident-lasts': ({ subject, lastedMs }) =>
    `Инцидент продолжается: ${subject}, уже ${formatDuration(lastedMs, L)}`,
  'late-outcome': ({ target, state }) => {
    switch (state) {
      case 'gone':
        return `${named(target)}, который выгружал прежний агент, завершился`;
      case 'running':
        return `${named(target)}, который выгружал прежний агент, продолжает работать`;
      case 'unknown':
        return `Что стало с ${named(target)}, который выгружал прежний агент, неизвестно`;
    }
  },
  'brake-on': ({ subject, attempts, windowMs, untilUnixMs }) =>
    `Выгрузка приостановлена до ${formatTime(untilUnixMs)} (${subject ?? 'все процессы'}): ${attempts === null ? 'прежние попытки неизвестны' : `${countedRu(attempts, attemptsRu)} за ${formatDuration(windowMs, L)}`}`,
  'brake-off': ({ subject }) => `Выгрузка снова разрешена (${subject ?? 'все процессы'})`,
  'brake-unreadable': ({ windowMs, reason }) =>
    `Сколько процессов было выгружено раньше, неизвестно, поэтому ${formatDuration(windowMs, L)} ничего не выгружается: ${reasonRu(reason)}`,
  'state-unwritable': () => 'Состояние выгрузок не записывается на диск и хранится только в памяти',
  'state-written-again': () => 'Состояние выгрузок снова записано на диск',
  'probe-failed': ({ failures, failure }) =>
    `Проверка COM не прошла (подряд: ${failures}): ${failureRu(failure)}`,
  'probe-answered': ({ tookMs }) => `Сервер ответил за ${formatDuration(tookMs, L)}`,
  'probe-summary': ({ checks, slowestMs }) =>
    checks === 1
      ? `Сервер отвечает: ${formatDuration(slowestMs, L)}`
      : `Сервер отвечает: проверок ${checks}, самая долгая ${formatDuration(slowestMs, L)}`,
  'probe-slow': ({ tookMs, floorMs }) =>
    `Сервер ответил за ${formatDuration(tookMs, L)}, обычно за ${formatDuration(floorMs, L)}${longerRu(tookMs / floorMs)}`,
  'probe-slow-over': ({ tookMs, answers, slowestMs, end }) =>
    `${end === 'quick' ? 'Сервер снова отвечает быстро' : 'Дольше time_cache сервер быстрее не отвечал, это время теперь считается обычным'}: ${formatDuration(tookMs, L)}; медленных ответов: ${answers}, самый долгий ${formatDuration(slowestMs, L)}`,
  'probe-recovered': ({ afterMs, failures, stops }) =>
    `Сервер снова отвечает (не отвечал ${formatDuration(afterMs, L)}); неудачных проверок: ${failures}, выгружено процессов: ${stops}`,
  'log-out-failed': ({ fault }) =>
    `LogOut не выполнен, сеанс мог остаться открытым: ${detailRu(fault)}`,
  suspect: ({ suspect, subject, alarmMetric }) => {
    const { target, rule, ratios } = suspect;
    const figures = `рост ЦП ${formatNumber(ratios.cpuRatio, L)}, памяти ${formatNumber(ratios.memoryRatio, L)} (alarm_metric ${formatNumber(alarmMetric, L)})`;
    switch (rule) {
      case 'floor':
        return `Выбран ${named(target)}: ${figures}`;
      case 'neighbour':
        return `Выбран соседний процесс ${named(target)}, он выделялся при каждой неудачной проверке: ${figures}`;
      case 'application':
        return `Выбран ${named(target)}: в нём работает ${subject}, который не отвечает`;
      case 'error':
        return `Выбран ${named(target)}: в нём работает ${subject}, который отвечает только ошибками`;
    }
  },
  'no-action': ({ why }) => `Ни один процесс не выгружен: ${noActionRu(why)}`,
  'check-rests': ({ everyMs }) =>
    `В сервере зависли три вызова: пока один из них не вернётся или процесс не завершится, раз в ${formatDuration(everyMs, L)} делается один пробный вызов`,
  'check-stretched': ({ delayMs, stretchedMs }) =>
    `Проверка COM выполняется каждые ${formatDuration(stretchedMs, L)} вместо ${formatDuration(delayMs, L)}, чтобы не нагружать сервер (check_load)`,
  'configuration-proven': ({ kept }) =>
    kept
      ? 'С этой конфигурацией проверка здесь прошла: теперь при сбое процесс может быть выгружен'
      : 'С этой конфигурацией проверка здесь прошла, но сохранить это на диск не удалось',
  'default-changed': ({ section, key, before, now }) =>
    `[${section}] ${key}: по умолчанию теперь ${now}, раньше ${before}; чтобы вернуть прежнее, добавьте строку ${key} = ${before}`,
};

function outcomeRu(target: Target, outcome: StopOutcome, attempt: number): string {
  switch (outcome.kind) {
    case 'stopped':
      return `${named(target)} выгружен за ${formatDuration(outcome.tookMs, L)}`;
    case 'gone':
      return `${named(target)} завершился`;
    case 'refused':
      return `${named(target)} не выгружен: ${reasonRu(outcome.detail)}`;
    case 'survived':
      return `${named(target)} не завершился (попытка ${attempt}): ${reasonRu(outcome.detail)}`;
    case 'unknown':
      return `Выгружен ли ${named(target)}, неизвестно (попытка ${attempt}): ${reasonRu(outcome.detail)}`;
  }
}

/** Nothing where the factor would read as 1. */
function longerRu(factor: number): string {
  return factor < 1.05 ? '' : ` (в ${countedRu(factor, timesRu)} дольше)`;
}

function cureRu(cure: 'none' | 'proven' | 'not-proven'): string {
  switch (cure) {
    case 'none':
      return '';
    case 'proven':
      return ', это помогло';
    case 'not-proven':
      return '; помогло ли это, не установлено';
  }
}
