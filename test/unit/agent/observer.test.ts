import { expect, it } from 'vitest';
import { AgentBench } from '../../support/agent-bench.js';
import { row, target } from '../../support/build.js';

it('a process is present whichever source shows it: one gives its start in microseconds, one in 100 ns', async () => {
  const bench = new AgentBench();
  const startedAt = target().startedAt.replace(/.$/, '7');
  const rounded = startedAt.replace(/.$/, '0');
  await bench.pass([row({ pid: 1003, startedAt })]);
  await bench.pass([row({ pid: 1003, startedAt: rounded })]);
  expect(bench.observer.isPresent(target({ pid: 1003, startedAt }))).toBe(true);
  expect(bench.observer.isPresent(target({ pid: 1003, startedAt: rounded }))).toBe(true);
});
