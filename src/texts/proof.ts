/** Output of `comwatch prove`. */
import type { ConfigurationProof, Finding } from '../core/telling/proof.js';
import { proofEn } from './en/proof.js';
import type { Language } from './language.js';
import type { Cells } from './proof-texts.js';
import { proofRu } from './ru/proof.js';

/** @param valueOf the value of a setting as written in a file */
export function proofLines(
  proof: ConfigurationProof,
  valueOf: (finding: Finding) => string | undefined,
  language: Language,
): string[] {
  const texts = language === 'ru' ? proofRu : proofEn;
  const marks = [texts.good, texts.bad];
  const width = Math.max(...marks.map((each) => each.length));
  const findings = proof.findings.map((each) => {
    const mark = (each.isGood ? texts.good : texts.bad).padEnd(width);
    return `  ${mark}  ${settingOf(each, valueOf(each))}${texts.because(each.because)}`;
  });
  return [
    ...texts.summary(proof),
    '',
    ...table([texts.columns, ...proof.faults.map(texts.row)]),
    '',
    texts.findings,
    ...findings,
    '',
    ...texts.assumed(proof),
  ];
}

function settingOf({ section, application, key }: Finding, value: string | undefined): string {
  const title = application === undefined ? `[${section}]` : `[${section} ${application}]`;
  return key === undefined ? title : `${title} ${key} = ${value ?? ''}`.trimEnd();
}

/** The first column is text; the others are figures. */
function table(rows: readonly Cells[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  return rows.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
