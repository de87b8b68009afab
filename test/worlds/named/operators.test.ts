import { describe, expect, it } from 'vitest';
import { ms, Night } from '../engine/night.js';

describe('an operator who shuts the application down', () => {
  it('and pauses the agent: the server is not called, nor started again, until the pause is over', async () => {
    const night = new Night();
    const server = night.world.addServer();
    // No call is in progress.
    await night.run('3610 s');
    const asked = { kind: 'pause', forMs: ms('3 h') } as const;
    const answer = night.agent.controls?.steer({ ...asked, why: 'обновление', withCalls: false });
    expect(answer?.kind).toBe('paused');
    server.shutDown();
    const { calls } = night.account;
    await night.run('175 min');
    expect(night.account.calls).toBe(calls);
    expect(server.hosts).toEqual([]);
    expect(night.account.stops).toEqual([]);
    server.isShutDown = false;
    await night.run('15 min');
    expect(server.hosts).toHaveLength(1);
    expect(night.account.lastAnswerMs).toBeGreaterThan(ms('4 h'));
    expect(night.account.stops).toEqual([]);
  });
});
