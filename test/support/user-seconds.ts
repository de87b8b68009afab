/** Seconds of this process's own work: time on the clock says nothing where others work, too. */
export function userSeconds(work: () => unknown): number {
  const begun = process.cpuUsage();
  work();
  return process.cpuUsage(begun).user / 1e6;
}
