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
  /** Default as text, read like the file; `undefined`: must be given when its section is there. */
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
}

/** The settings of a section, each under the name that its value has in the program. */
export type Table = Readonly<Record<string, Setting>>;

/** The values of a section, typed by the kinds of its table. */
export type Values<Each extends Table> = {
  readonly [Name in keyof Each]: KindValue<Each[Name]['kind']>;
};
