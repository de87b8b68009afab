import type { Answer } from '../../core/telling/steering.js';
import { formatDuration, formatTime } from '../format.js';
import type { StatusTexts, SteeringTexts } from '../status-texts.js';
import { classRu } from './probe.js';
import { stageNameRu } from './stage.js';

const L = 'ru';
const all = (application: string | null) => application ?? 'все приложения';

export const statusRu: StatusTexts = {
  unreadable: (reason) => `Состояние агента не читается: ${reason}`,
  head: ({ version, hostName, pid, mode, runs, asOf }) =>
    `comwatch ${version}, ${hostName}, PID ${pid}, работает ${runs}, ${mode === 'act' ? 'выгружает процессы (mode = act)' : 'ТОЛЬКО НАБЛЮДАЕТ (mode = observe)'}; по состоянию на ${asOf}`,
  gone: (pid, since) =>
    `Агент не работает: процесса с PID ${pid} нет. Ниже — то, что он записал ${since} назад`,
  silent: (since) => `Агент молчит уже ${since}: его завершили, он завис или его диск не отвечает`,
  late: (loop, since) => `Цикл «${loop}» должен был закончить проход ${since} назад`,
  configuration: (file, read) => `Конфигурация ${file}, прочитана ${read}`,
  changed: 'С тех пор файл изменился: «comwatch reload» применит его',
  paused: ({ application, until, why, withCalls, isWindow }) =>
    `${isWindow ? 'Окно обслуживания' : 'Пауза'} до ${until}: ${all(application)}${why === '' ? '' : ` (${why})`}; ничего не выгружается${withCalls ? '' : ', COM-сервер не вызывается'}`,
  noSample: (image) => `${image}: замеров ещё нет`,
  sampled: (image, since, source) => `${image}: последний замер ${since} назад, источник ${source}`,
  application: (name, image) => (name === null ? image : `${name} (${image})`),
  limits: (cpu, memory) => `пределы: ЦП ${cpu}, память ${memory}`,
  notCalled: 'ещё не вызывался',
  probe: ({ outcome, stage, failureClass, stages }, since) => {
    switch (outcome) {
      case 'ok':
        return `отвечает (${since} назад): ${stagesOf(stages)}`;
      case 'failed': {
        const what = (classRu as Readonly<Record<string, string>>)[failureClass ?? ''];
        return `НЕ ОТВЕЧАЕТ (${since} назад): ${stageNameRu(stage ?? '')}, ${what ?? failureClass ?? '?'}`;
      }
      case 'unavailable':
        return `проверка невозможна (${since} назад), причина в журнале`;
    }
  },
  noProcesses: 'процессов нет',
  more: (count) => `и ещё ${count}`,
  moreApplications: (count) => `и ещё приложений: ${count}`,
  excluded: (pattern) => `не выгружается (exclude: ${pattern})`,
  young: 'grace',
  columns: {
    pid: 'PID',
    age: 'Возраст',
    cpu: 'ЦП %',
    cpuFloor: 'Минимум',
    memory: 'Память %',
    memoryFloor: 'Минимум',
    appId: 'AppID',
  },
  noIncidents: 'Открытых инцидентов нет.',
  incident: ({ id, subject, application, stops, cure, since }) =>
    `Инцидент ${id}: ${application === null ? '' : `${application}, `}${subject}, длится ${since}, выгружено процессов: ${stops}${cure === 'proven' ? ', устранён' : ''}`,
  mailsWaiting: (count) => `Письма, ещё не принятые почтовым сервером: ${count}`,
  own: ({ memory, cpu, shells }) =>
    `Сам агент: память ${memory}${cpu === null ? '' : `, ЦП ${cpu}`}; PowerShell: ${shells}`,
};

function stagesOf(stages: Readonly<Record<string, number>>): string {
  return Object.entries(stages)
    .map(([stage, ms]) => `${stageNameRu(stage)} ${formatDuration(ms, L)}`)
    .join(', ');
}

export const steeringRu: SteeringTexts = {
  badLength: (found, expected) => `Длительность паузы «${found}»; ожидается ${expected}`,
  lengthWithoutUnit: (found) =>
    `Длительность паузы «${found}» без единицы; укажите её, например ${found}m (минуты) или ${found}h (часы)`,
  missingLength: 'На сколько? Например: comwatch pause 30m --why "обновления"',
  goesOn: 'Агент продолжает работать с прежней конфигурацией.',
  noAgent: (stateDir) => `Агент не запущен (папка состояния ${stateDir}).`,
  agentUnknown: (stateDir, why) =>
    `Запущен ли агент, неизвестно: папка состояния ${stateDir} недоступна для записи (${why}), и сообщить о себе он не может.`,
  notTaken: (reason) => `Не удалось передать запрос агенту: ${reason}`,
  noAnswer: (stateDir) =>
    `Агент не отвечает (папка состояния ${stateDir}). Работает ли он, покажет «comwatch status».`,
  waiting: 'Агент ещё не ответил; ожидание…',
  stopping: (pid) => `Агенту (PID ${pid}) передан запрос на остановку; ожидание…`,
  restarting: (pid) => `Агент (PID ${pid}) завершается и будет запущен снова…`,
  comesBack: (task) =>
    `Его запланированная задача «${task}» запустит его снова в течение пяти минут; чтобы этого не было, отключите задачу.`,
  ended: (pid) => `Агент (PID ${pid}) завершился.`,
  answer: (answer) => answerRu(answer),
};

function answerRu(answer: Answer): string {
  switch (answer.kind) {
    case 'paused':
      return `Пауза до ${formatTime(answer.untilUnixMs)}. Она закончится сама; раньше — «comwatch resume».`;
    case 'resumed':
      return answer.stillUntilUnixMs === null
        ? 'Агент снова следит и выгружает; отсчёт начинается заново.'
        : `Эта пауза закончилась, другая длится до ${formatTime(answer.stillUntilUnixMs)}: «comwatch resume» закончит все.`;
    case 'not-paused':
      return 'Такой паузы нет.';
    case 'released':
      return answer.keys.length === 0
        ? 'Выгрузка не была приостановлена.'
        : `Выгрузка снова разрешена: ${answer.keys.join(', ')}`;
    case 'reloading':
      return 'Агент применяет файл.';
    case 'restart-needed':
      return 'В файле другая папка состояния: для этого нужны «comwatch stop» и новый запуск. Агент работает как прежде.';
    case 'reload-refused':
      return `Агент не принял файл, в нём есть ошибки (${answer.problems}), и работает как прежде. Ошибки покажет «comwatch check-config».`;
    case 'unknown-application':
      return answer.known.length === 0
        ? 'Такого приложения нет: в конфигурации нет именованных приложений.'
        : `Такого приложения нет. Приложения: ${answer.known.join(', ')}`;
  }
}
