import type { Stage } from '../../core/judging/probe-result.js';

export const stageRu: Readonly<Record<Stage, string>> = {
  activate: 'запуск',
  authorize: 'Authorize',
  'session-info': 'GetCurrentSessionInfo',
  'log-out': 'LogOut',
};

/** A stage, or an activity of the check's process beside them. */
export function stageNameRu(stage: string): string {
  return (stageRu as Readonly<Record<string, string>>)[stage] ?? 'подготовка';
}
