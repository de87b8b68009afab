import { describe, expect, it } from 'vitest';
import {
  classify,
  errorText,
  isTimedOut,
  timedOut,
  unexpectedInfo,
  type Stage,
} from '../../../../src/core/judging/probe-result.js';

import { failureClasses, unloadableClasses } from '../../../../src/core/judging/failure-class.js';
import { pattern } from '../../../support/patterns.js';

const COM = 'System.Runtime.InteropServices.COMException';
const fault = (hex: string, type = COM) => ({
  type,
  hresult: Number.parseInt(hex, 16) | 0,
  message: 'сообщение',
});

describe('a failure', () => {
  it.each<[Stage, string, string, string]>([
    ['authorize', '0x800706BA', 'rpc', 'RPC_S_SERVER_UNAVAILABLE'],
    ['session-info', '0x80010007', 'rpc', 'RPC_E_SERVER_DIED'],
    ['activate', '0x800706BA', 'rpc', 'RPC_S_SERVER_UNAVAILABLE'],
    ['authorize', '0x80010002', 'timeout', 'RPC_E_CALL_CANCELED'],
    ['authorize', '0x80010105', 'error', 'RPC_E_SERVERFAULT'],
    ['authorize', '0x80070005', 'refused', 'E_ACCESSDENIED'],
    ['activate', '0x80070005', 'refused', 'E_ACCESSDENIED'],
    ['activate', '0x80040154', 'setup', 'REGDB_E_CLASSNOTREG'],
    ['authorize', '0x80020006', 'setup', 'DISP_E_UNKNOWNNAME'],
    ['authorize', '0x80020005', 'setup', 'DISP_E_TYPEMISMATCH'],
    ['activate', '0x80080005', 'activation', 'CO_E_SERVER_EXEC_FAILURE'],
    ['activate', '0x800703FA', 'rpc', 'ERROR_KEY_DELETED'],
    ['authorize', '0x8004E006', 'timeout', 'CONTEXT_E_SYNCH_TIMEOUT'],
    ['activate', '0x80080008', 'stopping', 'CO_E_SERVER_STOPPING'],
    ['activate', '0x80004025', 'stopping', 'CO_E_SERVER_PAUSED'],
    ['activate', '0x80004027', 'stopping', 'CO_E_CLASS_DISABLED'],
    ['authorize', '0x8007045B', 'stopping', 'ERROR_SHUTDOWN_IN_PROGRESS'],
    ['activate', '0x80070532', 'refused', 'ERROR_PASSWORD_EXPIRED'],
    ['activate', '0x80070533', 'refused', 'ERROR_ACCOUNT_DISABLED'],
    ['activate', '0x80070701', 'refused', 'ERROR_ACCOUNT_EXPIRED'],
    ['activate', '0x80070773', 'refused', 'ERROR_PASSWORD_MUST_CHANGE'],
    ['authorize', '0x80070775', 'refused', 'ERROR_ACCOUNT_LOCKED_OUT'],
    ['activate', '0x800706D5', 'refused', 'RPC_S_INVALID_AUTH_IDENTITY'],
    ['activate', '0xC000006A', 'refused', 'STATUS_WRONG_PASSWORD'],
    ['activate', '0xC000015B', 'refused', 'STATUS_LOGON_TYPE_NOT_GRANTED'],
    ['authorize', '0x800706DF', 'rpc', 'RPC_S_INTERFACE_NOT_FOUND'],
    ['authorize', '0x8004D019', 'error', 'XACT_E_ABORTED'],
    // No domain controller, no trust in it, other clocks: the process is not the cause, not even when it does not start.
    ['activate', '0x8007051F', 'refused', 'ERROR_NO_LOGON_SERVERS'],
    ['authorize', '0x8007051F', 'refused', 'ERROR_NO_LOGON_SERVERS'],
    ['authorize', '0xD000005E', 'refused', 'STATUS_NO_LOGON_SERVERS'],
    ['activate', '0x8007054B', 'refused', 'ERROR_NO_SUCH_DOMAIN'],
    ['authorize', '0x80070700', 'refused', 'ERROR_NETLOGON_NOT_STARTED'],
    ['authorize', '0x80090311', 'refused', 'SEC_E_NO_AUTHENTICATING_AUTHORITY'],
    ['activate', '0x80070774', 'refused', 'ERROR_DOMAIN_CONTROLLER_NOT_FOUND'],
    ['authorize', '0x8007203A', 'refused', 'ERROR_DS_SERVER_DOWN'],
    ['authorize', '0xC0000190', 'refused', 'STATUS_TRUST_FAILURE'],
    ['authorize', '0x80070576', 'refused', 'ERROR_TIME_SKEW'],
    ['authorize', '0x8010006B', 'refused', 'SCARD_W_WRONG_CHV'],
    ['activate', '0x80070421', 'refused', 'ERROR_INVALID_SERVICE_ACCOUNT'],
    ['activate', '0x80070534', 'refused', 'ERROR_NONE_MAPPED'],
    ['authorize', '0x80070574', 'refused', 'ERROR_WRONG_TARGET_NAME'],
    ['activate', '0x800706FE', 'refused', 'ERROR_TRUST_FAILURE'],
    ['activate', '0x8007078F', 'refused', 'ERROR_AUTHENTICATION_FIREWALL_FAILED'],
    ['authorize', '0x80090342', 'refused', 'SEC_E_KDC_UNKNOWN_ETYPE'],
    ['authorize', '0xD000006D', 'refused', 'STATUS_LOGON_FAILURE'],
    ['activate', '0xD0000234', 'refused', 'STATUS_ACCOUNT_LOCKED_OUT'],
    ['authorize', '0x800705B4', 'error', 'ERROR_TIMEOUT'],
    ['authorize', '0x8004E007', 'rpc', 'CONTEXT_E_OLDREF'],
    ['authorize', '0xD000010A', 'rpc', 'STATUS_PROCESS_IS_TERMINATING'],
    ['activate', '0x800700C1', 'setup', 'ERROR_BAD_EXE_FORMAT'],
    ['activate', '0x8007007E', 'setup', 'ERROR_MOD_NOT_FOUND'],
    ['activate', '0x80004028', 'setup', 'CO_E_CLRNOTAVAILABLE'],
    ['authorize', '0x8004E02D', 'activation', 'CO_E_NOTCONSTRUCTED'],
    ['authorize', '0x800704F1', 'refused', 'ERROR_DOWNGRADE_DETECTED'],
    // An unknown code is an error of the method, but no proof against a process when nothing was called yet.
    ['authorize', '0x8ABCDEF0', 'error', 'COMException'],
    ['activate', '0x8ABCDEF0', 'activation', 'COMException'],
  ])('in %s with %s is %s', (stage, hex, failureClass, name) => {
    expect(classify(stage, fault(hex))).toEqual({
      failureClass,
      stage,
      hresult: hex,
      name,
      detail: { kind: 'foreign', text: 'сообщение' },
    });
  });

  it('of a wrong argument is ours when .NET says so, and an error when the server does', () => {
    expect(classify('authorize', fault('0x80070057', 'System.ArgumentException'))).toMatchObject({
      failureClass: 'setup',
    });
    expect(classify('authorize', fault('0x80070057'))).toMatchObject({ failureClass: 'error' });
  });

  it('by time is activation when the server does not start, timeout otherwise', () => {
    expect(timedOut('activate', 30_000)).toMatchObject({ failureClass: 'activation' });
    expect(timedOut('session-info', 99.6)).toMatchObject({
      failureClass: 'timeout',
      detail: { kind: 'no-answer', afterMs: 100 },
    });
  });

  it('counts as abandoned only when no answer came at all', () => {
    expect(isTimedOut(timedOut('authorize', 1))).toBe(true);
    expect(isTimedOut(timedOut('activate', 1))).toBe(true);
    expect(isTimedOut(classify('authorize', fault('0x80010002')))).toBe(false);
    expect(isTimedOut(errorText('плохо', undefined))).toBe(false);
  });

  it('by an error text is refused only when the operators know the text', () => {
    expect(errorText('Неверный пароль', pattern('пароль')).failureClass).toBe('refused');
    expect(errorText('База недоступна', pattern('пароль')).failureClass).toBe('error');
  });
});

describe('a server that is being stopped', () => {
  it('is a class of its own that never unloads', () => {
    expect(failureClasses).toContain('stopping');
    expect(unloadableClasses).not.toContain('stopping');
  });
});

describe('the answer of the second call', () => {
  it.each([
    [{ kind: 'any' } as const, '', true],
    [{ kind: 'not-empty' } as const, ' ', false],
    [{ kind: 'not-empty' } as const, 'x', true],
    [{ kind: 'matches', pattern: pattern('^v\\d') } as const, 'v2', true],
    [{ kind: 'matches', pattern: pattern('^v\\d') } as const, 'w2', false],
  ])('under %j: %j', (expectation, info, fits) => {
    expect(unexpectedInfo(info, expectation) === undefined).toBe(fits);
  });

  it('is shown shortened', () => {
    const failure = unexpectedInfo('x'.repeat(5_000), { kind: 'matches', pattern: pattern('y') });
    expect(failure?.detail).toMatchObject({ kind: 'unexpected-answer' });
    expect(JSON.stringify(failure?.detail).length).toBeLessThan(300);
  });
});
