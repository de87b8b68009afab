import { readFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { systemClock } from '../adapters/clock/clock.js';
import { decodeText } from '../config/decode.js';
import { sectionsInForce } from '../config/in-force.js';
import { loadConfig } from '../config/load.js';
import type { Config } from '../config/config.js';
import type { Finding } from '../core/telling/proof.js';
import { proofOf } from '../simulation/prove/proof.js';
import { cliTexts } from '../texts/cli.js';
import type { Language } from '../texts/language.js';
import { proofLines } from '../texts/proof.js';
import { exitCode, reportConfigProblems, type Output } from './output.js';
import { playInThreads } from './prove-threads.js';

const MOST_NIGHTS = 10_000;
const PROGRESS_EVERY_MS = 3_000;

export interface ProveOptions {
  /** Number as text. */
  readonly nights: string;
  readonly json: boolean;
}

/** Shows what this configuration would do in simulated nights: nothing is called, sampled or stopped. */
export async function prove(
  file: string,
  options: ProveOptions,
  language: Language,
  output: Output,
  signal: AbortSignal,
): Promise<number> {
  const texts = cliTexts(language).prove;
  const count = /^\d{1,5}$/.test(options.nights) ? Number(options.nights) : 0;
  if (count < 1 || count > MOST_NIGHTS) {
    output.error(texts.badNights(options.nights));
    return exitCode.usage;
  }
  const loaded = await loadConfig(file);
  if (!loaded.ok) return reportConfigProblems(file, loaded.problems, language, output);
  const { config } = loaded;
  const text = decodeText(await readFile(file));
  const computer = {
    logicalProcessors: Math.max(1, cpus().length),
    physicalMemoryBytes: totalmem(),
  };
  let shownMs = systemClock.monotonicMs();
  output.error(texts.begins(count));
  const nights = await playInThreads(
    { text, file: config.file, computer },
    count,
    (done) => {
      if (systemClock.monotonicMs() - shownMs < PROGRESS_EVERY_MS) return;
      shownMs = systemClock.monotonicMs();
      output.error(texts.progress(done, count));
    },
    signal,
  );
  if (signal.aborted || nights.length === 0) return exitCode.failed;
  const proof = proofOf(config, nights, computer);
  const valueOf = valuesOf(config);
  if (options.json) {
    const findings = proof.findings.map((each) => ({ ...each, value: valueOf(each) }));
    output.out(JSON.stringify({ ...proof, findings }));
  } else for (const line of proofLines(proof, valueOf, language)) output.out(line);
  return exitCode.ok;
}

/** The value of a setting as written in the file. */
function valuesOf(config: Config): (finding: Finding) => string | undefined {
  const sections = sectionsInForce(config);
  return ({ section, application, key }) =>
    sections
      .find((each) => each.name === section && each.application === application)
      ?.settings.find((each) => each.key === key)?.text;
}
