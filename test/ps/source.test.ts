import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { ROOT } from '../support/paths.js';
import { sourceProblems, sourceProblemsOf } from '../support/source-problems.js';

/** A folder with a changed copy of one file of ps/. */
function changed(file: string, change: (text: string) => string): string {
  const folder = mkdtempSync(join(tmpdir(), 'comwatch-ps-'));
  mkdirSync(join(folder, dirname(file)));
  writeFileSync(join(folder, file), change(readFileSync(join(ROOT, 'ps', file), 'utf8')));
  return folder;
}

describe('the PowerShell module', () => {
  it('keeps the rules in every file', () => {
    expect(sourceProblems(join(ROOT, 'ps'))).toEqual([]);
  });

  it('exports just the functions of ps/public', () => {
    const manifest = readFileSync(join(ROOT, 'ps', 'comwatch.psd1'), 'utf8');
    const list = /FunctionsToExport\s*=\s*@\(([^)]*)\)/.exec(manifest)?.[1] ?? '';
    const exported = [...list.matchAll(/'([^']+)'/g)].map((match) => `${match[1] ?? ''}.ps1`);
    expect(exported.sort()).toEqual(readdirSync(join(ROOT, 'ps', 'public')).sort());
  });

  const file = 'public/Get-TargetCommandLine.ps1';
  const body = (line: string) => (text: string) => text.replace('@{ rows = $rows }', line);
  const broken: [string, (text: string) => string, string][] = [
    ['??', body('$null ?? 1'), 'not known to 5.1'],
    ['a ternary', body('$true ? 1 : 2'), 'not known to 5.1'],
    ['&&', body('Get-Process && Get-Process'), 'not known to 5.1'],
    ['?.', body('${rows}?.Count'), 'not known to 5.1'],
    ['Invoke-Expression', body("Invoke-Expression '1'"), 'forbidden'],
    ['Add-Type', body("Add-Type 'x'"), 'forbidden'],
    ['an alias', body('gps'), 'forbidden'],
    [
      'a function of a module that goes on after a failure',
      body('Stop-ScheduledTask -TaskName $rows'),
      'Stop-ScheduledTask without -ErrorAction',
    ],
    ['Cyrillic', body("'Ж'"), 'not ASCII'],
    ['a syntax error', body('if ('), 'Missing'],
    [
      'the folder of the script as a default',
      (text: string) => text.replace('[int[]] $Id', '[int[]] $Id = @($PSScriptRoot)'),
      'PSScriptRoot among the parameters is empty to 5.1',
    ],
    [
      'a missing help of a parameter',
      (text: string) => text.replace('.PARAMETER Id', '.NOTES'),
      'help lacks parameter Id',
    ],
    [
      'a synopsis of two lines',
      (text: string) => text.replace('.DESCRIPTION', '    And more.\n    .DESCRIPTION'),
      'its synopsis is longer than a line',
    ],
    ['a question that acts', body("Remove-Item 'x'"), 'asks, but calls Remove-Item'],
    [
      'a question that keeps something',
      body('$script:Rows = $rows'),
      'asks, but sets $script:Rows',
    ],
    [
      'a missing output type',
      (text: string) => text.replace('[OutputType([hashtable])]', ''),
      'no [OutputType()]',
    ],
  ];
  let found: string[][] = [];
  beforeAll(() => {
    found = sourceProblemsOf(broken.map(([, change]) => changed(file, change)));
  });

  it.each(broken.map(([name, , expected], at) => ({ name, expected, at })))(
    'would not pass with $name',
    ({ expected, at }) => {
      expect(found[at]?.join('\n')).toContain(expected);
    },
  );
});
