import { describe, expect, it } from 'vitest';
import { ownerOf, type Claim } from '../../../../src/core/judging/ownership.js';
import { APP_ID, host } from '../../../support/suspects.js';
import { target, watched } from '../../../support/build.js';

const OTHER_ID = '{11111111-5F2C-4C37-8F6B-2E6D5A4C1D11}';
const claim = (application: string, changes: Partial<Claim> = {}): Claim => ({
  application,
  kind: 'hosts',
  appId: APP_ID,
  instancePids: [],
  ...changes,
});
const rest = claim('', { kind: 'rest' });
const unresolved = claim('Unresolved', { appId: undefined });
const bare = watched({
  target: target({ pid: 9 }),
  commandLine: { kind: 'read', text: 'dllhost.exe' },
});
const owner = (...asked: Parameters<typeof ownerOf>) => ownerOf(...asked)?.application;

describe('a process belongs to', () => {
  it('the application that its command line names, before the one that takes the rest', () => {
    expect(owner(host(7), [rest, claim('Trade')])).toBe('Trade');
    expect(owner(host(7), [claim('Trade'), rest])).toBe('Trade');
  });

  it('the one in which the catalogue has it, when its command line names none', () => {
    expect(owner(bare, [claim('Trade', { instancePids: [9] }), rest])).toBe('Trade');
    const named = host(9, OTHER_ID);
    expect(owner(named, [claim('Trade', { instancePids: [9] }), rest])).toBe('');
  });

  it('the one that takes the rest, when no other claims it', () => {
    expect(owner(host(7, OTHER_ID), [claim('Trade'), rest])).toBe('');
    expect(owner(bare, [claim('Trade'), rest])).toBe('');
    expect(owner(host(7), [rest])).toBe('');
  });

  it('none when there is none that takes the rest', () => {
    expect(owner(host(7, OTHER_ID), [claim('Trade')])).toBeUndefined();
  });

  it.each(['unread', 'hidden'] as const)(
    'none while its command line is %s and it could be a named host',
    (kind) => {
      const unknown = watched({ target: target({ pid: 9 }), commandLine: { kind } });
      expect(owner(unknown, [claim('Trade'), rest])).toBeUndefined();
      expect(owner(unknown, [rest])).toBe('');
      expect(owner(unknown, [claim('Trade', { instancePids: [9] }), rest])).toBe('Trade');
    },
  );

  it('none while a named application is not resolved, unless another one names it', () => {
    expect(owner(host(7, OTHER_ID), [unresolved, rest])).toBeUndefined();
    expect(owner(bare, [unresolved, rest])).toBeUndefined();
    expect(owner(host(7), [unresolved, claim('Trade'), rest])).toBe('Trade');
  });
});
