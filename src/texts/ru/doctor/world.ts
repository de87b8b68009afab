import type { MachineSeen, Seen } from '../../../core/doctor/seen.js';
import type { WordsFor } from '../../../core/doctor/model.js';
import { CPU_TOLERANCE, MEMORY_TOLERANCE, type SourceFault } from '../../../core/doctor/sources.js';
import type { StopOutcome } from '../../../core/acting/stop-outcome.js';
import { formatBytes, formatDuration, formatNumber, formatPercent } from '../../format.js';
import { countedRu, processesRu } from '../../plural.js';
import { classRu, messageRu } from '../probe.js';
import { reasonRu } from '../reason.js';
import { stageRu } from '../stage.js';

const L = 'ru';
const ways = { process: 'Из самих процессов', cim: 'Из WMI' } as const;

export const worldRu: WordsFor<Seen, Exclude<Seen['kind'], MachineSeen>> = {
  load: ({ cpuPercent, workingSetBytes }) =>
    `Собственный процесс с известной нагрузкой: ЦП ${formatPercent(cpuPercent, L)} одного ядра, ${formatBytes(workingSetBytes, L)}; допуск ${CPU_TOLERANCE}\u00a0п.\u00a0п. и ${100 * MEMORY_TOLERANCE} %`,
  source: ({ source, processes, cpuPercent, workingSetBytes, roundMs, faults }) => {
    const memory = workingSetBytes === null ? '?' : formatBytes(workingSetBytes, L);
    const figures = `ЦП ${formatPercent(cpuPercent, L)}, ${memory}, ${countedRu(processes, processesRu)}, замер за ${formatDuration(roundMs, L)}`;
    return `${source}: ${figures}; ${faults.length === 0 ? 'верно' : `НЕВЕРНО: ${faults.map(faultOf).join('; ')}`}`;
  },
  'source-failed': ({ source, reason }) => `${source}: замеров нет: ${reasonRu(reason)}`,
  recommended: ({ source, configured }) =>
    source === configured
      ? `Рекомендуется source = ${source}, как и задано.`
      : `Рекомендуется source = ${source} (задано ${configured}).`,
  'command-lines': ({ way, read, of, tookMs }) =>
    `${ways[way]}: прочитано ${read} из ${of}, ${formatDuration(tookMs, L)}`,
  'command-lines-failed': ({ way, reason }) => `${ways[way]}: ${reasonRu(reason)}`,
  'command-lines-differ': ({ pids }) =>
    `Способы дают разные командные строки процессов: ${pids.join(', ')}`,
  'stop-right': ({ has }) =>
    has
      ? 'Эта учётная запись вправе завершать процессы других учётных записей.'
      : 'Эта учётная запись не вправе завершать процессы других учётных записей.',
  stop: ({ asked, outcome }) =>
    asked === 'right'
      ? `Собственный процесс: ${outcomeOf(outcome)}`
      : `Тот же процесс с неверным временем запуска: ${outcomeOf(outcome)}`,
  'stopped-wrongly': () => 'Процесс завершён, хотя указанное время запуска было неверным.',
  class: ({ progid, classId, appId, name, bits64, bits32 }) =>
    classId === null
      ? `${progid} не зарегистрирован.`
      : `${progid}: класс ${classId}, AppID ${appId ?? 'неизвестен'}${name === null ? '' : ` (${name})`}, ${bitsOf(bits64, bits32)}`,
  hosts: ({ progid, pids }) =>
    pids.length === 0
      ? `Сейчас ни один процесс не выполняет ${progid}.`
      : `Процессы ${progid}: ${pids.join(', ')}`,
  call: ({ progid }) => `Вызов ${progid}:`,
  stage: ({ stage, tookMs }) => `${stageRu[stage]}: ${formatDuration(tookMs, L)}`,
  'call-failed': ({ failure }) =>
    `СБОЙ, ${stageRu[failure.stage]}: ${classRu[failure.failureClass]} (${[failure.hresult, failure.name, messageRu(failure)].filter((each) => each !== null && each !== '').join(', ')})`,
  access: ({ account }) => `Эта учётная запись: ${account || '?'}`,
  writers: ({ path, accounts }) => `${path} могут изменить: ${accounts.join(', ')}`,
  readers: ({ path, accounts }) =>
    `${path} содержит пароли, читать его могут: ${accounts.join(', ')}`,
  folder: ({ folder, state }) =>
    state === 'writable'
      ? `${folder}: запись возможна`
      : `${folder}: папки ещё нет, её создаст агент`,
  'folder-refused': ({ folder, reason }) => `${folder}: запись невозможна: ${reasonRu(reason)}`,
  free: ({ folder, bytes, neededBytes }) =>
    `${folder}: свободно ${formatBytes(bytes, L)}, нужно до ${formatBytes(neededBytes, L)}`,
  recipient: ({ server, recipient }) => `${server}: письмо для ${recipient} было бы принято`,
  'recipient-refused': ({ recipient, reason }) =>
    recipient === null ? `Сервер ${reasonRu(reason)}` : `${recipient}: ${reasonRu(reason)}`,
  unencrypted: ({ server }) => `${server}: шифрование не удаётся, письма пойдут открытым текстом`,
};

function faultOf(fault: SourceFault): string {
  switch (fault.kind) {
    case 'load-missing':
      return 'собственный процесс не виден';
    case 'cpu':
      return fault.percent === null
        ? 'нет показателя ЦП'
        : `ЦП отличается на ${formatNumber(Math.abs(fault.percent - fault.known), L)}\u00a0п.\u00a0п.`;
    case 'memory':
      return `память отличается на ${formatBytes(Math.abs(fault.bytes - fault.known), L)}`;
    case 'start-time':
      return `время запуска ${fault.differenceMs < 0 ? 'отстаёт' : 'спешит'} на ${formatDuration(Math.abs(fault.differenceMs), L)}`;
    case 'start-times-differ':
      return `время запуска не такое, как у другого источника (PID ${fault.pids.join(', ')})`;
    case 'processes-missing':
      return `не видны процессы PID ${fault.pids.join(', ')}`;
  }
}

function outcomeOf(outcome: StopOutcome): string {
  switch (outcome.kind) {
    case 'stopped':
      return `завершён за ${formatDuration(outcome.tookMs, L)}`;
    case 'gone':
      return 'уже завершился';
    case 'refused':
      return outcome.reason === 'identity-changed'
        ? 'отказано, как и должно быть'
        : `отказано: ${reasonRu(outcome.detail)}`;
    case 'survived':
      return `не завершился за ${formatDuration(outcome.waitedMs, L)}: ${reasonRu(outcome.detail)}`;
    case 'unknown':
      return `итог неизвестен: ${reasonRu(outcome.detail)}`;
  }
}

function bitsOf(bits64: boolean, bits32: boolean): string {
  if (bits64 && bits32) return 'зарегистрирован для 64- и 32-разрядных программ';
  if (bits64) return 'зарегистрирован для 64-разрядных программ';
  return bits32
    ? 'зарегистрирован для 32-разрядных программ'
    : 'не зарегистрирован ни для 64-, ни для 32-разрядных программ';
}
