import type { Language } from '../src/texts/language.js';

/** Texts of the demo. */
export const demoTexts = {
  en: {
    intro: (image: string) =>
      `Three processes named ${image}, a COM server, a mail server on loopback, and the agent.`,
    roles: { idle: 'idle', burn: 'burns a core', leak: 'grows', server: 'COM server' },
    limits: (cpu: number, mb: number, seconds: number) =>
      `Limits: CPU ${cpu} %, memory ${mb} MB, an answer within ${seconds} s; nothing is judged in its first 3 s.`,
    acts: {
      limits: 'Act 1: one process burns a core, one grows. Both go over their limits.',
      grows: 'Act 2: the server grows and does not answer. Its memory is far above its floor.',
      hangs: 'Act 3: the server hangs without a trace: 0 % CPU, flat memory.',
    },
    breach: 'OVER THE LIMIT',
    failed: 'NO ANSWER',
    suspect: 'CHOSEN',
    stop: 'STOPPED',
    recovered: 'ANSWERS AGAIN',
    mail: 'Mail received',
    summary: ['process', 'what it does', 'highest CPU', 'highest memory', 'end', 'mail'],
    cpuName: 'CPU',
    memoryName: 'memory',
    alive: 'running',
    stopped: 'stopped',
    yes: 'yes',
    no: '-',
    page: 'Curves, limits and stops:',
    missed: 'The demo did not see what it should have seen:',
  },
  ru: {
    intro: (image: string) =>
      `Три процесса ${image}, COM-сервер, почтовый сервер на этой машине и агент.`,
    roles: { idle: 'простаивает', burn: 'занимает ядро', leak: 'растёт', server: 'COM-сервер' },
    limits: (cpu: number, mb: number, seconds: number) =>
      `Пределы: ЦП ${cpu} %, память ${mb} МБ, ответ за ${seconds} с; первые 3 с процесс не оценивается.`,
    acts: {
      limits: 'Действие 1: один процесс занимает ядро, другой растёт. Оба выходят за пределы.',
      grows: 'Действие 2: сервер растёт и не отвечает. Его память намного выше её минимума.',
      hangs: 'Действие 3: сервер завис без следа: ЦП 0 %, память не растёт.',
    },
    breach: 'ВЫШЕ ПРЕДЕЛА',
    failed: 'НЕТ ОТВЕТА',
    suspect: 'ВЫБРАН',
    stop: 'ВЫГРУЖЕН',
    recovered: 'СНОВА ОТВЕЧАЕТ',
    mail: 'Получено письмо',
    summary: ['процесс', 'что делает', 'наибольший ЦП', 'наибольшая память', 'итог', 'письмо'],
    cpuName: 'ЦП',
    memoryName: 'память',
    alive: 'работает',
    stopped: 'выгружен',
    yes: 'да',
    no: '-',
    page: 'Кривые, пределы и выгрузки:',
    missed: 'Демонстрация не увидела того, что должна была:',
  },
} as const satisfies Record<Language, unknown>;

export type DemoTexts = (typeof demoTexts)[Language];
