/**
 * Compares what the scripts use with what Windows PowerShell 5.1 on .NET Framework 4.6.2 has: its reference assemblies
 * and a table.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { callStatement } from '../../src/adapters/com/powershell-connection.js';
import { openingStatement } from '../../src/adapters/powershell/shell/framing.js';
import { PWSH, ROOT } from '../support/paths.js';

/** A folder with one script. */
function folderWith(file: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'comwatch-desktop-'));
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
  return folder;
}

const file = 'public/Switch-File.ps1';
const planted: [string, string, string][] = [
  [
    'File.Move with three arguments',
    "[System.IO.File]::Move('a', 'b', $true)",
    'System.IO.File::Move with 3 arguments',
  ],
  ['a type of .NET 5', '[System.Half]::MaxValue', 'has no type System.Half'],
  [
    'a static member of .NET 5',
    '[System.Environment]::ProcessId',
    'has no System.Environment::ProcessId',
  ],
  [
    'a static method of .NET 5',
    '[System.Convert]::ToHexString($null)',
    'has no System.Convert::ToHexString',
  ],
  [
    'an overload of a constructor',
    "[System.IO.StreamReader]::new('a', 1, 2, 3, 4, 5)",
    '::new with 6 arguments',
  ],
  [
    'a type of .NET 6 as a type of a parameter',
    '[System.DateOnly] $day = 1',
    'has no type System.DateOnly',
  ],
  [
    'a type of PowerShell 7',
    '[System.Management.Automation.Language.TernaryExpressionAst]',
    'has no type',
  ],
  [
    'a method of .NET 6',
    "'a'.ReplaceLineEndings()",
    'a method ReplaceLineEndings with 0 arguments',
  ],
  [
    'a parameter that only 7 has',
    "ConvertFrom-Json -InputObject 'a' -AsHashtable",
    'ConvertFrom-Json of Windows PowerShell 5.1 has no parameter AsHashtable',
  ],
  [
    'the same in a table',
    '$t = @{ InputObject = 1; EnumsAsStrings = $true }\nConvertTo-Json @t',
    'ConvertTo-Json of Windows PowerShell 5.1 has no parameter EnumsAsStrings',
  ],
  [
    'the same added to a table',
    "$t = @{ InputObject = 1 }\n$t['AsArray'] = $true\nConvertTo-Json @t",
    'has no parameter AsArray',
  ],
  ['an abbreviated parameter', "Get-Process -Na 'a'", 'has no parameter Na'],
  ['a command that only 7 has', 'Get-Error', 'Get-Error is not in the table'],
];

describe('the scripts, to Windows PowerShell 5.1', () => {
  let problems: string[][] = [];
  let looked = 0;
  beforeAll(() => {
    const statements = [openingStatement('00112233445566aa', 1), callStatement('aa', 1)];
    const ours = folderWith('typed/statements.ps1', statements.join(''));
    const folders = [
      join(ROOT, 'ps'),
      join(ROOT, 'install'),
      ours,
      ...planted.map(([, text]) => folderWith(file, `function Switch-File {\n${text}\n}\n`)),
    ];
    const list = join(mkdtempSync(join(tmpdir(), 'comwatch-desktop-')), 'list.txt');
    writeFileSync(list, folders.join('\n'));
    const script = join(ROOT, 'test', 'ps', 'Find-DesktopProblem.ps1');
    const table = join(ROOT, 'test', 'ps', 'windows-powershell-5.1.json');
    const words = [
      '-NoProfile',
      '-File',
      script,
      '-ListFile',
      list,
      '-References',
      join(ROOT, 'out', 'references'),
      '-Table',
      table,
    ];
    const printed = execFileSync(PWSH, words, {
      encoding: 'utf8',
      env: { ...process.env, TERM: 'dumb' },
    });
    const lines = printed.split(/\r?\n/).map((line) => line.split('\t'));
    looked = Number(lines.find(([word]) => word === 'looked')?.[1]);
    problems = folders.map((_folder, at) =>
      lines.filter(([number]) => number === String(at)).map(([, problem]) => problem ?? ''),
    );
  }, 300_000);

  it('use no type, member, command or parameter that it lacks', () => {
    expect(problems.slice(0, 3)).toEqual([[], [], []]);
    expect(looked).toBeGreaterThan(500);
  });

  it.each(planted.map(([what, , expected], at) => ({ what, expected, at })))(
    'would not pass with $what',
    ({ expected, at }) => {
      expect(problems[at + 3]?.join('\n')).toContain(expected);
    },
  );

  it('stand in a table that is sorted and names each command once', () => {
    const text = readFileSync(join(ROOT, 'test', 'ps', 'windows-powershell-5.1.json'), 'utf8');
    const names = [...text.matchAll(/^ {2}"([^"]+)":/gm)].map(([, name]) => name);
    expect(names).toEqual([...new Set(names)].sort());
  });
});
