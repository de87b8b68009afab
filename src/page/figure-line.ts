/** Figures of a process as text, above its curve. */
import { formatPercent } from '../texts/format.js';
import type { Language } from '../texts/language.js';
import type { PageTexts } from '../texts/page-texts.js';

export interface Figure {
  readonly name: 'cpu' | 'memory';
  /** `undefined` if the process has exited, or the page is a report. */
  readonly value: number | null | undefined;
  readonly floor: number | null | undefined;
  readonly limit: number | undefined;
}

type FigureWords = Pick<PageTexts, Figure['name'] | 'now' | 'highest' | 'floor' | 'limit'> & {
  readonly locale: Language;
};

/** Its present value, or the highest of its curve if there is none; then its floor and its limit. */
export function figureLine(
  { name, value, floor, limit }: Figure,
  highest: number,
  words: FigureWords,
): string {
  const shown = (each: number | null) => unbroken(formatPercent(each, words.locale));
  const figures = [
    value === undefined ? `${words.highest} ${shown(highest)}` : `${words.now} ${shown(value)}`,
    ...(floor === undefined || floor === null ? [] : [`${words.floor} ${shown(floor)}`]),
    ...(limit === undefined ? [] : [`${words.limit} ${shown(limit)}`]),
  ];
  return `${words[name]}: ${figures.join(', ')}`;
}

/** A figure stays on one line with its unit. */
export function unbroken(figure: string): string {
  return figure.replaceAll(' ', '\u00A0');
}
