/** Allowed values that are probably mistakes: reported, but not refused. */
import { afterAnswerMs } from '../core/judging/com-schedule.js';
import { minimumSpacingMs as minimumSpacing } from '../core/observing/spacing.js';
import { clearLogin } from './clear-login.js';
import type { Config, WatchConfig } from './config.js';
import type { Entry } from './dialect.js';
import { maintenanceWarnings } from './maintenance.js';
import type { TimeUnit } from './kinds.js';
import { doubtfulCharacters, lookAlikes } from './letters.js';
import type { Machine } from '../core/observing/model.js';
import type { Warning } from './problem.js';
import { isProtected } from './secret.js';
import { settingOf, type Setting } from './schema.js';
import type { Section } from './sections.js';
import { BARE } from './values.js';
import { suspicionOf } from './suspicion.js';

/** A shorter limit for a COM call was probably written in seconds and read as milliseconds. */
const SHORTEST_PLAUSIBLE_WAIT_MS = 1_000;
const SHORTEST_PLAUSIBLE_CACHE_MS = 60_000;
/** Every check opens a session on the server. */
const SHORTEST_PLAUSIBLE_COM_DELAY_MS = 1_000;
/** What is saved in a code page without Russian letters loses them. */
const LOST = /\?{3}/;
const ALL_LOST = /^\?{3,}$/;
/** Domains of examples (RFC 2606), and `example` under any other domain, as people write it. */
const EXAMPLE = /(^|[@.])(example\.[a-z]{2,}|[^.@]+\.(test|example|invalid))\.?(:\d+)?$/i;

interface Written extends Entry {
  readonly section: string;
  readonly setting: Setting;
}

export function fileWarnings(
  config: Config,
  sections: readonly Section[],
  unit: TimeUnit | undefined,
): Warning[] {
  const written = sections.flatMap(({ name, title, entries }) =>
    entries.flatMap((entry): Written[] => {
      const setting = settingOf(name, entry.key);
      return setting && entry.value !== '' ? [{ ...entry, section: title, setting }] : [];
    }),
  );
  const warnings = written.flatMap((each) => [
    ...secretWarnings(each),
    ...textWarnings(each),
    ...unitWarnings(each, unit),
    ...exampleWarnings(each),
  ]);
  const bare = warnings.filter((each) => each.kind === 'bare-delay').map(({ section }) => section);
  // 120 meant two minutes between COM checks in the original and means eight checks a second here, whether written or
  // default.
  for (const { name, com } of config.applications) {
    const title = name === undefined ? 'commethod' : `commethod ${name}`;
    if (com && com.delayMs < SHORTEST_PLAUSIBLE_COM_DELAY_MS && !bare.includes(title)) {
      const { delayMs, rules } = com;
      const stretchedMs = afterAnswerMs({ delayMs, checkLoad: rules.checkLoad }, undefined);
      const isStretched = stretchedMs > delayMs;
      warnings.push({
        kind: 'com-delay-short',
        section: title,
        delayMs,
        stretchedMs: isStretched ? stretchedMs : undefined,
      });
    }
  }
  warnings.push(...maintenanceWarnings(config.maintenance));
  if (isUntouched(written)) warnings.push({ kind: 'untouched-sample' });
  const when = config.mail && clearLogin(config.mail);
  if (when) warnings.push({ kind: 'clear-login', when });
  if (!config.mail) warnings.push({ kind: 'no-mail' });
  if (config.applications.every(({ com }) => !com)) warnings.push({ kind: 'no-com-check' });
  if (config.applications.every(({ limits }) => !limits))
    warnings.push({ kind: 'no-process-check' });
  return warnings;
}

function secretWarnings({ section, setting: { key, kind }, line, value }: Written): Warning[] {
  if (!kind.secret || isProtected(value)) return [];
  return [{ kind: value === '***' ? 'masked-password' : 'clear-password', line, section, key }];
}

