/**
 * Requests of operators to the running agent: small files in the protected state folder, so that nothing listens
 * anywhere, and anyone who may write there may send requests. Each is read, deleted, and answered in status.json.
 */
import { randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { failure, success, type Result } from '../../core/result.js';
import { parseRequest, type Request } from '../../core/telling/steering.js';
import type { FileReason } from '../../core/reason.js';
import { systemClock } from '../clock/clock.js';
import { within } from '../clock/deadline.js';
import { tryWriteAtomic } from '../files/atomic.js';
import { tryEnsureFolder } from '../files/folder.js';
import { removeLeftovers } from '../files/leftovers.js';
import { readText } from '../files/json-file.js';

const LOOK_EVERY_MS = 300;
/** Maximum number read at once; a flood of files costs no memory. */
const MOST_AT_ONCE = 20;
const MOST_BYTES = 4_096;
const DEADLINE_MS = 10_000;
const NAME = /^[0-9a-f]{16}\.json$/;

const folderOf = (stateDir: string) => join(stateDir, 'requests');

/** A file that is not a request. */
export type Unusable = (file: string, reason: FileReason) => void;

/**
 * Looks for requests until the signal is aborted, and passes each on once, in the order of their arrival. Requests from
 * before the start are deleted unread: their senders no longer wait.
 */
export async function watchRequests(
  stateDir: string,
  onRequest: (id: string, request: Request) => Promise<void>,
  onUnusable: Unusable,
  signal: AbortSignal,
): Promise<void> {
  const folder = folderOf(stateDir);
  await within(tryEnsureFolder(folder), DEADLINE_MS);
  for (const name of (await namesIn(folder)) ?? []) await remove(join(folder, name));
  await removeLeftovers(folder);
  while (!signal.aborted) {
    const names = await namesIn(folder);
    // Without the folder, which a full disk refused or somebody removed, no request could be written.
    if (!names) await within(tryEnsureFolder(folder), DEADLINE_MS);
    for (const name of names?.slice(0, MOST_AT_ONCE) ?? []) {
      await take(folder, name, onRequest, onUnusable);
    }
    await systemClock.sleep(LOOK_EVERY_MS, signal);
  }
}

async function take(
  folder: string,
  name: string,
  onRequest: (id: string, request: Request) => Promise<void>,
  onUnusable: Unusable,
): Promise<void> {
  const file = join(folder, name);
  const text = await within(readText(file, MOST_BYTES), DEADLINE_MS);
  // A file that cannot be deleted would be found again and again.
  if (!(await remove(file)) || text === 'late' || text.kind === 'absent') return;
  if (text.kind === 'unreadable') {
    onUnusable(file, text.reason);
    return;
  }
  const request = requestIn(text.value);
  if (request) await onRequest(name.slice(0, -'.json'.length), request);
  else onUnusable(file, { kind: 'file-invalid', file });
}

function requestIn(text: string): Request | undefined {
  try {
    return parseRequest(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** Writes a request; returns the identifier of its answer, or the reason why the folder does not take it. */
export async function putRequest(
  stateDir: string,
  request: Request,
): Promise<Result<string, FileReason>> {
  const id = idAt(systemClock.wallMs());
  const reason = await tryWriteAtomic(fileOf(stateDir, id), JSON.stringify(request));
  return reason === undefined ? success(id) : failure(reason);
}

/** Withdraws an unanswered request: the next agent must not find it. */
export async function takeBack(stateDir: string, id: string): Promise<void> {
  await remove(fileOf(stateDir, id));
}

/** Names sort by the time of writing, so that a pause is not overtaken by the resume that follows it. */
function idAt(unixMs: number): string {
  return (
    Math.trunc(unixMs).toString(16).padStart(11, '0').slice(-11) +
    randomBytes(3).toString('hex').slice(0, 5)
  );
}

function fileOf(stateDir: string, id: string): string {
  return join(folderOf(stateDir), `${id}.json`);
}

/** `undefined` where there is no such folder. */
async function namesIn(folder: string): Promise<readonly string[] | undefined> {
  const names = await within(
    readdir(folder).catch((error: unknown) =>
      (error as NodeJS.ErrnoException).code === 'ENOENT' ? undefined : [],
    ),
    DEADLINE_MS,
  );
  return names === 'late' ? [] : names?.filter((name) => NAME.test(name)).sort();
}

async function remove(file: string): Promise<boolean> {
  const done = await within(
    rm(file, { force: true, recursive: true }).then(
      () => true,
      () => false,
    ),
    DEADLINE_MS,
  );
  return done === true;
}
