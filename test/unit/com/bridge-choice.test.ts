import { describe, expect, it } from 'vitest';
import { BridgeChoice } from '../../../src/adapters/com/bridge.js';
import type { Reason } from '../../../src/core/reason.js';

const missing: Reason = {
  kind: 'child-fault',
  cause: { kind: 'foreign', text: 'The specified module could not be found.' },
};
const crashed: Reason = {
  kind: 'child-ended',
  stage: 'start',
  how: { kind: 'code', code: 3_221_225_477 },
};
const silent: Reason = { kind: 'child-not-ready', deadlineMs: 60_000 };

describe('edge-js that does not load', () => {
  it.each([
    ['says why', missing],
    ['ends its process', crashed],
    ['hangs', silent],
  ])('and %s makes way for PowerShell', (_how, reason) => {
    expect(new BridgeChoice('auto').failed('edge', reason)).toBe(true);
  });

  it('does not when the process could not even be started', () => {
    const how = { kind: 'not-started', cause: { kind: 'foreign', text: 'EAGAIN' } } as const;
    const choice = new BridgeChoice('auto');
    expect(choice.failed('edge', { kind: 'child-ended', stage: 'start', how })).toBe(false);
  });

  it('does not when the process was killed from outside', () => {
    const how = { kind: 'signal', signal: 'SIGKILL' } as const;
    const choice = new BridgeChoice('auto');
    expect(choice.failed('edge', { kind: 'child-ended', stage: 'start', how })).toBe(false);
    const crash = { kind: 'signal', signal: 'SIGSEGV' } as const;
    expect(choice.failed('edge', { kind: 'child-ended', stage: 'start', how: crash })).toBe(true);
  });

  it.each(['edge', 'powershell'] as const)('does not with bridge = %s', (setting) => {
    expect(new BridgeChoice(setting).failed(setting, missing)).toBe(false);
  });

  it('counts at the third consecutive failure where it has loaded before', () => {
    const choice = new BridgeChoice('auto');
    choice.loaded('edge');
    expect([choice.failed('edge', silent), choice.failed('edge', silent)]).toEqual([false, false]);
    choice.loaded('edge');
    expect([choice.failed('edge', silent), choice.failed('edge', silent)]).toEqual([false, false]);
    expect(choice.failed('edge', silent)).toBe(true);
  });

  it('is reported once, and not tried again', () => {
    const said: Reason[] = [];
    const choice = new BridgeChoice('auto', (reason) => said.push(reason));
    expect(choice.present).toBe('edge');
    choice.fallBack(missing);
    choice.fallBack(crashed);
    expect(choice.present).toBe('powershell');
    expect(said).toEqual([missing]);
    // Another application whose process was in use.
    choice.loaded('edge');
    expect(choice.failed('edge', silent)).toBe(true);
  });
});