/** Content that was probably not meant. Where the value has a fixed form, it is a problem already. */
function textWarnings({ section, setting: { key, kind }, line, value }: Written): Warning[] {
  if (!kind.free) {
    const characters = kind.secret ? [] : lookAlikes(value);
    return characters.length === 0
      ? []
      : [{ kind: 'doubtful-characters', line, section, key, characters }];
  }
  const suspicion = suspicionOf(value);
  const characters = doubtfulCharacters(value);
  return [
    ...(suspicion === 'comment' ? [{ kind: 'comment-in-value', line, section, key } as const] : []),
    ...(suspicion === 'quotes' ? [{ kind: 'quoted-value', line, section, key } as const] : []),
    ...((kind.secret ? ALL_LOST : LOST).test(value)
      ? [{ kind: 'lost-letters', line, section, key } as const]
      : []),
    ...(characters.length === 0
      ? []
      : [
          {
            kind: 'doubtful-characters',
            line,
            section,
            key,
            characters: kind.secret ? [] : characters,
          } as const,
        ]),
  ];
}

function unitWarnings(
  { section, setting: { key }, line, value }: Written,
  unit: TimeUnit | undefined,
): Warning[] {
  if (!BARE.test(value)) return [];
  const meansMs = Number(value.replace(',', '.'));
  // A value of more than a second was hardly meant as that many minutes.
  if (key === 'delay' && unit === undefined && meansMs < SHORTEST_PLAUSIBLE_WAIT_MS) {
    return [{ kind: 'bare-delay', line, section, key, found: value }];
  }
  const wait = key === 'witerezult' && unit === 'ms' && meansMs < SHORTEST_PLAUSIBLE_WAIT_MS;
  const cache = key === 'time_cache' && unit === 'ms' && meansMs < SHORTEST_PLAUSIBLE_CACHE_MS;
  return wait || cache
    ? [{ kind: 'looks-like-seconds', line, section, key, found: value, meansMs }]
    : [];
}

function exampleWarnings({ section, setting: { key }, line, value }: Written): Warning[] {
  const isMail = section === 'mail' && ['recipients', 'sender', 'host'].includes(key);
  const parts = value.split(/[,;\s<>]+/);
  return isMail && parts.some((each) => EXAMPLE.test(each))
    ? [{ kind: 'example-address', line, section, key }]
    : [];
}

/** Every required value is still the shipped one. */
function isUntouched(written: readonly Written[]): boolean {
  const toFill = written.filter(
    ({ setting }) => setting.default === undefined && setting.sample !== undefined,
  );
  return toFill.length > 0 && toFill.every(({ setting, value }) => value === setting.sample);
}

/** Warnings that depend on the machine, or on the abilities of the source. */
export function machineWarnings(
  config: Config,
  machine: Pick<Machine, 'logicalProcessors'>,
  minimumSpacingMs: number,
): Warning[] {
  const warnings: Warning[] = [];
  const [{ limits, watch }] = config.applications;
  const manyCores = machine.logicalProcessors >= 4;
  const oneCore = watch.cpuBasis === 'core' ? 100 : 100 / machine.logicalProcessors;
  if (limits && manyCores && limits.maxCpuPercent < oneCore) {
    warnings.push({
      kind: 'below-one-core',
      limit: limits.maxCpuPercent,
      logicalProcessors: machine.logicalProcessors,
    });
  }
  warnings.push(...stretched(watch, minimumSpacingMs));
  return warnings;
}

/** Delays that the configured sources stretch. */
export function spacingWarnings({ applications }: Config): Warning[] {
  const images = new Map(applications.map(({ watch }) => [watch.name.toLowerCase(), watch]));
  return [...images.values()].flatMap((watch) => stretched(watch, minimumSpacing[watch.source]));
}

function stretched({ source, delayMs }: WatchConfig, spacingMs: number): Warning[] {
  return delayMs < spacingMs ? [{ kind: 'delay-stretched', source, delayMs, spacingMs }] : [];
}
