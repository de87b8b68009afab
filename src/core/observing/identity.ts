import { isShortText, isTable } from '../table.js';
import type { Target } from './model.js';

const TICKS_PER_MS = 10_000n;
/** Milliseconds between 1601-01-01 (FILETIME) and 1970-01-01 (Unix). */
const FILETIME_EPOCH_MS = 11_644_473_600_000n;

/** CIM gives microseconds, .NET 100 ns: the same instant when they differ by at most a millisecond. */
export function sameInstant(a: string, b: string): boolean {
  if (a === b) return true;
  const difference = BigInt(a) - BigInt(b);
  return difference <= TICKS_PER_MS && difference >= -TICKS_PER_MS;
}

/** Whether two observations are of one process: PID, start time to the millisecond, name without case. */
export function sameTarget(a: Target, b: Target): boolean {
  if (a === b) return true;
  return a.pid === b.pid && sameInstant(a.startedAt, b.startedAt) && sameImage(a.name, b.name);
}

/** Looks a process up in a table by PID; finds nothing if another process has the PID now. */
export function entryOf<Entry extends { readonly target: Target }>(
  byPid: ReadonlyMap<number, Entry>,
  target: Target,
): Entry | undefined {
  const found = byPid.get(target.pid);
  return found && sameTarget(found.target, target) ? found : undefined;
}

/** Key of a process, equal for observations by one source only; `hasKey` compares it with any source. */
export function targetKey({ pid, startedAt }: Pick<Target, 'pid' | 'startedAt'>): string {
  return `${pid} ${startedAt}`;
}

/** Words before the process in a key that ends with it, by any source; `undefined` if it ends with something else. */
export function wordsBefore(
  key: string,
  { pid, startedAt }: Pick<Target, 'pid' | 'startedAt'>,
): string | undefined {
  const words = key.split(' ');
  const [id, started = ''] = words.splice(-2);
  if (id !== String(pid) || !/^\d{1,19}$/.test(started)) return undefined;
  return sameInstant(started, startedAt) ? words.join(' ') : undefined;
}

/** Key of words, about a process if there is one. */
export function keyAbout(words: string, of?: Target): string {
  return of ? `${words} ${targetKey(of)}` : words;
}

/** Whether one of the keys has these words, about this process if there is one, by any source. */
export function hasKey(keys: readonly string[], words: string, of?: Target): boolean {
  return of ? keys.some((each) => wordsBefore(each, of) === words) : keys.includes(words);
}

/** Image names are compared without case, and `dllhost` means `dllhost.exe`. */
function sameImage(a: string, b: string): boolean {
  return a === b || imageName(a) === imageName(b);
}

/** Lower case, with its extension. */
export function imageName(name: string): string {
  const lower = name.toLowerCase();
  return lower.endsWith('.exe') ? lower : `${lower}.exe`;
}

/** Unix milliseconds of a FILETIME. */
export function fileTimeToUnixMs(fileTime: string): number {
  return Number(BigInt(fileTime) / TICKS_PER_MS - FILETIME_EPOCH_MS);
}

/** Whether a value from a file is an identity. */
export function isTarget(value: unknown): value is Target {
  if (!isTable(value)) return false;
  const { pid, startedAt, name } = value;
  return (
    Number.isSafeInteger(pid) &&
    typeof startedAt === 'string' &&
    /^\d{1,19}$/.test(startedAt) &&
    isShortText(name)
  );
}
