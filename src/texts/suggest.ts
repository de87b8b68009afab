/** Output of `comwatch suggest`: lines of an INI file, the evidence as comments. */
import type { Advice } from '../core/suggesting/advice.js';
import {
  stoppedOf,
  type SuggestReport,
  type Suggestion,
  type Verified,
} from '../core/suggesting/verified.js';
import { cliTexts } from './cli.js';
import { formatTime } from './format.js';
import type { Language } from './language.js';

const WIDTH = 110;
const MOST_STOPS = 5;

/** The value as written in a file; `undefined` where nothing is suggested. */
export function iniValue(advice: Advice): string | undefined {
  switch (advice.kind) {
    case 'limit':
    case 'slow':
    case 'alarm':
      return String(advice.value);
    case 'sustain':
      return sustainText(advice.value);
    case 'wait':
      return `${advice.valueMs / 1_000} s`;
    case 'none':
      return undefined;
  }
}

export function suggestLines(report: SuggestReport, language: Language): string[] {
  const texts = cliTexts(language).suggest;
  const { fromUnixMs, untilUnixMs } = report;
  const head = texts.head(formatTime(fromUnixMs), formatTime(untilUnixMs), report);
  return [
    ...head.flatMap(commented),
    ...report.suggestions.flatMap((each) => [
      ...sectionLines(each, 'shellprocess', language),
      ...sectionLines(each, 'commethod', language),
    ]),
  ];
}

function sectionLines(
  { name, advice, limits, com }: Suggestion,
  section: 'shellprocess' | 'commethod',
  language: Language,
): string[] {
  const texts = cliTexts(language).suggest;
  const isLimits = section === 'shellprocess';
  const own = advice.filter(({ key }) => LIMIT_KEYS.has(key) === isLimits);
  if (own.length === 0) return [];
  const verified = isLimits ? limits : com;
  const lines = own.flatMap((each) => [
    ...evidenceOf(each, verified, language).flatMap(commented),
    ...(each.kind === 'none' ? [] : [`${each.key} = ${iniValue(each) ?? ''}`]),
  ]);
  const tried = isLimits ? texts.verifiedLimits(verified) : texts.verifiedCom(verified);
  const isTried = own.some(({ kind }) => kind !== 'none');
  return [
    '',
    `[${name === undefined ? section : `${section} ${name}`}]`,
    ...lines,
    ...(isTried ? [tried, ...stopsOf(verified, language)].flatMap(commented) : []),
  ];
}

const LIMIT_KEYS: ReadonlySet<string> = new Set(['maxcpuprocent', 'maxmemoryprocent', 'sustain']);

function evidenceOf(advice: Advice, verified: Verified, language: Language): readonly string[] {
  const texts = cliTexts(language).suggest;
  const inForce = (now: string | undefined) => texts.inForce(now, now === iniValue(advice));
  switch (advice.kind) {
    case 'limit':
      return [
        ...texts.limit(advice, stoppedOf(advice.burns, verified)),
        inForce(String(advice.inForce)),
      ];
    case 'sustain':
      return [...texts.sustain(advice), inForce(sustainText(advice.inForce))];
    case 'wait':
      return [...texts.wait(advice, verified.tooLate), inForce(`${advice.inForceMs / 1_000} s`)];
    case 'slow':
      return [...texts.slow(advice, verified.slow), inForce(factorText(advice.inForce))];
    case 'alarm':
      return [...texts.alarm(advice), inForce(factorText(advice.inForce))];
    case 'none':
      return [texts.none(advice)];
  }
}

function stopsOf({ stops }: Verified, language: Language): string[] {
  const { suggest: texts, replay } = cliTexts(language);
  const shown = stops
    .slice(0, MOST_STOPS)
    .map(({ target, atUnixMs, recovery }) =>
      texts.stop(`${target.name} ${target.pid}`, formatTime(atUnixMs), replay.recovery(recovery)),
    );
  return stops.length > MOST_STOPS ? [...shown, texts.more(stops.length - MOST_STOPS)] : shown;
}

function sustainText({ needed, of }: { readonly needed: number; readonly of: number }): string {
  return `${needed} of ${of}`;
}

function factorText(value: number | undefined): string | undefined {
  return value === undefined ? undefined : String(value);
}

/** A sentence as comment lines of an INI file. */
function commented(sentence: string): string[] {
  const lines: string[] = [];
  let line = ';';
  for (const word of sentence.split(' ')) {
    if (line.length > 1 && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = ';';
    }
    line += ` ${word}`;
  }
  return [...lines, line];
}
