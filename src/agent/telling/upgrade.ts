import { incidentId } from '../../core/acting/incident.js';
import type { ChangedDefault } from '../../core/telling/notice.js';
import type { Clock, Journal, Notifier } from '../../ports.js';

/** Logs and mails each default that differs from the previous version's. Resolves when the notice is on disk. */
export async function tellUpgrade(
  version: string,
  changes: readonly ChangedDefault[],
  ports: {
    readonly clock: Pick<Clock, 'wallMs'>;
    readonly hostName: string;
    readonly journal: Journal;
    readonly notify: Notifier;
  },
): Promise<void> {
  if (changes.length === 0) return;
  const { clock, hostName, journal, notify } = ports;
  const at = clock.wallMs();
  const id = incidentId(at, 'upgrade');
  for (const change of changes) {
    journal({
      level: 'info',
      action: 'upgrade',
      sentence: { kind: 'default-changed', ...change },
      incidentId: id,
      fields: { 'agent.version': version },
      mailed: true,
    });
  }
  await notify({ kind: 'upgrade', id, incidentId: id, hostName, at, version, changes });
}
