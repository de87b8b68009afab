import { describe, expect, it } from 'vitest';
import { exclusionOf, isProtectedName, refusalOf } from '../../../../src/core/acting/protection.js';
import type { CommandLine } from '../../../../src/core/observing/model.js';
import { target } from '../../../support/build.js';

const NONE = new Set<number>();
const SYSTEM = '{02D4B3F1-FD88-11D1-960D-00805FC79235}';
const APPLICATION = '{3F2504E0-4F89-11D3-9A0C-0305E82C3301}';
const read = (text: string): CommandLine => ({ kind: 'read', text });
const hostOf = (appId: string) => read(`C:\\Windows\\System32\\DllHost.exe /Processid:${appId}`);
const unread = { kind: 'unread' } as const;
const hidden = { kind: 'hidden' } as const;
const service = target({ name: 'trade.exe' });

describe('what is never stopped', () => {
  it.each([0, 4])('is the process %i of Windows, whatever its name', (pid) => {
    expect(refusalOf(target({ pid }), hostOf(APPLICATION), NONE)).toEqual({
      reason: 'protected-pid',
      detail: { kind: 'pid-of-windows', pid },
    });
  });

  it('is the agent, its parents and its children', () => {
    const own = new Set([4712]);
    expect(refusalOf(target(), hostOf(APPLICATION), own)).toEqual({
      reason: 'agent-family',
      detail: { kind: 'own-process' },
    });
    expect(refusalOf(target({ pid: 4713 }), hostOf(APPLICATION), own)).toBeUndefined();
  });

  it.each(['lsass.exe', 'LSASS', 'svchost.exe', 'System', 'MsMpEng.exe', 'explorer.exe'])(
    'is %s',
    (name) => {
      expect(isProtectedName(name)).toBe(true);
      expect(refusalOf(target({ name }), unread, NONE)).toEqual({
        reason: 'protected-name',
        detail: { kind: 'name-protected', name },
      });
    },
  );

  it('is the COM+ System Application, by its command line or by the catalogue', () => {
    const refusal = { reason: 'system-application', detail: { kind: 'system-application' } };
    expect(refusalOf(target(), hostOf(SYSTEM), NONE)).toEqual(refusal);
    expect(refusalOf(target(), hostOf(SYSTEM.toLowerCase()), NONE)).toEqual(refusal);
    expect(refusalOf(target(), hidden, NONE, [], SYSTEM)).toEqual(refusal);
    expect(refusalOf(target(), hostOf(APPLICATION), NONE)).toBeUndefined();
  });

  it.each(['dllhost.exe', 'DLLHOST', 'DllHost.exe'])(
    'is a %s that cannot be distinguished from the COM+ System Application',
    (name) => {
      expect(refusalOf(target({ name }), unread, NONE)).toEqual({
        reason: 'unidentified',
        detail: { kind: 'command-line-unread' },
      });
      expect(refusalOf(target({ name }), hidden, NONE)).toEqual({
        reason: 'unidentified',
        detail: { kind: 'command-line-hidden' },
      });
      expect(refusalOf(target({ name }), hidden, NONE, [], APPLICATION)).toBeUndefined();
    },
  );

  it('is what the operators exclude, in any case', () => {
    const excluded = ['/night', APPLICATION.toLowerCase()];
    expect(refusalOf(service, read('trade.exe /NIGHT'), NONE, excluded)).toEqual({
      reason: 'excluded',
      detail: { kind: 'excluded', pattern: '/night' },
    });
    expect(refusalOf(target(), hostOf(APPLICATION), NONE, excluded)?.reason).toBe('excluded');
    expect(refusalOf(target(), hidden, NONE, excluded, APPLICATION)?.reason).toBe('excluded');
    expect(refusalOf(service, read('trade.exe /day'), NONE, excluded)).toBeUndefined();
  });
});

describe('a process that is no COM+ host', () => {
  it('needs no command line where nothing is excluded', () => {
    expect(refusalOf(service, unread, NONE)).toBeUndefined();
    expect(refusalOf(service, hidden, NONE)).toBeUndefined();
  });

  it('needs one where something is: it may be the excluded one', () => {
    expect(refusalOf(service, unread, NONE, ['/night'])?.reason).toBe('unidentified');
    expect(refusalOf(service, hidden, NONE, ['/night'])?.reason).toBe('unidentified');
  });

  it('is not identified by the catalogue', () => {
    expect(refusalOf(service, hidden, NONE, ['/night'], APPLICATION)?.reason).toBe('unidentified');
  });
});

describe('the exclusion of a process that is only watched', () => {
  it('is the part of its command line, else of the AppID that the catalogue gives', () => {
    const excluded = ['/day', '/night', APPLICATION];
    expect(exclusionOf(read('trade.exe /NIGHT'), excluded)).toBe('/night');
    expect(exclusionOf(hidden, excluded, APPLICATION.toLowerCase())).toBe(APPLICATION);
    expect(exclusionOf(read('trade.exe'), excluded, APPLICATION)).toBeUndefined();
    expect(exclusionOf(unread, excluded)).toBeUndefined();
  });
});
