// docs/decisions/README.md, made from the decisions themselves by npm run build.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The index: number, title, date, and successor of each decision. A decision begins with `# N. Title` and gives in its
 * first lines its date, and `superseded by NNNN` where that applies.
 * @param {string} root
 * @returns {string}
 */
export function decisionsIndex(root) {
  const folder = join(root, 'docs', 'decisions');
  const rows = readdirSync(folder)
    .filter((name) => /^\d{4}-.*\.md$/.test(name))
    .sort()
    .map((name) => {
      const head = readFileSync(join(folder, name), 'utf8').split('\n').slice(0, 6).join('\n');
      const title = /^# \d+\. (.+)$/m.exec(head)?.[1];
      const date = /\b20\d\d-\d\d-\d\d\b/.exec(head)?.[0];
      const later = /superseded (?:in part )?by \d{4}/i.exec(head);
      return `| [${name.slice(0, 4)}](${name}) | ${(title ?? '?').replaceAll('|', '\\|')} | ${date ?? '?'} | ${later?.[0].replace(/^S/, 's') ?? ''} |`;
    });
  return [
    '# Decisions',
    '',
    'What could have been decided otherwise, and why it was not. Made from the files by `npm run build`.',
    '',
    '|     | decision | date | later |',
    '| --- | -------- | ---- | ----- |',
    ...rows,
    '',
  ].join('\n');
}

/** @param {string} root */
export function writeDecisionsIndex(root) {
  if (!existsSync(join(root, 'docs', 'decisions'))) return;
  writeFileSync(join(root, 'docs', 'decisions', 'README.md'), decisionsIndex(root));
}
