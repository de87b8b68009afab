import { formatDuration, formatNumber, formatPercent, formatTime } from '../format.js';
import { countedRu, processesRu, timesRu } from '../plural.js';
import type { SuggestTexts } from '../suggest-texts.js';
import type { Run } from '../../core/suggesting/excursions.js';

const percent = (value: number) => formatPercent(value, 'ru');
const duration = (ms: number) => formatDuration(ms, 'ru');
const number = (value: number) => formatNumber(value, 'ru');
const times = (value: number) => countedRu(Math.round(value * 10) / 10, timesRu);

const whichOf = ({ target, beganUnixMs }: Run) =>
  `${target.name} ${target.pid}, ${formatTime(beganUnixMs)}`;

const END: Readonly<Record<Run['end'], string>> = {
  returned: 'прошла сама',
  stopped: 'процесс был выгружен',
  ended: 'до завершения процесса',
  unseen: 'до конца записанного',
};

/** Maximum number of listed loads that stayed high. */
const MOST_BURNS = 3;

export const suggestRu: SuggestTexts = {
  gathers: (files) =>
    `Чтение записи: ${countedRu(files, { one: 'файл', few: 'файла', many: 'файлов' })}…`,
  tries: 'Воспроизведение записи с предложенными параметрами…',
  head: (from, until, { samples, calls }) => [
    `По записи с ${from} по ${until}: ${countedRu(samples, { one: 'замер', few: 'замера', many: 'замеров' })}, ${countedRu(calls, { one: 'вызов', few: 'вызова', many: 'вызовов' })}. Ничего не изменено.`,
    'Перенесите строки в одноимённые секции вместо имеющихся там.',
  ],
  limit: ({ usual, peak, burns, value }, stopped) => [
    `99,9 % замеров исправных процессов — не выше ${percent(usual)}.`,
    peak
      ? `Самый высокий пик, который прошёл сам: ${percent(peak.peak)}, ${duration(peak.ms)} (${whichOf(peak)}).`
      : 'Пиков, которые прошли сами, нет.',
    ...(burns.length === 0
      ? ['Долгой высокой нагрузки в записи нет, поэтому неизвестно, обнаружит ли её этот предел.']
      : [
          `Долгая высокая нагрузка: ${burns.length}, из них этот предел при воспроизведении обнаруживает: ${stopped.length}.`,
          ...burns
            .slice(0, MOST_BURNS)
            .map(
              (run) =>
                `- ${whichOf(run)}: ${duration(run.ms)}, до ${percent(run.peak)}, ${END[run.end]}${stopped.includes(run) ? '' : `; при ${percent(value)} не обнаруживается`}`,
            ),
        ]),
  ],
  sustain: ({ longest, holdMs }) => [
    longest
      ? `Самое долгое превышение этого предела, которое прошло само: ${duration(longest.ms)} (${whichOf(longest)}).`
      : 'Превышений этого предела, которые прошли сами, нет.',
    `Процесс выгружается примерно через ${duration(holdMs)} после превышения.`,
  ],
  wait: ({ answers: count, usualMs, slowestMs, latestMs, valueMs }, tooLate) => [
    `99,9 % из ${countedRu(count, { one: 'ответа', few: 'ответов', many: 'ответов' })} получены за ${duration(usualMs)}, самый медленный — за ${duration(slowestMs)}.`,
    tooLate === 0
      ? `При воспроизведении ожидание ${duration(valueMs)} не прервало ни одного вызова, на который сервер ответил.`
      : `При воспроизведении ожидание ${duration(valueMs)} прервало бы вызовов, на которые сервер ответил незадолго до сбоя или сразу после него: ${tooLate}.`,
    ...(latestMs === undefined
      ? []
      : [
          `Из прерванных вызовов самый поздний вернулся через ${duration(latestMs)}: ответил ли бы на него сервер, неизвестно.`,
        ]),
  ],
  slow: ({ usual, highest, value, answers: count }, warnings) => [
    `99,9 % из ${countedRu(count, { one: 'ответа', few: 'ответов', many: 'ответов' })} дольше самого быстрого не более чем в ${times(usual)}, самый медленный — в ${times(highest)}.`,
    `При воспроизведении со значением ${number(value)} предупреждений: ${warnings}.`,
  ],
  alarm: ({ usual, highest, hits, failed, value, answers: count }) => [
    `При 99,9 % из ${countedRu(count, { one: 'ответа', few: 'ответов', many: 'ответов' })} показатели процессов сервера превышали свой минимум не более чем в ${times(usual)}, наибольшее превышение — в ${times(highest)}.`,
    failed === 0
      ? 'Сбоев не было, поэтому по записи не видно, превышает ли это неисправный процесс.'
      : `Сбоев: ${failed}; процесс сервера превышал свой минимум более чем в ${times(value)} при ${hits} из них.`,
  ],
  none: ({ key, why }) => {
    switch (why.kind) {
      case 'hours':
        return `${key}: данных недостаточно. Записано ${number(why.has)} ч, нужно ${number(why.needs)} ч.`;
      case 'samples':
        return `${key}: данных недостаточно. Замеров: ${why.has}, нужно ${why.needs}.`;
      case 'answers':
        return `${key}: данных недостаточно. Ответов сервера: ${why.has}, нужно ${why.needs}.`;
      case 'inseparable':
        return `${key}: ни одно значение не отделяет обычную нагрузку от долгой высокой.`;
    }
  },
  inForce: (now, isSame) =>
    isSame ? 'Уже задано.' : now === undefined ? 'Сейчас не задано.' : `Сейчас: ${now}.`,
  verifiedLimits: ({ stops, recovered, ended, unknown }) =>
    stops.length === 0
      ? 'Воспроизведение с этими строками: проверка пределов не выгрузила бы ни одного процесса.'
      : `Воспроизведение с этими строками: проверка пределов выгрузила бы ${countedRu(stops.length, processesRu)}; за две минуты сами пришли в норму: ${recovered}, завершились: ${ended}, неизвестно: ${unknown}:`,
  verifiedCom: ({ stops, recovered, ended, unknown }) =>
    stops.length === 0
      ? 'Воспроизведение с этими строками: проверка COM не выгрузила бы ни одного процесса.'
      : `Воспроизведение с этими строками: проверка COM выгрузила бы ${countedRu(stops.length, processesRu)}; за две минуты сами пришли в норму: ${recovered}, завершились: ${ended}, неизвестно: ${unknown}:`,
  stop: (process, at, recovery) => `- ${process}, ${at}: ${recovery}`,
  more: (count) => `- и ещё ${count}`,
};
