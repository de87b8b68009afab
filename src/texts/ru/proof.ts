import type { Because, ConfigurationProof } from '../../core/telling/proof.js';
import { formatBytes, formatDuration, formatNumber, formatPercent } from '../format.js';
import { countedRu, timesRu } from '../plural.js';
import type { ProofTexts } from '../proof-texts.js';

const nights = { one: 'ночь', few: 'ночи', many: 'ночей' };

/** «3 раза за ночь», «раз в 12 ночей». */
function often(perNight: number): string {
  if (perNight >= 0.95) return `${countedRu(perNight, timesRu)} за ночь`;
  return `один раз за ${countedRu(Math.round(1 / perNight), nights)}`;
}

const FRACTIONS = new Map([
  [10, 'десятая часть одного ядра'],
  [20, 'пятая часть одного ядра'],
  [25, 'четверть одного ядра'],
  [50, 'половина одного ядра'],
  [75, 'три четверти одного ядра'],
  [100, 'одно ядро целиком'],
]);

function ofCore(percent: number): string {
  return FRACTIONS.get(percent) ?? `${formatNumber(percent / 100, 'ru', 2)} ядра`;
}

function duration(ms: number | undefined): string {
  return ms === undefined ? '-' : formatDuration(ms, 'ru');
}

const fault: ProofTexts['fault'] = {
  hang: 'вызовы зависают',
  'deadlock beside busy neighbours': 'взаимная блокировка рядом с занятыми соседями',
  leak: 'утечка, в десять раз и больше',
  'slow leak': 'медленная утечка, затем вызовы зависают',
  burn: 'загрузка ЦП, вызовы зависают',
  'error until restart': 'ошибки до перезапуска',
  'activation hangs': 'зависает активация',
  'one of two hangs': 'зависает один из двух процессов',
  'database away, errors': 'база данных недоступна, ошибки',
  'database away, time-outs': 'база данных недоступна, вызовы зависают',
  'server restarts itself': 'сервер перезапускается сам',
  nothing: 'всё исправно',
};

function because(each: Because): string {
  switch (each.kind) {
    case 'observes':
      return ': ничего не выгружается. Ниже показано, что было бы при mode = act.';
    case 'acts':
      return ': неисправное выгружается.';
    case 'no-section':
      return ' отсутствует: эта проверка выключена.';
    case 'cpu-limit': {
      const what = ` — это ${ofCore(each.percentOfCore)}`;
      return each.stopsPerNight === 0
        ? `${what}: обычная работа до предела не дошла.`
        : `${what}: обычная работа будет прервана выгрузкой ${often(each.stopsPerNight)}.`;
    }
    case 'memory-limit': {
      const what = ` — это ${formatBytes(each.bytes, 'ru')}`;
      return each.stopsPerNight === 0
        ? `${what}: исправные процессы до предела не дошли.`
        : `${what}: исправный процесс будет выгружен ${often(each.stopsPerNight)}.`;
    }
    case 'cure-time':
      return each.medianMs === undefined
        ? ': ни один зависший сервер за эти ночи не выгружен.'
        : `: зависший сервер выгружается через ${duration(each.medianMs)} (медиана).`;
    case 'call-time':
      return each.waitsMs > each.longestAnswerMs
        ? ': больше, чем нужно исправному серверу для ответа.'
        : `: исправный сервер под нагрузкой отвечает за время до ${duration(each.longestAnswerMs)}; такие ответы будут считаться сбоями.`;
    case 'floors':
      return each.server + each.neighbours === 0
        ? ': обычная работа ни разу не принята за причину сбоя.'
        : `: обычная работа принимается за причину сбоя ${often(each.server + each.neighbours)}${each.neighbours > 0 ? `, у соседей — ${often(each.neighbours)}` : ''}.`;
    case 'mails-only':
      return `: неисправных серверов — ${each.broken}, до утра не выгружено — ${each.missed}, о них только отправлены письма.`;
    case 'cures':
      return ': неисправное выгружено.';
    case 'brake':
      return each.holdsPerNight === 0
        ? ': выгрузка ни разу не приостанавливалась.'
        : `: выгрузка приостанавливается ${often(each.holdsPerNight)}; неисправный сервер тем временем ждёт.`;
    case 'check-is-load':
      return `: одна только проверка занимает у сервера ${formatPercent(each.percentOfCore, 'ru')} ядра.`;
  }
}

function summary(proof: ConfigurationProof): string[] {
  const { stopsPerNight: stops, longestHang: hang, worstHour: hour } = proof;
  const a = (perNight: number) => formatNumber(perNight, 'ru', 2);
  const stopForms = { one: 'выгрузка', few: 'выгрузки', many: 'выгрузок' };
  const mailForms = { one: 'письмо', few: 'письма', many: 'писем' };
  return [
    `Ночей: ${proof.nights} по ${duration(proof.assumed.nightMs)}, в каждой не больше одной неисправности.`,
    `Выгружено неисправных серверов: ${proof.cured} из ${proof.broken}; медиана времени — ${duration(proof.medianCureMs)}.`,
    `Выгрузок за ночь: неисправных процессов — ${a(stops.broken)}, исправного сервера — ${a(stops.workingServer)}, соседей — ${a(stops.neighbours)}.`,
    hang
      ? `Самое долгое зависание: ${duration(hang.ms)} (${fault[hang.fault]})${hang.untilMorning ? ', до утра' : ''}.`
      : 'Зависаний не было.',
    `Худший час: ${countedRu(hour.stops, stopForms)}, ${countedRu(hour.mails, mailForms)} (${fault[hour.fault]}).`,
    proof.mailsPerNight === undefined
      ? 'Писем нет: в конфигурации нет секции [mail].'
      : `Писем каждому получателю за ночь: ${formatNumber(proof.mailsPerNight, 'ru')}.`,
  ];
}

export const proofRu: ProofTexts = {
  fault,
  summary,
  columns: ['Неисправность', 'Ночей', 'Неисправно', 'Выгружено', 'Медиана'],
  row: (each) => [
    fault[each.fault],
    String(each.nights),
    String(each.broken),
    String(each.cured),
    duration(each.medianCureMs),
  ],
  findings: 'Параметры:',
  good: 'ок',
  bad: '!',
  because,
  assumed: ({ assumed }) => {
    const [least, most] = assumed.answersInMs;
    return [
      `Допущения: логических процессоров — ${assumed.logicalProcessors}, память — ${formatBytes(assumed.physicalMemoryBytes, 'ru')}, как у этого компьютера. Сервер и соседи`,
      'работают с перерывами, занимая от 2 до 18 % ядра; от двух до четырёх раз за ночь задача занимает от 20 до 95 %',
      `ядра на время от одной до шести минут. Исправный сервер отвечает за время от ${duration(least)} до ${duration(most)}, запускается за 2–40 с, процессы`,
      'занимают 80–900 МБ. У каждого приложения из файла свой сервер, отказывает по очереди один из них. Замеры — не чаще',
      `чем раз в ${duration(assumed.leastSpacingMs)}, вызовы сервера разрежены (check_load = stretch), письма доходят. Ночи модельные:`,
      'проверяются решения агента и параметры, а не Windows.',
    ];
  },
};
