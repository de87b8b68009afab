/** Every setting with the value in force: for the start record and for `comwatch config`. */
import { afterAnswerMs } from '../core/judging/com-schedule.js';
import { minimumSpacingMs } from '../core/observing/spacing.js';
import type { FieldValue } from '../core/telling/journal-event.js';
import type { Config } from './config.js';
import { sectionNames, tables, type SectionName, type Setting } from './schema.js';

export interface SectionInForce {
  readonly name: SectionName;
  /** X of `[shellprocess X]`. */
  readonly application: string | undefined;
  /** Text in the brackets. */
  readonly title: string;
  /** False where the file has no such section: its settings have no value then. */
  readonly isPresent: boolean;
  readonly settings: readonly SettingInForce[];
}

export interface SettingInForce {
  readonly key: string;
  readonly setting: Setting;
  /** Text of the value as written in a file, with its unit; `undefined` without the section. A password is `***`. */
  readonly text: string | undefined;
  readonly value: unknown;
}

type Values = Readonly<Record<string, unknown>>;

/** The sections of every application, then those of the agent. */
export function sectionsInForce(config: Config): SectionInForce[] {
  const applications = config.applications.flatMap(({ name, watch, limits, com }) => [
    section('shellprocess', name, limits && { ...watch, ...limits }),
    section('commethod', name, com && { ...com, ...com.rules, ...com.transaction }),
  ]);
  const agent: Readonly<
    Record<Exclude<SectionName, 'shellprocess' | 'commethod' | 'maintenance'>, Values | undefined>
  > = {
    mail: config.mail,
    monitor: config.monitor,
    log: config.log,
    status: config.status,
    powershell: config.powershell,
  };
  return sectionNames.flatMap((each) => {
    switch (each) {
      case 'shellprocess':
        return applications;
      case 'commethod':
        return [];
      case 'maintenance':
        return maintenanceIn(config);
      case 'mail':
      case 'monitor':
      case 'log':
      case 'status':
      case 'powershell':
        return [section(each, undefined, agent[each])];
    }
  });
}

function maintenanceIn({ maintenance }: Config): SectionInForce[] {
  const hasOneOfAll = maintenance.some(({ application }) => application === undefined);
  return [
    ...(hasOneOfAll ? [] : [section('maintenance', undefined, undefined)]),
    ...maintenance.map((each) => section('maintenance', each.application, each)),
  ];
}

function section(
  name: SectionName,
  application: string | undefined,
  values: Values | undefined,
): SectionInForce {
  const title = application === undefined ? name : `${name} ${application}`;
  const settings = Object.entries<Setting>(tables[name]).map(([property, setting]) => ({
    key: setting.key,
    setting,
    value: values?.[property],
    text: values && setting.kind.write(values[property]),
  }));
  return { name, application, title, isPresent: values !== undefined, settings };
}

/**
 * Fields of the start record, `comwatch.config.<section>.<key>`: numbers, booleans and lists as such, times with their
 * unit, `null` without a value. Named sections have their own records.
 */
export function settingFields(
  config: Config,
  application: string | undefined,
): Record<string, FieldValue> {
  const ofApplication = sectionsInForce(config).filter((each) => each.application === application);
  const fields = ofApplication.flatMap(({ name, settings }) =>
    settings.map((each) => [`comwatch.config.${name}.${each.key}`, fieldOf(each)] as const),
  );
  return { ...Object.fromEntries(fields), ...stretchedFields(config, application) };
}

/** Where the source, or `check_load`, stretches a delay, the value in force is shown in its place. */
function stretchedFields(
  { applications }: Config,
  application: string | undefined,
): Record<string, FieldValue> {
  const { watch, limits, com } = applications.find(({ name }) => name === application) ?? {};
  const write = (ms: number) => tables.shellprocess.delayMs.kind.write(ms);
  const spacingMs = watch && limits ? minimumSpacingMs[watch.source] : 0;
  const leastMs = com
    ? afterAnswerMs({ delayMs: com.delayMs, checkLoad: com.rules.checkLoad }, undefined)
    : 0;
  return {
    ...(watch && watch.delayMs < spacingMs
      ? { 'comwatch.config.shellprocess.delay': write(spacingMs) }
      : {}),
    ...(com && com.delayMs < leastMs ? { 'comwatch.config.commethod.delay': write(leastMs) } : {}),
  };
}

function fieldOf({ text, value, setting }: SettingInForce): FieldValue {
  if (text === undefined || value === undefined) return null;
  if (setting.kind.secret) return text;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'number' && text === String(value)) return value;
  if (Array.isArray(value) && value.every((each) => typeof each === 'string')) return value;
  return text;
}
