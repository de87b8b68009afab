import { describe, expect, it } from 'vitest';
import { isDisabledIn, isTaskName } from '../../../src/adapters/agent/start-agent.js';

describe('a scheduled task', () => {
  it('is disabled where its settings say so, not its triggers', () => {
    const task = (settings: string) =>
      `<Task><Triggers><BootTrigger><Enabled>false</Enabled></BootTrigger></Triggers><Settings>${settings}</Settings></Task>`;
    expect(isDisabledIn(task('<Enabled>false</Enabled>'))).toBe(true);
    expect(isDisabledIn(task('<Enabled>true</Enabled>'))).toBe(false);
    expect(isDisabledIn(task(''))).toBe(false);
    expect(isDisabledIn('')).toBe(false);
  });

  it('has a name that cannot be taken for anything else', () => {
    expect(['comwatch', 'comwatch (2)', 'a.b-c_d'].map(isTaskName)).toEqual([true, true, true]);
    expect(['', 'a\\b', '"x', 'a&b', '/tn', 'x'.repeat(101)].map(isTaskName)).toEqual(
      Array.from({ length: 6 }, () => false),
    );
  });
});
