import type { SentenceTable } from '../../../core/telling/sentence.js';
import type { SteeringSentence } from '../../../core/telling/sentences/steering.js';
import { printable } from '../../../core/foreign.js';
import { formatTime } from '../../format.js';
import { reasonRu } from '../reason.js';

const what = (application: string | undefined) => application ?? 'все приложения';
const because = (why: string) => (why === '' ? '' : ` (${printable(why)})`);

export const steeringRu: SentenceTable<SteeringSentence> = {
  'pause-began': ({ application, untilUnixMs, why, withCalls, isWindow }) =>
    `${isWindow ? 'Окно обслуживания' : 'Пауза'} до ${formatTime(untilUnixMs)}: ${what(application)}${because(why)}. Ничего не выгружается${
      withCalls ? '' : ', COM-сервер не вызывается'
    }`,
  'pause-ended': ({ application, isWindow }) =>
    `${isWindow ? 'Окно обслуживания закончилось' : 'Пауза закончилась'}: ${what(application)}. Отсчёт начинается заново`,
  'not-stopped-paused': ({ target, untilUnixMs }) =>
    `${target.name} ${target.pid} не выгружен: агент на паузе до ${formatTime(untilUnixMs)}`,
  'brake-let-go': ({ keys }) => `Выгрузка снова разрешена по требованию: ${keys.join(', ')}`,
  'configuration-changed': ({ file }) =>
    `Файл ${file} изменился. Агент работает с прежней конфигурацией; «comwatch reload» применит файл`,
  'reload-begun': ({ file }) => `Агент переходит на конфигурацию, которая сейчас в ${file}`,
  'commethod-kept': ({ application }) =>
    `${application === undefined ? '[commethod]' : `[commethod ${application}]`} остаётся прежним до закрытия инцидента: с новыми параметрами проверка здесь ещё ни разу не прошла`,
  'reload-refused': ({ file, problems }) =>
    `${file} не применён, в нём есть ошибки (${problems}). Агент работает как прежде; ошибки покажет «comwatch check-config»`,
  'request-unusable': ({ file, cause }) => `Запрос ${file} не принят: ${reasonRu(cause)}`,
};
