import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ROOT } from '../../support/paths.js';
import { sourceProblems } from '../../support/source-problems.js';

const { installScript } = (await import(
  pathToFileURL(join(ROOT, 'tools', 'build-install.mjs')).href
)) as { installScript: (root: string) => string };
const script = readFileSync(join(ROOT, 'install.ps1'), 'utf8');
const texts = (language: string) =>
  JSON.parse(readFileSync(join(ROOT, 'install', 'texts', `${language}.json`), 'utf8')) as Record<
    string,
    string
  >;

describe('install.ps1', () => {
  it('is what its parts make', () => {
    expect(script).toBe(installScript(ROOT));
  });

  it('is ASCII, with every part valid for 5.1, with help and without aliases', () => {
    expect(script).toMatch(/^[\x00-\x7f]*$/);
    expect(sourceProblems(join(ROOT, 'install'))).toEqual([]);
  });

  it('explains every parameter and every exit code', () => {
    const [help = '', rest = ''] = script.split('#>', 2);
    const head = rest.slice(0, rest.indexOf('Set-StrictMode'));
    const names = [...head.matchAll(/^ {4}\[[^\]]+\] \$(\w+)/gm)].map(([, name]) => name);
    const explained = [...help.matchAll(/^\.PARAMETER (\w+)$/gm)].map(([, name]) => name);
    expect(explained).toEqual(names);
    expect(names.length).toBeGreaterThan(15);
    for (let code = 0; code <= 7; code++)
      expect(help).toMatch(new RegExp(`^ {6}${code}  \\w`, 'm'));
  });

  it('says everything in both languages, with the same places to fill', () => {
    const [english, russian] = [texts('en'), texts('ru')];
    expect(Object.keys(russian)).toEqual(Object.keys(english));
    const places = (text = '') => [...new Set(text.match(/\{\d\}/g))].sort();
    for (const [key, text] of Object.entries(english)) {
      expect([key, places(russian[key])]).toEqual([key, places(text)]);
    }
  });

  it('uses every text it has and has every text it uses', () => {
    const used = new Set([...script.matchAll(/'([a-z]+(?:-[a-z0-9]+)*)'/g)].map(([, key]) => key));
    const code = script.slice(script.indexOf('function '));
    for (const key of Object.keys(texts('en'))) expect(code).toContain(`'${key}'`);
    const asked = code.matchAll(/(?:Get-Text|New-Step|Stop-Installation \S+) '([\w-]+)'/g);
    for (const [, key = ''] of asked) expect(used.has(key) && key in texts('en')).toBe(true);
  });

  it('keeps one function in a file of its name', () => {
    const files = readdirSync(join(ROOT, 'install'), { recursive: true, encoding: 'utf8' });
    const functions = files.filter((file) => /[\\/].*\.ps1$/.test(file));
    for (const file of functions)
      expect(script).toContain(`\nfunction ${/([\w-]+)\.ps1$/.exec(file)?.[1] ?? ''} {\n`);
    expect(functions.length).toBeGreaterThan(50);
  });
});
