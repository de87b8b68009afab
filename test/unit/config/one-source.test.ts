/**
 * Lists that exist twice, in TypeScript and in PowerShell, since each side refuses independently: they must be equal.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isProtectedName } from '../../../src/core/acting/protection.js';

const read = (path: string) => readFileSync(path, 'utf8');
const quoted = (text: string) => [...text.matchAll(/'([^']+)'/g)].map(([, word]) => word ?? '');

/** The names of a table in a source, as written there. */
function table(path: string, pattern: RegExp): string[] {
  const found = pattern.exec(read(path))?.[1];
  if (found === undefined) throw new Error(`${path} has no such table`);
  return quoted(found);
}

const base = (name: string) => name.toLowerCase().replace(/\.exe$/, '');

describe('the names of processes that are never stopped', () => {
  const inTypeScript = table(
    'src/core/acting/protection.ts',
    /protectedNames = new Set\(\[([^\]]+)\]\)/,
  );
  const inPowerShell = table('ps/private/Get-StopRefusal.ps1', /@\(\s*((?:'[^']+',?\s*){10,})\)/);

  it('are the same in both languages', () => {
    expect(inPowerShell.map(base).sort()).toEqual(inTypeScript.map(base).sort());
    expect(new Set(inPowerShell.map(base)).size).toBe(inPowerShell.length);
  });

  it('are refused in any case, with and without .exe, as PowerShell does', () => {
    for (const name of inPowerShell)
      for (const each of [name, name.toUpperCase(), `${name}.exe`, `${name}.EXE`])
        expect([each, isProtectedName(each)]).toEqual([each, true]);
    expect(isProtectedName('dllhost.exe')).toBe(false);
  });
});

describe('the commands that the agent may run in its shells', () => {
  const allowed = table(
    'ps/public/Invoke-ShellRequest.ps1',
    /ValidateSet\(((?:'[A-Za-z-]+',?\s*)+)\)\]\s*\[string\] \$Command/,
  );
  const called = readdirSync('src', { recursive: true, withFileTypes: true })
    .filter((each) => each.isFile() && each.name.endsWith('.ts'))
    .flatMap((each) => [
      ...read(join(each.parentPath, each.name)).matchAll(
        /'((?:Get|Test|Stop|Switch|Protect|Unprotect|Write)-[A-Z]\w+)'/g,
      ),
    ])
    .map(([, name]) => name ?? '');

  it('are those that it calls, no more and no less', () => {
    // Test-Shell does nothing: it serves to test a shell.
    expect([...new Set([...called, 'Test-Shell'])].sort()).toEqual([...allowed].sort());
  });

  it('are public functions of the module', () => {
    const exported = quoted(
      /FunctionsToExport\s*=\s*@\(([^)]+)\)/.exec(read('ps/comwatch.psd1'))?.[1] ?? '',
    );
    expect(allowed.filter((name) => !exported.includes(name))).toEqual([]);
  });
});
