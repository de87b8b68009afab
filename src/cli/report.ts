import { writeAtomic } from '../adapters/files/atomic.js';
import { systemClock } from '../adapters/clock/clock.js';
import { readStories } from '../adapters/state/incident-folder.js';
import { recordFolder } from '../adapters/recording/record-folder.js';
import { filesSince, nothingRead, readRecord } from '../adapters/recording/record-reader.js';
import { reportHtml } from '../adapters/report/report-html.js';
import { loadStatus } from '../adapters/state/status-file.js';
import { configurationOf } from '../compose/monitoring.js';
import { reportView } from '../compose/report-view.js';
import { duration } from '../config/duration.js';
import { loadConfig } from '../config/load.js';
import { RecordView } from '../core/viewing/record-view.js';
import { pageFolder } from '../parts.js';
import { cliTexts } from '../texts/cli.js';
import { formatBytes } from '../texts/format.js';
import { expectedText } from '../texts/expected.js';
import type { Language } from '../texts/language.js';
import { exitCode, reportConfigProblems, type Output } from './output.js';
import { resolve } from 'node:path';

const LONGEST_MS = 31 * 24 * 3_600_000;
const SINCE = duration('ms', 60_000, LONGEST_MS);

export interface ReportOptions {
  /** Duration as written: `24h`. */
  readonly since: string;
  /** File of the report. */
  readonly target: string;
}

/** Writes the status page of a time span as one file: the record, the incidents, the configuration. */
export async function report(
  file: string,
  { since, target }: ReportOptions,
  language: Language,
  output: Output,
): Promise<number> {
  const texts = cliTexts(language).report;
  const length = SINCE.read(since, undefined);
  if (!length.ok) {
    output.error(texts.badSince(since, expectedText(SINCE.expected, language)));
    return exitCode.usage;
  }
  const loaded = await loadConfig(file);
  if (!loaded.ok) return reportConfigProblems(file, loaded.problems, language, output);
  const { stateDir } = loaded.config.monitor;
  const toUnixMs = systemClock.wallMs();
  const fromUnixMs = toUnixMs - length.value;
  const record = new RecordView(fromUnixMs, toUnixMs);
  const folder = recordFolder(stateDir);
  const files = await filesSince(folder, fromUnixMs);
  for await (const { entries, done } of readRecord(folder, files, nothingRead())) {
    for (const entry of entries) record.take(entry);
    output.error(texts.reading(Math.round(100 * done)));
  }
  const { stories } = await readStories(stateDir, fromUnixMs);
  const found = await loadStatus(stateDir);
  const view = reportView({
    record,
    stories,
    status: found.kind === 'value' ? found.value : undefined,
    configuration: configurationOf(loaded.config),
    config: loaded.config,
  });
  const path = resolve(target);
  try {
    const html = await reportHtml(pageFolder, view, language);
    await writeAtomic(path, html);
    output.out(texts.written(path, formatBytes(Buffer.byteLength(html), language)));
    return exitCode.ok;
  } catch (error) {
    output.error(texts.notWritten(path, (error as Error).message));
    return exitCode.failed;
  }
}
