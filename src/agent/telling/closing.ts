import type { Incident } from '../../core/acting/incident.js';
import type { IncidentEnd } from '../../core/telling/notice.js';
import type { Clock, Journal, Notifier } from '../../ports.js';
import { applicationFields } from './fields.js';

/** Destinations of the report on the end of an incident. */
export interface ClosingPorts {
  readonly clock: Pick<Clock, 'wallMs'>;
  readonly journal: Journal;
  readonly notify: Notifier;
  readonly hostName: string;
}

/** Reports the end of an incident: a record and, if its beginning was mailed, a mail. */
export function tellClosed(incident: Incident, end: IncidentEnd, ports: ClosingPorts): void {
  const { stops, subject, application, id, check } = incident;
  const { clock, journal, notify, hostName } = ports;
  const lastedMs = Math.max(incident.evidenceMs - incident.openedMs, 0);
  const cure = incident.cure === 'expected' ? 'not-proven' : incident.cure;
  const mailed = incident.mailedMs !== undefined;
  journal({
    level: 'info',
    action: 'incident-closed',
    sentence: { kind: 'incident-closed', subject, lastedMs, stops, cure, end },
    incidentId: id,
    fields: {
      ...applicationFields(application),
      'comwatch.cure': cure,
      'comwatch.check': check,
      'comwatch.incident.end': end,
    },
    mailed,
  });
  if (!mailed) return;
  void notify({
    kind: 'closed',
    id: `${id}-closed`,
    incidentId: id,
    hostName,
    at: clock.wallMs(),
    ...(application !== undefined && { application }),
    subject,
    lastedMs,
    stops,
    cure,
    end,
  });
}

/** Reports the end of an incident that an earlier agent left and that is no longer watched. */
export function tellEnded(incident: Incident, ports: ClosingPorts): void {
  // The first answer was its end and has been reported; if it was not mailed, its mail is still due.
  const { check, cure, mailedMs } = incident;
  const isReported = check === 'com' && cure === 'proven' && mailedMs === undefined;
  if (!isReported) tellClosed(incident, 'not-watched', ports);
}
