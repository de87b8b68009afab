/** The view of a time span, as on the status page. */
import type { Config } from '../config/config.js';
import { imageName } from '../core/observing/identity.js';
import type { IncidentStory } from '../core/telling/incident-story.js';
import {
  NOTHING_WATCHED,
  STATUS_FORM,
  type AgentStatus,
  type StatusApplication,
} from '../core/telling/status.js';
import type { RecordView } from '../core/viewing/record-view.js';
import { VIEW_FORM, type View, type ViewCurve, type ViewHistory } from '../core/viewing/view.js';
import { pageEn } from '../texts/en/page.js';
import { formatTime } from '../texts/format.js';
import { pageRu } from '../texts/ru/page.js';
import { version } from '../version.js';
import { hostname } from 'node:os';
import { storyView } from './story-view.js';

export interface ReportParts {
  readonly record: RecordView;
  readonly stories: readonly IncidentStory[];
  /** Status of the running agent, if any. */
  readonly status: AgentStatus | undefined;
  readonly configuration: View['configuration'];
  readonly config: Config;
}

export function reportView({ record, stories, status, configuration, config }: ReportParts): View {
  const history = withStories(record.history, stories);
  const span = [formatTime(history.fromUnixMs), formatTime(history.toUnixMs)] as const;
  const applications: readonly StatusApplication[] =
    record.applications.length > 0
      ? record.applications.map((each) => ({ ...each, ...EMPTY }))
      : config.applications.map(({ name, watch, limits, com }) => ({
          name: name ?? null,
          image: imageName(watch.name),
          progid: com?.progid ?? null,
          limits: limits ? { cpu: limits.maxCpuPercent, memory: limits.maxMemoryPercent } : null,
          ...EMPTY,
        }));
  return {
    form: VIEW_FORM,
    status: { ...(status ?? noAgent(config, history.toUnixMs)), answers: {}, applications },
    history,
    incidents: stories.map(storyView),
    configuration,
    heading: { en: pageEn.report(...span), ru: pageRu.report(...span) },
  };
}

/** A report is about the past: the present is on the status page. */
const EMPTY = { probe: null, pause: null, processes: [], more: 0 } as const;

function noAgent({ file, monitor }: Config, writtenUnixMs: number): AgentStatus {
  return {
    form: STATUS_FORM,
    version: version(),
    hostName: hostname(),
    pid: 0,
    image: '',
    task: null,
    startedUnixMs: writtenUnixMs,
    writtenUnixMs,
    configFile: file,
    configReadUnixMs: writtenUnixMs,
    configChanged: false,
    mailsWaiting: 0,
    shells: [],
    memoryBytes: 0,
    cpuPercent: null,
    longestStallMs: null,
    answers: {},
    ...NOTHING_WATCHED,
    mode: monitor.mode,
  };
}

/** Content of the incident files on processes that the record lacks. */
function withStories(history: ViewHistory, stories: readonly IncidentStory[]): ViewHistory {
  const known = new Set(history.curves.map(({ pid, startedUnixMs }) => `${pid} ${startedUnixMs}`));
  const more = new Map<string, ViewCurve>();
  for (const { application, curves } of stories) {
    for (const { pid, name, startedUnixMs, points } of curves?.processes ?? []) {
      const key = `${pid} ${startedUnixMs}`;
      if (known.has(key) || points.length <= (more.get(key)?.atUnixMs.length ?? 0)) continue;
      more.set(key, {
        ...{ pid, name, startedUnixMs, application, stoppedUnixMs: null },
        atUnixMs: points.map(([atUnixMs]) => atUnixMs),
        cpuPercent: points.map(([, cpuPercent]) => cpuPercent),
        memoryPercent: points.map(([, , memoryPercent]) => memoryPercent),
      });
    }
  }
  return { ...history, curves: [...history.curves, ...more.values()] };
}
