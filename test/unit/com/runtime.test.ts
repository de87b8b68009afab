import { join, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import { provenBy, target } from '../../../src/compose/probe.js';
import { parseConfig } from '../../../src/config/load.js';

describe('the .NET that makes the calls', () => {
  it.each([
    ['.NET Framework, which is part of Windows', 'win32', {}, 'net462'],
    [
      '.NET where edge-js is told so',
      'win32',
      { EDGE_USE_CORECLR: '1', COMWATCH_EDGE: '1' },
      'netstandard2.0',
    ],
    [
      '.NET Framework where edge-js is told so by another program',
      'win32',
      { EDGE_USE_CORECLR: '1' },
      'net462',
    ],
    ['.NET off Windows', 'linux', {}, 'netstandard2.0'],
  ] as const)('is %s', (_what, platform, env, folder) => {
    const { assemblyFile, typeName } = target(platform, env);
    expect(assemblyFile.endsWith(join(sep, 'com', folder, 'ComProbe.dll'))).toBe(true);
    expect(typeName).toBe('Comwatch.Probing.Entry');
  });

  it('is a substitute of the tests nowhere on Windows', () => {
    const env = { COMWATCH_COM_TARGET: 'C:\\evil.dll' };
    expect(target('win32', env).assemblyFile).not.toContain('evil');
    expect(target('linux', env).assemblyFile).toContain('evil');
  });
});

describe('what has succeeded', () => {
  const com = (lines: string) => {
    const loaded = parseConfig(`[commethod]\nsysname = a\nlogin = b\n${lines}`, 'monitor.ini');
    const com = loaded.ok ? loaded.config.applications[0].com : undefined;
    if (!com) throw new Error(JSON.stringify(loaded));
    return provenBy(com);
  };

  it.each([
    'witerezult = 100 ms',
    'activation_timeout = 1 s',
    'expect = /version/',
    'refuse_pattern = no',
    'password = x',
    'progid = Other.Server',
    'session_info = Info({session}, out info)',
  ])('is another configuration with %s: it has to succeed anew', (line) => {
    expect(com(line)).not.toBe(com(''));
  });

  it('is the same one whatever is unloaded for it', () => {
    expect(com('alarm_metric = 3\nconfirm = 2\ndelay = 5 s')).toBe(com(''));
  });
});
