/** Content of the picture of an incident as rows of a mail, for readers who block pictures. */
import { printable } from '../core/foreign.js';
import type { IncidentCurves } from '../core/telling/incident-curves.js';
import type { Description } from './description.js';
import { formatDuration, formatPercent, formatTime } from './format.js';
import { incidentTexts } from './incident.js';
import type { Language } from './language.js';

const MOST_STOPS = 10;

export function figureRows(curves: IncidentCurves, language: Language): Description['rows'] {
  const texts = incidentTexts(language);
  const { limits, processes, probes, stops } = curves;
  const percent = (value: number) => formatPercent(value, language);
  const limitRow = limits && [
    texts.limits,
    texts.limitFigures(percent(limits.cpu), percent(limits.memory)),
  ];
  const figures = processes.map(({ name, pid, points }) => {
    const cpu = Math.max(0, ...points.map(([, value]) => value ?? 0));
    const memory = Math.max(0, ...points.map(([, , value]) => value));
    return `${printable(name, 100)} ${pid}, ${texts.peak(percent(cpu), percent(memory))}`;
  });
  const failed = probes.filter(([, , isGood]) => !isGood).length;
  const slowest = formatDuration(Math.max(0, ...probes.map(([, tookMs]) => tookMs)), language);
  return [
    ...figures.map((each, at) => [at === 0 ? texts.figures : '', each] as const),
    ...(limitRow && figures.length > 0 ? [limitRow as [string, string]] : []),
    ...(probes.length > 0
      ? [[texts.calls, texts.callFigures(probes.length, failed, slowest)] as const]
      : []),
    ...(stops.length > 0
      ? [[texts.stopTimes, stops.slice(-MOST_STOPS).map(clockTime).join(', ')] as const]
      : []),
  ];
}

/** Hours, minutes and seconds. */
export function clockTime(unixMs: number): string {
  return formatTime(unixMs).slice(11, 19);
}
