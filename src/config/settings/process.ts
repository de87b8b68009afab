import * as kinds from '../kinds.js';
import type { Setting } from '../setting.js';

const HOUR = 3_600_000;
const DAY = 24 * 3_600_000;

export const processSettings: readonly Setting[] = [
  {
    section: 'shellprocess',
    key: 'name',
    kind: kinds.processName,
    default: 'dllhost.exe',
    original: true,
    help: { ru: 'Имя наблюдаемых процессов.', en: 'Name of the watched processes.' },
  },
  {
    section: 'shellprocess',
    key: 'delay',
    kind: kinds.duration('ms', 1, DAY),
    default: '120',
    sample: '1 s',
    original: true,
    help: {
      ru: 'Время между замерами; число без единицы — миллисекунды.',
      en: 'Time between samples; a bare number is milliseconds.',
    },
  },
  {
    section: 'shellprocess',
    key: 'maxcpuprocent',
    kind: kinds.number(0, 100_000),
    default: '20',
    original: true,
    help: {
      ru: 'Предел ЦП, %: 100 — одно ядро целиком; выгружается только то, что строго выше.',
      en: 'CPU limit, %: 100 is one full core; only what is strictly greater is unloaded.',
    },
  },
  {
    section: 'shellprocess',
    key: 'maxmemoryprocent',
    kind: kinds.number(0, 100),
    default: '20',
    original: true,
    help: {
      ru: 'Предел памяти, % физической памяти (рабочий набор).',
      en: 'Memory limit, % of physical memory (working set).',
    },
  },
  {
    section: 'shellprocess',
    key: 'source',
    kind: kinds.choice('cim', 'counter', 'process'),
    default: 'cim',
    help: {
      ru: 'Откуда берутся показатели; при сбое агент сам переходит к следующему источнику.',
      en: 'Where figures come from; when it fails the agent turns to the next one by itself.',
    },
  },
  {
    section: 'shellprocess',
    key: 'cpu_window',
    kind: kinds.duration('ms', 1, HOUR),
    default: '5 s',
    help: {
      ru: 'За какое время считается ЦП, %: короткий всплеск не повод для выгрузки.',
      en: 'Time over which CPU % is measured: a short burst is no reason to unload.',
    },
  },
  {
    section: 'shellprocess',
    key: 'cpu_basis',
    kind: kinds.choice('core', 'machine'),
    default: 'core',
    help: {
      ru: 'core: 100 % — одно ядро; machine: 100 % — все ядра вместе.',
      en: 'core: 100 % is one core; machine: 100 % is all cores together.',
    },
  },
  {
    section: 'shellprocess',
    key: 'grace',
    kind: kinds.duration('ms', 0, DAY),
    default: '30 s',
    help: {
      ru: 'Процесс моложе этого возраста не оценивается.',
      en: 'A process younger than this is not judged.',
    },
  },
  {
    section: 'shellprocess',
    key: 'sustain',
    kind: kinds.sustain,
    default: '1 of 1',
    help: {
      ru: 'Сколько из последних замеров должны быть выше предела.',
      en: 'How many of the last samples must be over the limit.',
    },
  },
  {
    section: 'shellprocess',
    key: 'application',
    kind: kinds.line,
    default: '',
    help: {
      ru: 'Приложение COM+ (имя или AppID): обе проверки касаются только его процессов.',
      en: 'COM+ application (name or AppID): both checks concern its processes only.',
    },
  },
];
