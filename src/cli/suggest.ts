import { nothingRead, readRecord, type RecordTotals } from '../adapters/recording/record-reader.js';
import { recordFolder } from '../adapters/recording/record-folder.js';
import type { ApplicationConfig, Config } from '../config/config.js';
import { loadConfig } from '../config/load.js';
import type { Override } from '../config/overrides.js';
import { isAborted } from '../core/is-aborted.js';
import type { ReplayResult } from '../core/recording/comparison.js';
import type { SizedFile } from '../core/recording/files.js';
import type { Advice } from '../core/suggesting/advice.js';
import { advise } from '../core/suggesting/advise.js';
import type { ApplicationEvidence } from '../core/suggesting/evidence.js';
import { Gatherer } from '../core/suggesting/gather.js';
import {
  disproved,
  verifiedBy,
  type Suggestion,
  type SuggestReport,
} from '../core/suggesting/verified.js';
import type { Watching } from '../core/suggesting/watching.js';
import { Replay } from '../simulation/replay/play-record.js';
import { cliTexts } from '../texts/cli.js';
import type { Language } from '../texts/language.js';
import { iniValue, suggestLines } from '../texts/suggest.js';
import { exitCode, reportConfigProblems, type Output } from './output.js';
import { openRecord, Progress, spanOf } from './record-source.js';

/** Maximum number of replays: after each one that disproves a limit, the next limit is tried. */
const MOST_REPLAYS = 4;

export interface SuggestOptions {
  /** As written. */
  readonly since: string;
  readonly json: boolean;
}

interface Source {
  readonly file: string;
  readonly dir: string;
  readonly files: readonly SizedFile[];
  readonly sinceUnixMs: number;
  readonly progress: Progress;
  readonly signal: AbortSignal;
}

/** Suggests settings from the record, each tested in a replay. Reads only. */
export async function suggest(
  file: string,
  { since, json }: SuggestOptions,
  language: Language,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const texts = cliTexts(language).suggest;
  const spanMs = spanOf(since);
  if (spanMs === undefined) {
    output.error(cliTexts(language).replay.badSince(since));
    return exitCode.usage;
  }
  const loaded = await loadConfig(file);
  if (!loaded.ok) return reportConfigProblems(file, loaded.problems, language, output);
  const { config } = loaded;
  const opened = await openRecord(config, spanMs, language, output);
  if (!opened.ok) return opened.code;
  const dir = recordFolder(config.monitor.stateDir);
  const progress = new Progress(cliTexts(language).replay.progress, output);
  const source = {
    file,
    dir,
    files: opened.files,
    sinceUnixMs: opened.sinceUnixMs,
    progress,
    signal,
  };
  output.error(texts.gathers(opened.files.length));
  const totals = nothingRead();
  const evidence = await gather(config, source, totals);
  const report =
    evidence && (await tried(config, evidence, source, () => output.error(texts.tries)));
  if (!report || isAborted(signal)) return exitCode.failed;
  const { broken, unreadable, isNewer } = totals;
  const { replay } = cliTexts(language);
  if (broken > 0 || unreadable > 0) output.error(replay.broken(broken, unreadable));
  if (isNewer) output.error(replay.newer);
  if (json) output.out(JSON.stringify(report));
  else for (const line of suggestLines(report, language)) output.out(line);
  const isAny = report.suggestions.some(({ advice }) => advice.some(({ kind }) => kind !== 'none'));
  return isAny ? exitCode.ok : exitCode.failed;
}

async function gather(
  config: Config,
  { dir, files, sinceUnixMs, progress, signal }: Source,
  totals: RecordTotals,
): Promise<readonly ApplicationEvidence[] | undefined> {
  const gatherer = new Gatherer(config.applications.map(watchingOf), sinceUnixMs);
  for await (const { entries, done } of readRecord(dir, files, totals)) {
    for (const entry of entries) gatherer.take(entry);
    if (isAborted(signal)) return undefined;
    progress.at(done);
  }
  return gatherer.finish();
}

/**
 * Suggests, replays with the suggested settings, and suggests again where that stops processes that recovered by
 * themselves.
 */
async function tried(
  config: Config,
  evidence: readonly ApplicationEvidence[],
  source: Source,
  tells: () => void,
): Promise<SuggestReport | undefined> {
  const rejected = config.applications.map(() => new Set<string>());
  for (let turn = 1; ; turn++) {
    const advice = config.applications.map(({ limits, com }, at) => {
      const inForce = { limits, com: com && { ...com, alarmMetric: com.rules.alarmMetric } };
      const of = evidence[at];
      const rejects = (above: number, sustain: object) =>
        rejected[at]?.has(JSON.stringify({ above, sustain })) ?? false;
      return of ? advise(of, inForce, rejects) : [];
    });
    tells();
    const result = await replayWith(config, advice, source);
    if (!result) return undefined;
    const suggestions = config.applications.map(({ name }, at): Suggestion => ({
      name,
      advice: advice[at] ?? [],
      limits: verifiedBy(result, 'limits', name),
      com: verifiedBy(result, 'com', name),
    }));
    const wrong = suggestions.map((each) => disproved(each.advice, each.limits));
    if (turn < MOST_REPLAYS && wrong.some(Boolean)) {
      for (const [at, each] of wrong.entries()) if (each) rejected[at]?.add(JSON.stringify(each));
      continue;
    }
    const { fromUnixMs, untilUnixMs, samples, calls } = result;
    return { fromUnixMs, untilUnixMs, samples, calls, suggestions };
  }
}

async function replayWith(
  { applications }: Config,
  advice: readonly (readonly Advice[])[],
  { file, dir, files, sinceUnixMs, progress, signal }: Source,
): Promise<ReplayResult | undefined> {
  const overrides = applications.flatMap(({ name }, at) => overridesOf(name, advice[at] ?? []));
  const loaded = await loadConfig(file, overrides);
  if (!loaded.ok) throw new Error('the suggested settings are none', { cause: loaded.problems });
  const replay = new Replay({ config: loaded.config, sinceUnixMs });
  for await (const { entries, done } of readRecord(dir, files, nothingRead())) {
    await replay.play(entries);
    if (isAborted(signal)) return undefined;
    progress.at(done);
  }
  return replay.finish();
}

function overridesOf(name: string | undefined, advice: readonly Advice[]): Override[] {
  return advice.flatMap((each) => {
    const value = iniValue(each);
    if (value === undefined) return [];
    const { key } = each;
    const isLimit = each.kind === 'limit' || each.kind === 'sustain';
    const section = isLimit ? ('shellprocess' as const) : ('commethod' as const);
    return [{ section, application: name ?? null, key, value }];
  });
}

function watchingOf({ name, watch, com }: ApplicationConfig): Watching {
  const { cpuWindowMs, cpuBasis, graceMs, floorAfterMs } = watch;
  return {
    name,
    image: watch.name,
    progid: com?.progid,
    isScoped: name !== undefined || watch.application !== undefined,
    cpuWindowMs,
    cpuBasis,
    graceMs,
    timeCacheMs: com?.timeCacheMs ?? 3_600_000,
    floorAfterMs,
  };
}
