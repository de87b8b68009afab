import type { IncidentBook } from '../acting/incident-book.js';
import type { Instant } from '../../core/instant.js';

/**
 * The server answers: what the limit check stopped of its hosts before the call has helped. Of other processes an answer says
 * nothing, unless it is not known which are the hosts.
 * @param appId of the hosts
 * @param began when the call began
 */
export function proveCures(
  book: IncidentBook,
  application: string | undefined,
  appId: string | undefined,
  began: Instant,
): void {
  for (const incident of book.open) {
    if (incident.check !== 'limits' || incident.application !== application) continue;
    const isOfHosts = appId === undefined || incident.subject === appId;
    const isBefore = incident.evidenceMs < began.monotonicMs;
    if (isOfHosts && isBefore && incident.cure === 'expected') {
      book.change(incident, { cure: 'proven' });
    }
  }
}
