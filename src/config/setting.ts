import type { Kind, KindValue } from './kinds.js';

/** Sections in the order in which they are written. */
export const sectionNames = [
  'shellprocess',
  'commethod',
  'mail',
  'maintenance',
  'monitor',
  'log',
  'status',
  'powershell',
] as const;

export type SectionName = (typeof sectionNames)[number];

export interface Setting<Value = unknown> {
  readonly key: string;
  readonly kind: Kind<Value>;
  /** Default as text, read like the file; `undefined` if it is required when its section is present. */
  readonly default: string | undefined;
  /**
   * The value that restores the behaviour of versions with another default, or without this setting: the first start
   * after such a version reports it.
   */
  readonly earlier?: string;
  /** Whether it is a key of the original tool. */
  readonly original?: true;
  /** Whether a bare number has the unit of `[monitor] time_unit`. */
  readonly followsTimeUnit?: true;
  /** Whether it belongs to the sampling of an image: sections that watch the same image share one value. */
  readonly sampling?: true;
  /** Whether it may continue over several lines. */
  readonly lines?: true;
  /** Value shown in monitor.ini, where the default would not do. */
  readonly sample?: string;
}

/** The settings of a section, each under the name that its value has in the program. */
export type Table = Readonly<Record<string, Setting>>;

/** The values of a section, typed by the kinds of its table. */
export type Values<Each extends Table> = {
  readonly [Name in keyof Each]: KindValue<Each[Name]['kind']>;
};
