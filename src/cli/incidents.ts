/** Past events, read from the state folder: no agent has to run for it, and no PowerShell is started. */
import { join } from 'node:path';
import { systemClock } from '../adapters/clock/clock.js';
import { readStories, readStory } from '../adapters/state/incident-folder.js';
import { duration } from '../config/duration.js';
import { loadConfig } from '../config/load.js';
import { printable } from '../core/foreign.js';
import { lastedMs, stateOf, type IncidentStory } from '../core/telling/incident-story.js';
import { formatDuration } from '../texts/format.js';
import { incidentTexts } from '../texts/incident.js';
import { expectedText } from '../texts/expected.js';
import type { Language } from '../texts/language.js';
import { reasonText } from '../texts/reason.js';
import { columns } from './columns.js';
import { storyLines, tableLines } from './incident-lines.js';
import { exitCode, reportConfigProblems, type Output } from './output.js';

const DAY_MS = 86_400_000;
const SINCE = duration('s', 60_000, 3_650 * DAY_MS);
const SHOWN_LATEST = 5;

export interface IncidentOptions {
  /** Duration as a person writes it: 24h, 7 d. */
  readonly since?: string | undefined;
  readonly json: boolean;
}

/** Incidents that are open, or had events since then; newest first. */
export async function incidents(
  file: string,
  { since, json }: IncidentOptions,
  language: Language,
  output: Output,
): Promise<number> {
  const texts = incidentTexts(language);
  const read =
    since === undefined
      ? ({ ok: true, value: DAY_MS } as const)
      : SINCE.read(since.trim(), undefined);
  if (!read.ok) {
    output.error(
      texts.badSince(printable(since ?? '', 100), expectedText(SINCE.expected, language)),
    );
    return exitCode.usage;
  }
  const loaded = await loadConfig(file);
  if (!loaded.ok) return reportConfigProblems(file, loaded.problems, language, output);
  const nowMs = systemClock.wallMs();
  const { stories, unreadable } = await readStories(
    loaded.config.monitor.stateDir,
    nowMs - read.value,
  );
  for (const each of unreadable) output.error(texts.unreadable(reasonText(each, language)));
  if (json) output.out(JSON.stringify(stories.map(asJson)));
  else if (stories.length === 0) output.out(texts.none(formatDuration(read.value, language)));
  else for (const line of tableLines(stories, nowMs, language)) output.out(line);
  return unreadable.length > 0 && stories.length === 0 ? exitCode.failed : exitCode.ok;
}

/** One incident from its beginning to its end. */
export async function incident(
  file: string,
  id: string | undefined,
  json: boolean,
  language: Language,
  output: Output,
): Promise<number> {
  const texts = incidentTexts(language);
  if (id === undefined) {
    output.error(texts.missingId);
    return exitCode.usage;
  }
  const loaded = await loadConfig(file);
  if (!loaded.ok) return reportConfigProblems(file, loaded.problems, language, output);
  const { stateDir } = loaded.config.monitor;
  const found = await readStory(stateDir, id.trim());
  switch (found.kind) {
    case 'value': {
      const { value: story } = found;
      if (json)
        output.out(
          JSON.stringify({ ...asJson(story), events: story.events, curves: story.curves }),
        );
      else {
        for (const line of storyLines(story, systemClock.wallMs(), columns(), language)) {
          output.out(line);
        }
      }
      return exitCode.ok;
    }
    case 'unreadable':
      output.error(texts.unreadable(reasonText(found.reason, language)));
      return exitCode.failed;
    case 'absent': {
      output.error(texts.unknown(printable(id, 100), join(stateDir, 'incidents')));
      const { stories } = await readStories(stateDir);
      const latest = stories.slice(0, SHOWN_LATEST).map((each) => each.id);
      if (latest.length > 0) output.error(texts.latest(latest));
      return exitCode.failed;
    }
  }
}

function asJson(story: IncidentStory): Record<string, unknown> {
  const { id, check, application, subject, hostName, observes, stops, cure, end, times } = story;
  const { openedUnixMs, evidenceUnixMs, closedUnixMs, provenUnixMs } = story;
  return {
    id,
    state: stateOf(story),
    check,
    application,
    subject,
    hostName,
    observes,
    openedUnixMs,
    evidenceUnixMs,
    provenUnixMs,
    closedUnixMs,
    end,
    lastedMs: lastedMs(story),
    stops,
    cure,
    timesWithinAnHour: times.length,
  };
}
