/** Sections that the configurations of tests have in common. */

/** Mail to one recipient by a server of this machine. */
export function mailSection(port: number): string {
  return `[mail]
recipients = night@example.org
sender = comwatch@example.org
host = 127.0.0.1
port = ${port}
`;
}

/** Settings of a COM check that acts on one failure, and whose checks follow each other at once. */
export const QUICK_CHECK = `sysname = ФронтОфис
login = monitor
delay = 500 ms
check_load = as-written
confirm = 1
time_cache = 1 h
settle = 1 s
`;

/** Settings of a process check that samples five times a second. */
export function quickWatch(name: string): string {
  return `name = ${name}
source = process
delay = 200 ms
cpu_window = 1 s
`;
}
