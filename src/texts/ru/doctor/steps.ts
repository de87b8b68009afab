import type { StepId } from '../../../core/doctor/step-id.js';

/** Названия проверок. */
export const stepRu: Readonly<Record<StepId, string>> = {
  versions: 'Версии',
  variables: 'Переменные среды',
  shells: 'PowerShell отвечает',
  recording: 'Запись команд политиками',
  edge: 'Доступ к COM-серверу',
  sources: 'Источники замеров',
  'command-lines': 'Командные строки',
  stop: 'Право выгружать',
  'com-class': 'Класс COM',
  'com-call': 'Вызов COM',
  'event-log': 'Журнал событий',
  secrets: 'Защита паролей',
  rights: 'Права на файлы',
  disk: 'Место на диске',
  mail: 'Почта до получателей',
  task: 'Задача планировщика',
};

/** Что делает проверка, пока она идёт. */
export const doingRu: Readonly<Record<StepId, string>> = {
  versions: 'чтение версий',
  variables: 'чтение имён переменных среды',
  shells: 'запуск PowerShell',
  recording: 'измерение записи, которую ведут политики',
  edge: 'загрузка .NET через edge-js',
  sources: 'сравнение источников замеров',
  'command-lines': 'чтение командных строк двумя способами',
  stop: 'выгрузка собственного процесса',
  'com-class': 'поиск класса COM',
  'com-call': 'вызов COM-сервера',
  'event-log': 'проверка журнала событий',
  secrets: 'защита текста и обратное чтение',
  rights: 'чтение прав на файлы',
  disk: 'чтение свободного места',
  mail: 'обмен с почтовым сервером до получателей',
  task: 'чтение задачи планировщика',
};
