/**
 * The workflow for Windows has not run yet: everything that can be checked without Windows is checked here, so that its
 * first run can fail only for reasons of Windows.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PWSH, ROOT } from '../support/paths.js';

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const workflow = read('.github/workflows/ci.yml');
const scripts = readdirSync(join(ROOT, 'test', 'windows')).map((name) => `test/windows/${name}`);

/** Complaints of PowerShell's own parser about a script, and features unknown to Windows PowerShell 5.1. */
const parser = `param([string] $Path)
$tokens = $null
$errors = $null
[void] [System.Management.Automation.Language.Parser]::ParseFile($Path, [ref] $tokens, [ref] $errors)
foreach ($each in $errors) { "$($each.Extent.StartLineNumber): $($each.Message)" }
foreach ($each in $tokens) {
    if ([string] $each.Kind -in 'QuestionQuestion', 'QuestionQuestionEquals', 'QuestionDot', 'QuestionMark', 'AndAnd', 'OrOr') {
        "$($each.Extent.StartLineNumber): $($each.Text) is not known to 5.1"
    }
}
`;

function problems(path: string): string {
  const file = join(mkdtempSync(join(tmpdir(), 'comwatch-parse-')), 'Find-Problem.ps1');
  writeFileSync(file, parser);
  return execFileSync(PWSH, ['-NoProfile', '-File', file, '-Path', path], {
    encoding: 'utf8',
  }).trim();
}

describe('the workflow', () => {
  it('pins every action by its commit and says which version that is', () => {
    const uses = [...workflow.matchAll(/uses: (.+)$/gm)].map(([, action]) => action ?? '');
    expect(uses.length).toBeGreaterThan(0);
    const pinned = /^actions\/[a-z-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/;
    expect(uses.filter((action) => !pinned.test(action))).toEqual([]);
  });

  it('gives its jobs no more than reading', () => {
    expect(
      [...workflow.matchAll(/^ *permissions:\n((?: +.+\n)+)/gm)].map(([, own]) => own),
    ).toEqual(['  contents: read\n']);
  });

  it('runs files that are there, with parameters that they have', () => {
    const calls = [...workflow.matchAll(/& (test\\windows\\[\w-]+\.ps1)([^']*)/g)];
    expect(calls.length).toBe(scripts.length);
    for (const [, path, words] of calls) {
      const script = read((path ?? '').replaceAll('\\', '/'));
      for (const [, name] of (words ?? '').matchAll(/ -(\w+)/g)) {
        expect(script).toContain(`[string] $${name}`);
      }
    }
    const tools = [...workflow.matchAll(/node (tools\/\S+)/g)].map(([, path]) => path ?? '');
    expect([...tools, '.ci/run'].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe.each(scripts)('%s', (path) => {
  it('is valid in Windows PowerShell 5.1, as far as the parser of 7 can tell', () => {
    expect(problems(join(ROOT, path))).toBe('');
    expect(read(path)).toMatch(/^[\t\n\r -~]*$/);
  });
});

it('the parser finds what 5.1 does not know', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'comwatch-new-')), 'new.ps1');
  writeFileSync(file, '$a = $b ?? 1\nif (1 {');
  expect(problems(file)).toContain('1: ?? is not known to 5.1');
  expect(problems(file)).toContain('2: ');
});
