import { nothingRead, readRecord, type RecordTotals } from '../adapters/recording/record-reader.js';
import { recordFolder } from '../adapters/recording/record-folder.js';
import { loadConfig } from '../config/load.js';
import { parseOverride, type Override } from '../config/overrides.js';
import type { ReplayResult } from '../core/recording/comparison.js';
import { isAborted } from '../core/is-aborted.js';
import { Replay } from '../simulation/replay/play-record.js';
import { cliTexts } from '../texts/cli.js';
import { formatTime } from '../texts/format.js';
import type { Language } from '../texts/language.js';
import { countsOf, replayLines } from '../texts/replay.js';
import { exitCode, reportConfigProblems, type Output } from './output.js';
import { openRecord, Progress, spanOf } from './record-source.js';

export interface ReplayOptions {
  /** As written. */
  readonly since: string;
  readonly set: readonly string[];
  readonly json: boolean;
}

/** Shows from the record what this configuration would have stopped: nothing is called, sampled or stopped, no file is written. */
export async function replay(
  file: string,
  { since, set, json }: ReplayOptions,
  language: Language,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const texts = cliTexts(language).replay;
  const spanMs = spanOf(since);
  if (spanMs === undefined) {
    output.error(texts.badSince(since));
    return exitCode.usage;
  }
  const overrides: Override[] = [];
  for (const each of set) {
    const parsed = parseOverride(each);
    if (!parsed.ok) {
      output.error(texts.badOverride(parsed.reason));
      return exitCode.usage;
    }
    overrides.push(parsed.value);
  }
  const loaded = await loadConfig(file, overrides);
  if (!loaded.ok) return reportConfigProblems(file, loaded.problems, language, output);
  const { config } = loaded;
  const opened = await openRecord(config, spanMs, language, output);
  if (!opened.ok) return opened.code;
  const { files, sinceUnixMs } = opened;
  const dir = recordFolder(config.monitor.stateDir);
  output.error(texts.begins(formatTime(sinceUnixMs), files.length));
  const totals = nothingRead();
  const played = new Replay({ config, sinceUnixMs });
  const progress = new Progress(texts.progress, output);
  for await (const { entries, done } of readRecord(dir, files, totals)) {
    await played.play(entries);
    if (isAborted(signal)) return exitCode.failed;
    progress.at(done);
  }
  const result = await played.finish();
  const { broken, unreadable, isNewer } = totals;
  if (broken > 0 || unreadable > 0) output.error(texts.broken(broken, unreadable));
  if (isNewer) output.error(texts.newer);
  if (result.untilUnixMs < sinceUnixMs) {
    output.error(texts.nothingSince(formatTime(sinceUnixMs)));
    return exitCode.failed;
  }
  show(result, totals, json, language, output);
  return exitCode.ok;
}

function show(
  result: ReplayResult,
  totals: RecordTotals,
  json: boolean,
  language: Language,
  output: Output,
): void {
  if (json) output.out(JSON.stringify({ ...result, counts: countsOf(result), record: totals }));
  else for (const line of replayLines(result, language)) output.out(line);
}
