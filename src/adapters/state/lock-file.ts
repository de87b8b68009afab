import { createHash, randomBytes } from 'node:crypto';
import { link, lstat, open, readdir, rm, rmdir, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { systemTrouble } from '../../core/system-trouble.js';
import { isAlive } from '../files/is-alive.js';
import type { FileReason } from '../../core/reason.js';
import { renameWhenFree } from '../files/atomic.js';

/** A holder that has not touched its lock for this long has exited or is hung for good. */
export const STALE_MS = 30_000;
/** Age of claims whose agents are long gone. */
const SWEEP_MS = 10 * 60_000;
/** A lock holds some fifty bytes. */
const MOST_BYTES = 4_096;
/** On a file system without links, a lock is empty for a moment while it is written. */
const BEING_WRITTEN_MS = 1_000;
/** Errors of a file that is just being replaced: on Windows, or a lock in the place of a folder. */
const HELD = new Set(['EPERM', 'EACCES', 'EBUSY', 'ENOTDIR']);

/** One life of the lock: from its creation by a holder until another one replaces it. */
interface Holder {
  /** Unique: the token that the holder wrote, or a value that distinguishes a file without one from every other. */
  readonly token: string;
  readonly pid: number;
  readonly isLive: boolean;
}

export type LockLook =
  | ({ readonly kind: 'lock' } & Holder)
  | { readonly kind: 'absent' }
  | { readonly kind: 'busy' }
  | { readonly kind: 'failed'; readonly reason: FileReason };

/**
 * A file that belongs to one of many competing processes, decided by the file system alone.
 *
 * Two operations are exclusive everywhere: a link is created only where nothing exists, and a rename moves one file to
 * one place. Where no lock exists, it is created by a link to a complete file. A lock whose holder has exited is never
 * removed, since two processes that saw it stale would remove each other's new one. Instead, a process that wants it
 * makes a claim, whose name is the token of the old lock, so that only one can exist; checks again whether the lock is
 * still the old one; and renames its claim over it. The holder is the process whose token is then in the file. A
 * claimant that dies leaves its claim, which becomes stale like a lock and may be removed by any process: a claimant
 * that was merely suspended then has nothing to rename, or renames another's claim, and finds another's token.
 */
export class LockFile {
  readonly token = randomBytes(16).toString('hex');
  readonly #file: string;
  readonly #wallMs: () => number;
  #hasLinks = true;

  constructor(file: string, wallMs: () => number) {
    this.#file = file;
    this.#wallMs = wallMs;
  }

  get notTaken(): FileReason {
    return { kind: 'lock-not-taken', file: this.#file };
  }

  look(): Promise<LockLook> {
    return this.#lookAt(this.#file);
  }

  /** Creates the lock where none exists. */
  create(): Promise<'made' | 'exists' | FileReason> {
    return this.#make(this.#file);
  }

  /** Replaces a holder that has exited; false when another process was quicker. */
  async succeed(holder: Pick<Holder, 'token'>): Promise<boolean | FileReason> {
    return this.#replacing(holder.token, async (claim, { isLive }) => {
      if (isLive) return false;
      await renameWhenFree(claim, this.#file);
      const now = await this.look();
      return now.kind === 'lock' && now.token === this.token;
    });
  }

  /** Removes the own lock; another's stays as it is. */
  async release(): Promise<void> {
    await this.#replacing(this.token, async () => {
      await rm(this.#file, { force: true });
      return true;
    });
  }

  async touch(): Promise<void> {
    const now = new Date(this.#wallMs());
    await utimes(this.#file, now, now);
  }

  /** Removes files of agents that were killed while they waited for the lock. */
  async sweep(): Promise<void> {
    const folder = dirname(this.#file);
    const begin = `${basename(this.#file)}.`;
    for (const name of await readdir(folder).catch(() => [])) {
      if (!name.startsWith(begin)) continue;
      const path = join(folder, name);
      const found = await lstat(path).catch(() => undefined);
      if (found?.isFile() && Math.abs(this.#wallMs() - found.mtimeMs) > SWEEP_MS) {
        await rm(path, { force: true }).catch(() => undefined);
      }
    }
  }

  /** Runs `replace` exclusively: only one process may replace the lock with this token. */
  async #replacing(
    token: string,
    replace: (claim: string, old: Holder) => Promise<boolean>,
  ): Promise<boolean | FileReason> {
    const claim = `${this.#file}.${token}.claim`;
    const made = await this.#make(claim);
    if (made === 'exists') {
      const other = await this.#lookAt(claim);
      if (other.kind === 'lock' && !other.isLive) await rm(claim, { force: true });
      return false;
    }
    if (made !== 'made') return made;
    try {
      const now = await this.look();
      return now.kind === 'lock' && now.token === token && (await replace(claim, now));
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'ENOENT' ? false : this.#unwritable(error);
    } finally {
      await rm(claim, { force: true }).catch(() => undefined);
    }
  }

  async #make(path: string): Promise<'made' | 'exists' | FileReason> {
    const text = JSON.stringify({ token: this.token, pid: process.pid });
    const whole = `${this.#file}.${this.token}.new`;
    try {
      if (this.#hasLinks) {
        await writeNew(whole, text);
        try {
          await link(whole, path);
          return 'made';
        } catch (error) {
          const { code = '' } = error as NodeJS.ErrnoException;
          if (code === 'EEXIST' || (HELD.has(code) && (await exists(path)))) return 'exists';
          this.#hasLinks = false;
        } finally {
          await rm(whole, { force: true });
        }
      }
      await writeNew(path, text);
      return 'made';
    } catch (error) {
      return (error as NodeJS.ErrnoException).code === 'EEXIST'
        ? 'exists'
        : this.#unwritable(error);
    }
  }

  async #lookAt(file: string): Promise<LockLook> {
    const failed = (reason: FileReason) => ({ kind: 'failed', reason }) as const;
    try {
      const found = await lstat(file);
      if (found.isDirectory()) {
        // An empty folder is not a lock; a non-empty one stays.
        await rmdir(file);
        return { kind: 'absent' };
      }
      if (!found.isFile()) return failed({ kind: 'file-not-plain', file });
      const { text, ino, mtimeNs, mtimeMs, size } = await readOne(file);
      const ageMs = this.#wallMs() - Number(mtimeMs);
      if (text === '' && !this.#hasLinks && Math.abs(ageMs) < BEING_WRITTEN_MS)
        return { kind: 'busy' };
      const { token = hashOf(`${ino} ${mtimeNs} ${size} ${text}`), pid } = parse(text);
      // A clock that was set back must not keep a dead lock for ever.
      return { kind: 'lock', token, pid, isLive: Math.abs(ageMs) < STALE_MS && isAlive(pid) };
    } catch (error) {
      const { code = '' } = error as NodeJS.ErrnoException;
      if (code === 'ENOENT') return { kind: 'absent' };
      if (HELD.has(code)) return { kind: 'busy' };
      if (code === 'ENOTEMPTY' || code === 'EEXIST')
        return failed({ kind: 'file-not-plain', file });
      return failed({ kind: 'file-unreadable', file, cause: systemTrouble(error) });
    }
  }

  #unwritable(error: unknown): FileReason {
    return {
      kind: 'file-unwritable',
      file: this.#file,
      cause: systemTrouble(error),
    };
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

async function writeNew(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
  } catch (error) {
    // A full disk creates the file and takes no text.
    await rm(path, { force: true }).catch(() => undefined);
    throw error;
  } finally {
    await handle.close();
  }
}

/** Text and times of one and the same file, even if another one replaces it meanwhile. */
async function readOne(file: string) {
  const handle = await open(file, 'r');
  try {
    const { ino, mtimeNs, mtimeMs, size } = await handle.stat({ bigint: true });
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(MOST_BYTES), 0, MOST_BYTES, 0);
    const text = size > MOST_BYTES ? '' : buffer.toString('utf8', 0, bytesRead);
    return { text, ino, mtimeNs, mtimeMs, size };
  } finally {
    await handle.close();
  }
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}

/** Versions before 1.0 wrote only the PID. */
function parse(text: string): { readonly token?: string; readonly pid: number } {
  if (/^\d{1,10}\s*$/.test(text)) return { pid: Number(text) };
  try {
    const { token, pid } = JSON.parse(text) as Record<string, unknown>;
    if (typeof token === 'string' && /^[0-9a-f]{32}$/.test(token) && typeof pid === 'number')
      return { token, pid };
  } catch {
    // Empty, torn, or foreign: no holder.
  }
  return { pid: 0 };
}
