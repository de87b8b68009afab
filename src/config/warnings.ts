/** What is allowed and probably a mistake: said, not refused. */
import type { Config } from './config.js';
import type { TimeUnit } from './kinds.js';
import type { Machine } from '../core/observing/model.js';
import type { Warning } from './problem.js';
import { isProtected } from './secret.js';
import { settingOf } from './schema.js';
import type { Section } from './sections.js';

const BARE = /^\d+([.,]\d+)?$/;
/** A COM call that is given less than this was written in seconds by someone and read as milliseconds. */
const SHORTEST_PLAUSIBLE_WAIT_MS = 1_000;
/** A bare delay of so few milliseconds was probably meant in seconds. */
const SHORTEST_PLAUSIBLE_DELAY_MS = 50;

/** Every check opens a session on the server. */
const SHORTEST_PLAUSIBLE_COM_DELAY_MS = 1_000;

export function fileWarnings(
  config: Config,
  sections: readonly Section[],
  unit: TimeUnit | undefined,
): Warning[] {
  const warnings: Warning[] = [];
  const given = sections.flatMap(({ name, title, entries }) =>
    entries.map((entry) => ({ ...entry, section: title, setting: settingOf(name, entry.key) })),
  );
  for (const { section, setting, line, value } of given) {
    if (!setting) continue;
    const { key, kind } = setting;
    if (kind.secret && value !== '' && !isProtected(value)) {
      warnings.push({ kind: 'clear-password', line, section, key });
    }
    if (!BARE.test(value)) continue;
    const meansMs = Number(value.replace(',', '.'));
    const wait = key === 'witerezult' && unit === 'ms' && meansMs < SHORTEST_PLAUSIBLE_WAIT_MS;
    const cache = key === 'time_cache' && unit === 'ms' && meansMs < 60_000;
    const delay = key === 'delay' && unit === undefined && meansMs < SHORTEST_PLAUSIBLE_DELAY_MS;
    if (wait || cache || delay) {
      warnings.push({ kind: 'looks-like-seconds', line, section, key, found: value, meansMs });
    }
  }
  // 120 was two minutes between COM checks in the original and is eight checks a second here, written or by default.
  for (const { com } of config.applications) {
    if (com && com.delayMs < SHORTEST_PLAUSIBLE_COM_DELAY_MS) {
      warnings.push({ kind: 'com-delay-short', delayMs: com.delayMs });
    }
  }
  if (!config.mail) warnings.push({ kind: 'no-mail' });
  if (config.applications.every(({ com }) => !com)) warnings.push({ kind: 'no-com-check' });
  if (config.applications.every(({ limits }) => !limits))
    warnings.push({ kind: 'no-process-check' });
  return warnings;
}

/** Warnings that need to know the machine, or what the source can do. */
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
  if (watch.delayMs < minimumSpacingMs) {
    warnings.push({
      kind: 'delay-stretched',
      source: watch.source,
      delayMs: watch.delayMs,
      spacingMs: minimumSpacingMs,
    });
  }
  return warnings;
}
