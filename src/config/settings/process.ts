import { duration } from '../duration.js';
import * as kinds from '../kinds.js';
import type { Table } from '../setting.js';

const HOUR = 3_600_000;
const DAY = 24 * 3_600_000;

export const processSettings = {
  name: {
    key: 'name',
    kind: kinds.processName,
    default: 'dllhost.exe',
    original: true,
    help: { ru: 'Имя наблюдаемых процессов.', en: 'Name of the watched processes.' },
  },
  delayMs: {
    key: 'delay',
    kind: duration('ms', 1, DAY),
    followsTimeUnit: true,
    sampling: true,
    default: '120',
    sample: '1 s',
    original: true,
    help: {
      ru: 'Время между замерами; число без единицы — миллисекунды.',
      en: 'Time between samples; a bare number is milliseconds.',
    },
  },
  maxCpuPercent: {
    key: 'maxcpuprocent',
    kind: kinds.number(0, 100_000),
    default: '20',
    original: true,
    help: {
      ru: 'Предел ЦП, %: 100 — одно ядро целиком; выгружается только то, что строго выше.',
      en: 'CPU limit, %: 100 is one full core; only what is strictly greater is unloaded.',
    },
  },
  maxMemoryPercent: {
    key: 'maxmemoryprocent',
    kind: kinds.number(0, 100),
    default: '20',
    original: true,
    help: {
      ru: 'Предел памяти, % физической памяти (рабочий набор).',
      en: 'Memory limit, % of physical memory (working set).',
    },
  },
  source: {
    key: 'source',
    kind: kinds.choice('cim', 'counter', 'process'),
    sampling: true,
    default: 'cim',
    help: {
      ru: 'Откуда берутся показатели; при сбое агент сам переходит к следующему источнику.',
      en: 'Where figures come from; when it fails the agent turns to the next one by itself.',
    },
  },
  cpuWindowMs: {
    key: 'cpu_window',
    kind: duration('ms', 1, HOUR),
    sampling: true,
    default: '5 s',
    help: {
      ru: 'За какое время считается ЦП, %: короткий всплеск не повод для выгрузки.',
      en: 'Time over which CPU % is measured: a short burst is no reason to unload.',
    },
  },
  cpuBasis: {
    key: 'cpu_basis',
    kind: kinds.choice('core', 'machine'),
    sampling: true,
    default: 'core',
    help: {
      ru: 'core: 100 % — одно ядро; machine: 100 % — все ядра вместе.',
      en: 'core: 100 % is one core; machine: 100 % is all cores together.',
    },
  },
  graceMs: {
    key: 'grace',
    kind: duration('ms', 0, DAY),
    sampling: true,
    default: '30 s',
    help: {
      ru: 'Процесс моложе этого возраста не оценивается.',
      en: 'A process younger than this is not judged.',
    },
  },
  floorAfterMs: {
    key: 'floor_after',
    kind: duration('ms', 0, DAY),
    sampling: true,
    default: '10 min',
    earlier: '0 s',
    help: {
      ru: 'Сколько процесс наблюдается после grace, прежде чем его показатели могут указать на него при сбое проверки COM; 0 s — сразу, как раньше.',
      en: 'How long a process is watched after grace before its figures may single it out when the COM check fails; 0 s: at once, as before.',
    },
  },
  sustain: {
    key: 'sustain',
    kind: kinds.sustain,
    default: '1 of 1',
    help: {
      ru: 'Сколько из последних замеров должны быть выше предела.',
      en: 'How many of the last samples must be over the limit.',
    },
  },
  application: {
    key: 'application',
    kind: kinds.optional(kinds.application),
    default: '',
    help: {
      ru: 'Приложение COM+ (имя или AppID): обе проверки касаются только его процессов.',
      en: 'COM+ application (name or AppID): both checks concern its processes only.',
    },
  },
  exclude: {
    key: 'exclude',
    kind: kinds.list,
    default: '',
    lines: true,
    help: {
      ru: 'Через запятую: части командной строки или AppID процессов, которые наблюдаются, но никогда не выгружаются.',
      en: 'Separated by commas: parts of the command line, or AppIDs, of processes that are watched and never unloaded.',
    },
  },
} satisfies Table;
