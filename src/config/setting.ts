import type { Kind, KindValue, Localized } from './kinds.js';

export const sectionHelp = {
  shellprocess: {
    ru: 'Проверка процессов: процесс выше предела выгружается.',
    en: 'The process check: a process over its limit is unloaded.',
  },
  commethod: {
    ru: 'Проверка COM: вызов сервера так, как его вызывает клиент.',
    en: 'The COM check: the server is called as a client would call it.',
  },
  mail: {
    ru: 'Почта. Без этой секции писем нет.',
    en: 'Mail. Without this section no mail is sent.',
  },
  maintenance: {
    ru: 'Окна обслуживания; [maintenance X] — только для приложения X.',
    en: 'Maintenance windows; [maintenance X]: of the application X only.',
  },
  monitor: { ru: 'Поведение агента.', en: 'How the agent behaves.' },
  log: { ru: 'Журнал.', en: 'The log.' },
  status: {
    ru: 'Состояние агента для браузера и систем мониторинга: страница и /metrics.',
    en: 'The state of the agent for browsers and monitoring systems: a page and /metrics.',
  },
  powershell: {
    ru: 'PowerShell, через который работает агент.',
    en: 'The PowerShell that the agent works through.',
  },
} as const satisfies Record<string, Localized>;

export type SectionName = keyof typeof sectionHelp;

export interface Setting<Value = unknown> {
  readonly key: string;
  readonly kind: Kind<Value>;
  /** As text, read like the file; `undefined`: must be given when its section is there. */
  readonly default: string | undefined;
  /**
   * The value that brings back how versions behaved that had another default, or not this setting: the first start after such
   * a version says so.
   */
  readonly earlier?: string;
  /** A key of the original tool. */
  readonly original?: true;
  /** A bare number has the unit that `[monitor] time_unit` says. */
  readonly followsTimeUnit?: true;
  /** Belongs to the sampling of an image: sections that watch the same image share one value. */
  readonly sampling?: true;
  /** May go on over several lines. */
  readonly lines?: true;
  /** What monitor.ini shows, where the default would not do. */
  readonly sample?: string;
  readonly help: Localized;
}

/** The settings of a section, each under the name that its value has in the program. */
export type Table = Readonly<Record<string, Setting>>;

/** The values of a section, typed by the kinds of its table. */
export type Values<Each extends Table> = {
  readonly [Name in keyof Each]: KindValue<Each[Name]['kind']>;
};
