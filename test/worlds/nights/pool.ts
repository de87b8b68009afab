/** Plays in one process per core: the same script, started again, answers each task with a report. */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';

const PROGRESS_MS = 10_000;
const MOST_PROCESSES = 16;
/** V8 collects its young generation far less often when it is large. */
const NODE_WORDS = ['--min-semi-space-size=32', '--max-semi-space-size=64'];

/** Reports in the order of the tasks, whichever process made them. @param script that answers tasks when it is a child */
export async function inProcesses<Task extends object, Report>(
  script: string,
  tasks: readonly Task[],
  what: string,
): Promise<Report[]> {
  const reports = new Array<Report>(tasks.length);
  const workers = Math.min(availableParallelism(), tasks.length, MOST_PROCESSES);
  let next = 0;
  let done = 0;
  let shownMs = performance.now();
  const ends = Array.from({ length: workers }, () => {
    const child = fork(script, { execArgv: NODE_WORDS });
    let index = 0;
    const give = () => {
      const task = tasks[next];
      if (task === undefined) {
        child.disconnect();
        return;
      }
      index = next++;
      child.send(task);
    };
    child.on('message', (report: Report) => {
      reports[index] = report;
      done++;
      if (performance.now() - shownMs >= PROGRESS_MS) {
        shownMs = performance.now();
        process.stderr.write(`${done} of ${tasks.length} ${what}\n`);
      }
      give();
    });
    give();
    return new Promise<number>((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
  });
  const codes = await Promise.all(ends);
  if (codes.some((code) => code !== 0)) throw new Error('a process that played nights has failed');
  return reports;
}
