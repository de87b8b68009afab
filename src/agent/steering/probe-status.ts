import type { ProbeAnswer } from '../../core/judging/probe-result.js';
import type { StatusProbe } from '../../core/telling/status.js';

/** The last result of the COM check, as shown in status.json. */
export function probeStatus(answer: ProbeAnswer, wallMs: number): StatusProbe {
  const atUnixMs = Math.round(wallMs);
  switch (answer.kind) {
    case 'ok':
      return {
        atUnixMs,
        outcome: 'ok',
        stage: null,
        failureClass: null,
        stages: rounded(answer.times),
      };
    case 'failed':
      return {
        atUnixMs,
        outcome: 'failed',
        stage: answer.failure.stage,
        failureClass: answer.failure.failureClass,
        stages: rounded(answer.times),
      };
    case 'unavailable':
      return { atUnixMs, outcome: 'unavailable', stage: null, failureClass: null, stages: {} };
  }
}

function rounded(times: Readonly<Partial<Record<string, number>>>): Record<string, number> {
  const known = Object.entries(times).filter(([, ms]) => ms !== undefined);
  return Object.fromEntries(known.map(([stage, ms]) => [stage, Math.round(ms ?? 0)]));
}
