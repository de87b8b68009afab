/** The guides for administrators name parameters, exit codes, commands and files that exist, in both languages alike. */
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commandsEn } from '../../src/texts/en/cli-commands.js';
import { ROOT } from '../support/paths.js';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const installer = read('install.ps1');

const parameters = [
  ...(/^param\(\r?\n([^]*?)^\)/m.exec(installer)?.[1] ?? '').matchAll(/\] \$(\w+)/g),
].map(([, name]) => name ?? '');
/** Parameters added by SupportsShouldProcess and CmdletBinding. */
const common = ['WhatIf', 'Confirm', 'Verbose'];
const exitCodes = [
  ...(/\$ExitCode = @\{([^}]*)\}/.exec(installer)?.[1] ?? '').matchAll(/\w+ = (\d+)/g),
].map(([, code]) => Number(code));
/** The installer calls the new version: its commands have to exist, too. */
const commands = [
  ...Object.keys(commandsEn.commands),
  ...[...installer.matchAll(/Invoke-Agent @\('([a-z-]+)'/g)].map(([, name]) => name ?? ''),
];

/** Russian, English. */
const guides = [
  ['docs/group-policy.ru.md', 'docs/group-policy.en.md'],
  ['docs/windows-checklist.ru.md', 'docs/windows-checklist.md'],
  ['docs/logs.ru.md', 'docs/logs.en.md'],
] as const;

/** Lines of code blocks and spans in back quotes, where a word is meant literally. */
function code(text: string): string[] {
  const blocks = [...text.matchAll(/```\w*\n([^]*?)```/g)].flatMap(([, block]) =>
    (block ?? '').split('\n'),
  );
  const rest = text.replace(/```[^]*?```/g, '');
  return [...blocks, ...[...rest.matchAll(/`([^`\n]+)`/g)].map(([, span]) => span ?? '')];
}

/** Parameters of install.ps1: those after its name on a command line, and spans that consist of a parameter. */
function namedParameters(text: string): string[] {
  return code(text).flatMap((line) => {
    const own = /install\.ps1["']?(.*)$/.exec(line)?.[1] ?? (/^-[A-Z]/.test(line) ? line : '');
    return [...own.matchAll(/(?:^|\s)-([A-Z]\w+)/g)].map(([, name]) => name ?? '');
  });
}

/** Parameters of programs of Windows, where they stand alone in the text. */
const foreign = ['ExecutionPolicy', 'NoProfile', 'NonInteractive', 'File'];

function headings(text: string): string[] {
  return [...text.replace(/```[^]*?```/g, '').matchAll(/^(#+) (.+)$/gm)].map(
    ([, level, title]) => `${level ?? ''} ${title ?? ''}`,
  );
}

/** The name under which GitHub links to a heading. */
function anchor(heading: string): string {
  return heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

it('finds parameters, exit codes and commands where it looks for them', () => {
  expect(parameters).toEqual(expect.arrayContaining(['SourcePath', 'ManifestSha256', 'LogPath']));
  expect(exitCodes).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  expect(commands).toEqual(expect.arrayContaining(['run', 'check-config', 'sample', 'probe']));
});

describe.each(guides.flat())('%s', (document) => {
  const text = read(document);

  it('names parameters that install.ps1 has', () => {
    const known = [...parameters, ...common, ...foreign];
    expect(namedParameters(text).filter((name) => !known.includes(name))).toEqual([]);
  });

  it('names commands that comwatch has', () => {
    const named = code(text).flatMap((line) =>
      [...line.matchAll(/(?:^|[\\\s])comwatch(?:\.cmd)? ([a-z][a-z-]*)/g)].map(
        ([, name]) => name ?? '',
      ),
    );
    expect(named.filter((name) => !commands.includes(name))).toEqual([]);
  });

  it('links to files and headings that are there', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)/g)];
    const broken = links.filter(([, path, fragment]) => {
      const file = path === '' ? document : join(dirname(document), path ?? '');
      if (!existsSync(join(ROOT, file))) return true;
      return fragment !== undefined && !headings(read(file)).map(anchor).includes(fragment);
    });
    expect(broken.map(([link]) => link)).toEqual([]);
  });
});

describe.each(guides)('%s and %s', (russian, english) => {
  const [ru, en] = [read(russian), read(english)];

  it('has the same sections in both languages', () => {
    const levels = (text: string) => headings(text).map((heading) => heading.split(' ')[0]);
    expect(levels(ru)).toEqual(levels(en));
  });

  it('has the same tables, steps and code in both languages', () => {
    const shape = (text: string) => ({
      rows: [...text.matchAll(/^\|/gm)].length,
      steps: [...text.matchAll(/^ *(?:\d+\.|-) /gm)].length,
      blocks: [...text.matchAll(/```/g)].length,
    });
    expect(shape(ru)).toEqual(shape(en));
  });

  it('names the same parameters in both languages', () => {
    expect(namedParameters(ru).sort()).toEqual(namedParameters(en).sort());
  });
});

it.each(['docs/group-policy.ru.md', 'docs/group-policy.en.md'])(
  '%s lists every exit code once',
  (document) => {
    const listed = [...read(document).matchAll(/^\| (\d) +\|/gm)].map(([, digit]) => Number(digit));
    expect(listed).toEqual(exitCodes);
  },
);

it.each(['docs/group-policy.ru.md', 'docs/group-policy.en.md'])(
  '%s begins with ending the Python tool, and gives every start-up line a configuration',
  (path) => {
    const text = read(path);
    expect(/^## (.*)$/m.exec(text)?.[1]).toContain('Python');
    const lines = code(text).filter((line) => /install\.ps1.* -SourcePath/.test(line));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.filter((line) => !line.includes(' -ConfigPath '))).toEqual([]);
  },
);
