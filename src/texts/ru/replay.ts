import { formatDuration } from '../format.js';
import { countedRu, processesRu } from '../plural.js';
import type { ReplayTexts } from '../replay-texts.js';
import { expectedRu } from './expected.js';

const WHY: Readonly<Record<string, string>> = {
  cpu: 'ЦП',
  memory: 'память',
  floor: 'показатели выше минимумов',
  neighbour: 'выделяющийся сосед',
  application: 'процесс сервера',
};

export const replayRu: ReplayTexts = {
  badSince: (found) => `--since: ${found}; ожидается время, например 7d, 24h или 30 min`,
  badOverride: (problem) => {
    switch (problem.kind) {
      case 'no-assignment':
        return `--set: ${problem.found}; ожидается параметр=значение, например maxcpuprocent=40`;
      case 'unknown':
        return `--set: среди параметров проверки нет ${problem.found}.${problem.nearest === undefined ? '' : ` Возможно, имелся в виду ${problem.nearest}?`}`;
      case 'ambiguous':
        return `--set: ${problem.key} есть в нескольких секциях; напишите ${problem.sections.map((each) => `${each}.${problem.key}=…`).join(' или ')}`;
      case 'bad-value':
        return `--set ${problem.key}: ${problem.found}; ожидается: ${expectedRu(problem.expected)}`;
    }
  },
  off: 'Эта конфигурация записи не ведёт ([monitor] record = no); воспроизводится записанное раньше.',
  nothing: (folder) =>
    `В папке ${folder} нет записи. Агент ведёт её во время работы, если не задано [monitor] record = no.`,
  nothingSince: (since) => `С ${since} в записи ничего нет.`,
  begins: (from, files) =>
    `Воспроизводится запись с ${from}: ${countedRu(files, { one: 'файл', few: 'файла', many: 'файлов' })}…`,
  progress: (percent) => `Готово ${percent} %…`,
  broken: (lines, unreadable) =>
    `Пропущено: ${countedRu(lines, { one: 'повреждённая строка', few: 'повреждённые строки', many: 'повреждённых строк' })}, ${countedRu(unreadable, { one: 'нечитаемый файл', few: 'нечитаемых файла', many: 'нечитаемых файлов' })}.`,
  newer: 'Часть записи сделана более новой версией и не учтена.',
  span: ({ samples, calls, starts }, from, until) =>
    `Запись с ${from} по ${until}: ${countedRu(samples, { one: 'замер', few: 'замера', many: 'замеров' })}, ${countedRu(calls, { one: 'вызов', few: 'вызова', many: 'вызовов' })}, ${countedRu(starts, { one: 'запуск', few: 'запуска', many: 'запусков' })} агента.`,
  columns: [
    'когда',
    'процесс',
    'причина',
    'по записи',
    'с этой конфигурацией',
    'сам за две минуты',
  ],
  deed: (choice) => {
    if (!choice) return 'не выгружался';
    if (choice.plan === 'observe') return 'был бы выгружен';
    switch (choice.outcome) {
      case undefined:
      case 'stopped':
        return 'выгружен';
      case 'gone':
        return 'уже завершился';
      case 'refused':
        return 'отказано';
      case 'survived':
        return 'не завершился';
      case 'unknown':
        return 'итог неизвестен';
    }
  },
  because: (why) => WHY[why] ?? why,
  recovery: (recovery) => {
    switch (recovery.kind) {
      case 'recovered':
        return `пришёл в норму через ${formatDuration(recovery.afterMs, 'ru')}`;
      case 'ended':
        return 'завершился';
      case 'not':
        return 'в норму не пришёл';
      case 'stopped':
        return 'выгружен раньше';
      case 'unknown':
        return 'не записано';
    }
  },
  summary: ({ recorded, replayed, both, recovered, ended, unknown }) => [
    `По записи: ${countedRu(recorded, processesRu)}. С этой конфигурацией: ${countedRu(replayed, processesRu)}, из них тех же: ${both}.`,
    ...(replayed === 0
      ? []
      : [
          `Из этих ${replayed} за две минуты сами пришли в норму: ${recovered}, завершились: ${ended}; неизвестно: ${unknown}.`,
        ]),
  ],
  calls: (tooLate, slow) => [
    ...(tooLate === 0
      ? []
      : [`Ответов, которых проверка не дождалась бы (witerezult): ${tooLate}.`]),
    ...(slow === 0 ? [] : [`Предупреждений о медленных ответах (slow_metric): ${slow}.`]),
  ],
  assumed:
    'Процесс, который выгружает только эта конфигурация, с этого момента считается завершённым; что делал бы новый процесс, в записи нет.',
};
