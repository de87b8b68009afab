import type { IncidentBook } from '../acting/incident-book.js';
import type { Instant } from '../../core/instant.js';

/**
 * Records cures when the server answers: stops that the limit check made among its hosts before the call have helped.
 * The answer proves nothing about other processes, unless the hosts are not known.
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
