import type { Language } from '../src/texts/language.js';

/** What the demo says. */
export const demoTexts = {
  en: {
    intro: 'Three processes named dllhost.exe, a mail server on loopback, and the agent.',
    roles: { idle: 'idle', burn: 'burns a core', leak: 'grows' },
    limits: (cpu: number, mb: number) =>
      `Limits: CPU ${cpu} %, memory ${mb} MB; nothing is judged in its first 3 s.`,
    breach: 'OVER THE LIMIT',
    stop: 'STOPPED',
    mail: 'Mail received',
    summary: ['process', 'what it does', 'highest CPU', 'highest memory', 'end', 'mail'],
    alive: 'lives',
    stopped: 'stopped',
    yes: 'yes',
    no: '-',
    page: 'Curves, limits and kills:',
    failed: 'The demo did not see what it should have seen within 25 s.',
    cpu: 'CPU, % of one core',
    memory: 'Memory, % of physical memory',
    limit: 'limit',
    heading: 'comwatch: what the agent saw and did',
    note: 'Made from monitor.log alone. Process list and kills are real; the cmdlets of Windows are stand-ins.',
  },
  ru: {
    intro: 'Три процесса dllhost.exe, почтовый сервер на этой машине и агент.',
    roles: { idle: 'простаивает', burn: 'занимает ядро', leak: 'растёт' },
    limits: (cpu: number, mb: number) =>
      `Пределы: ЦП ${cpu} %, память ${mb} МБ; первые 3 с процесс не оценивается.`,
    breach: 'ВЫШЕ ПРЕДЕЛА',
    stop: 'ВЫГРУЖЕН',
    mail: 'Получено письмо',
    summary: ['процесс', 'что делает', 'наибольший ЦП', 'наибольшая память', 'итог', 'письмо'],
    alive: 'работает',
    stopped: 'выгружен',
    yes: 'да',
    no: '-',
    page: 'Кривые, пределы и выгрузки:',
    failed: 'За 25 с демонстрация не увидела того, что должна была.',
    cpu: 'ЦП, % одного ядра',
    memory: 'Память, % физической памяти',
    limit: 'предел',
    heading: 'comwatch: что видел и сделал агент',
    note: 'Построено по одному только monitor.log. Процессы и выгрузки настоящие; командлеты Windows — заменители.',
  },
} as const satisfies Record<Language, unknown>;
