/** CPU seconds of this process: elapsed time means little on a busy machine. */
export function userSeconds(work: () => unknown): number {
  const begun = process.cpuUsage();
  work();
  return process.cpuUsage(begun).user / 1e6;
}
