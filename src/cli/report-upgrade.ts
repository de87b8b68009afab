/** Reports changes since the version that ran here before. */
import { within } from '../adapters/clock/deadline.js';
import type { FoundRun, LastRunFile } from '../adapters/state/last-run.js';
import { tellUpgrade } from '../agent/telling/upgrade.js';
import type { Composition } from '../compose/compose.js';
import { changedDefaults, presentDefaults } from '../config/changed-defaults.js';
import type { LoadAnswer } from '../config/load.js';
import { version } from '../version.js';

type Loaded = Pick<Extract<LoadAnswer, { ok: true }>, 'config' | 'written'>;
type Ports = Pick<Composition, 'ports'>;

/** Maximum wait for the disk; a report that it does not take is repeated at the next start. */
const DEADLINE_MS = 5_000;

/** Reports once the defaults that differ from those of the version that ran last, then stores the present ones. */
export async function reportUpgrade(
  loaded: Loaded,
  before: FoundRun,
  lastRun: LastRunFile,
  composition: Ports,
): Promise<void> {
  await within(tellThenNote(loaded, before, lastRun, composition), DEADLINE_MS);
}

/** Stored after the notice: an agent that ends in between reports it again. */
async function tellThenNote(
  { config, written }: Loaded,
  before: FoundRun,
  lastRun: LastRunFile,
  { ports }: Ports,
): Promise<void> {
  if (before.kind !== 'none') {
    const defaults = before.kind === 'known' ? before.run.defaults : undefined;
    await tellUpgrade(version(), changedDefaults(config, written, defaults), ports);
  }
  await lastRun.save({ version: version(), defaults: presentDefaults() });
}
