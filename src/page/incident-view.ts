/** Incidents, each with its story and its picture. */
import type { ViewIncident } from '../core/viewing/view.js';
import { formatDuration } from '../texts/format.js';
import { element } from './element.js';
import { incidentPicture, type PictureContext } from './incident-picture.js';
import { clockTime, type Words } from './words.js';

export function incidentList(
  incidents: readonly ViewIncident[],
  context: PictureContext,
): readonly Node[] {
  const { words } = context;
  if (incidents.length === 0) return [element('p', { class: 'note' }, words.noIncidents)];
  const isOpen = ({ closedUnixMs }: ViewIncident) => closedUnixMs === null;
  const sorted = [...incidents.filter(isOpen), ...incidents.filter((each) => !isOpen(each))];
  return sorted.map((each) => incident(each, context));
}

function incident(each: ViewIncident, context: PictureContext): HTMLElement {
  const { nowUnixMs, words } = context;
  const { id, check, application, subject, openedUnixMs, closedUnixMs, stops } = each;
  const isOpen = closedUnixMs === null;
  const state = each.isCured ? words.cured : isOpen ? words.open : words.closed;
  const lasted = formatDuration((closedUnixMs ?? nowUnixMs) - openedUnixMs, words.locale);
  const title = [
    check === 'com' ? words.comCheck : words.processCheck,
    ...(application === null ? [] : [application]),
    subject,
  ].join(' · ');
  const kind = each.isCured ? 'good' : isOpen ? 'bad' : 'none';
  const summary = element(
    'summary',
    { id: `summary-${id}` },
    element('span', { class: `badge ${kind}` }, state),
    element('strong', {}, title),
    element('span', { class: 'note' }, words.since(clockTime(openedUnixMs), lasted)),
    stops > 0 ? element('span', { class: 'note' }, words.stops(stops)) : null,
  );
  const picture = element('div', {
    class: 'cards',
    role: 'group',
    'aria-label': words.picture(id),
  });
  const details = element(
    'details',
    { class: 'card incident', id: `incident-${id}` },
    summary,
    element('p', { class: 'note' }, id),
    picture,
    story(each, words),
  );
  // Drawn on demand: there may be fifty of them.
  details.addEventListener('toggle', () => {
    if (details.open && picture.childElementCount === 0)
      picture.append(...incidentPicture(each, context));
  });
  return details;
}

function story({ events }: ViewIncident, words: Words): HTMLElement {
  if (events.length === 0) return element('p', { class: 'note' }, words.noStory);
  const rows = events.map(({ atUnixMs, level, text }) =>
    element(
      'li',
      { class: level },
      element('time', { datetime: new Date(atUnixMs).toISOString() }, clockTime(atUnixMs)),
      element('span', {}, text[words.locale]),
    ),
  );
  return element('ol', { class: 'story', 'aria-label': words.story }, ...rows);
}
