/** The probes of all applications: what one of them learns about edge-js applies to all. */
import { hostname } from 'node:os';
import { systemClock } from '../adapters/clock/clock.js';
import { BridgeChoice } from '../adapters/com/bridge.js';
import type { ProbeRunner } from '../adapters/com/probe.js';
import { journalOf } from '../agent/telling/fields.js';
import type { ApplicationConfig, Config } from '../config/config.js';
import type { BridgeSetting } from '../core/judging/bridge.js';
import type { Reason } from '../core/reason.js';
import type { Journal, Notifier } from '../ports.js';
import { makeProbe } from './probe.js';
import { secretsOf } from './secrets.js';

/** The probe of each application with a COM check; no process is started yet. */
export function makeProbes(
  config: Config,
  journal: Journal,
  notify: Notifier,
): ReadonlyMap<ApplicationConfig, ProbeRunner> {
  const secrets = secretsOf(config);
  const choices = new Map<BridgeSetting, BridgeChoice>();
  const choiceOf = (setting: BridgeSetting) => {
    const choice =
      choices.get(setting) ??
      new BridgeChoice(setting, (cause) => tellBridge(cause, journal, notify));
    choices.set(setting, choice);
    return choice;
  };
  return new Map(
    config.applications.flatMap((each) => {
      if (!each.com) return [];
      const surroundings = {
        powershellPath: config.powershell.path,
        choice: choiceOf(each.com.bridge),
      };
      const own = journalOf(each.name, journal);
      return [[each, makeProbe(each.com, own, secrets, surroundings)] as const];
    }),
  );
}

function tellBridge(cause: Reason, journal: Journal, notify: Notifier): void {
  journal({
    level: 'warn',
    action: 'probe',
    sentence: { kind: 'bridge-fallen-back', cause },
    mailed: true,
  });
  const at = systemClock.wallMs();
  const id = `bridge-${at}`;
  void notify({ kind: 'bridge', id, incidentId: id, hostName: hostname(), at, cause });
}
