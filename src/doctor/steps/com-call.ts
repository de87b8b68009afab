import { secretsOf } from '../../compose/secrets.js';
import { makeProbe } from '../../compose/probe.js';
import type { ComConfig } from '../../config/config.js';
import { failed, notKnown, passed, type StepResult } from '../../core/doctor/model.js';
import type { Advice } from '../../core/doctor/advice.js';
import type { Seen } from '../../core/doctor/seen.js';
import type { DoctorContext } from '../context.js';
import { checksOf } from './com-class.js';

/** Makes one transaction of each COM check, like the agent, stage by stage. Nothing is stopped. */
export async function callServers(
  context: DoctorContext,
  signal: AbortSignal,
): Promise<StepResult> {
  const checks = checksOf(context);
  if (checks.length === 0) return notKnown([{ kind: 'off', section: 'commethod' }]);
  if (context.isLocked) return notKnown([{ kind: 'not-tried', after: 'secrets' }]);
  const results = await Promise.all(checks.map(({ com }) => callServer(context, com, signal)));
  const seen = results.flatMap((each) => each.seen);
  const advice = results.flatMap((each) => each.advice);
  if (results.some(({ state }) => state === 'failed')) return failed(seen, advice);
  return results.some(({ state }) => state === 'unknown') ? notKnown(seen, advice) : passed(seen);
}

async function callServer(
  { config, journal }: DoctorContext,
  com: ComConfig,
  signal: AbortSignal,
): Promise<StepResult> {
  const runner = makeProbe(com, journal, secretsOf(config), {
    powershellPath: config.powershell.path,
  });
  runner.open();
  const seen: Seen[] = [{ kind: 'call', progid: com.progid }];
  try {
    const answer = await runner.probe(
      {
        onStage: (stage, tookMs) => {
          if (tookMs !== undefined) seen.push({ kind: 'stage', stage, tookMs: Math.round(tookMs) });
        },
      },
      signal,
    );
    switch (answer.kind) {
      case 'ok':
        return passed(seen);
      case 'unavailable':
        return notKnown([...seen, { kind: 'reason', reason: answer.reason }]);
      case 'failed': {
        const { failure } = answer;
        const advice: Advice[] = [{ kind: 'probe-hint', failure }];
        return failed([...seen, { kind: 'call-failed', failure }], advice);
      }
    }
  } finally {
    await runner.close();
  }
}
