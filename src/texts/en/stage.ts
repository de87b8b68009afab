import type { Stage } from '../../core/judging/probe-result.js';

export const stageEn: Readonly<Record<Stage, string>> = {
  activate: 'activation',
  authorize: 'Authorize',
  'session-info': 'GetCurrentSessionInfo',
  'log-out': 'LogOut',
};

/** A stage, or an activity of the check's process beside them. */
export function stageNameEn(stage: string): string {
  return (stageEn as Readonly<Record<string, string>>)[stage] ?? 'start';
}
