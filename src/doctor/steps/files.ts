/** The files of the agent: who may change them, whether they can be written, and whether there is enough space. */
import { randomBytes } from 'node:crypto';
import { rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { readFileAccess } from '../../adapters/powershell/commands/file-access.js';
import { rightsProblems, rightsWarnings } from '../../config/rights.js';
import type { Config } from '../../config/config.js';
import { hasPasswords, otherFolders } from '../../config/places.js';
import { failed, notKnown, passed, type StepResult } from '../../core/doctor/model.js';
import type { Advice } from '../../core/doctor/advice.js';
import type { Seen } from '../../core/doctor/seen.js';
import { systemTrouble } from '../../core/system-trouble.js';
import { shellsOf, type DoctorContext } from '../context.js';

/** State and waiting letters; the log is added. */
const STATE_BYTES = 50 * 2 ** 20;

export async function checkRights(context: DoctorContext): Promise<StepResult> {
  const { config, platform } = context;
  const folders = [...new Set([config.monitor.stateDir, config.log.dir])];
  const written = await Promise.all(folders.map(tryFolder));
  const refused = written.some(({ kind }) => kind === 'folder-refused');
  const folderAdvice: Advice[] = refused ? [{ kind: 'folder' }] : [];
  // Off Windows there are no such rights, unless a configured PowerShell reports some.
  if (platform !== 'win32' && config.powershell.path === undefined) {
    const seen: Seen[] = [...written, { kind: 'not-windows' }];
    return refused ? failed(seen, folderAdvice) : notKnown(seen);
  }
  const others = otherFolders(config);
  const paths = others.map(({ path }) => path);
  const answer = await readFileAccess(shellsOf(context).ask, config.file, paths);
  if (!answer.ok) {
    const seen: Seen[] = [...written, { kind: 'reason', reason: answer.reason }];
    return refused ? failed(seen, folderAdvice) : notKnown(seen);
  }
  const access = answer.value;
  const problems = rightsProblems(config.file, access, '', others);
  const warnings = rightsWarnings(config.file, access, '', others, hasPasswords(config));
  const seen: Seen[] = [{ kind: 'access', account: access.account }, ...written];
  const commands: string[] = [];
  for (const each of [...problems, ...warnings]) {
    if (each.kind === 'writable' || each.kind === 'log-folder-writable') {
      seen.push({ kind: 'writers', path: each.path, accounts: each.writers });
      commands.push(...each.commands);
    } else if (each.kind === 'readable') {
      seen.push({ kind: 'readers', path: each.path, accounts: each.readers });
      commands.push(...each.commands);
    }
  }
  if (commands.length > 0 || refused) {
    const cure: Advice[] = commands.length > 0 ? [{ kind: 'commands', commands }] : [];
    return failed(seen, [...cure, ...folderAdvice]);
  }
  return passed(seen);
}

/** Writes a test file and deletes it; a folder that does not exist yet is not created. */
async function tryFolder(
  folder: string,
): Promise<Extract<Seen, { kind: 'folder' | 'folder-refused' }>> {
  const file = join(folder, `doctor-${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeFile(file, '', { flag: 'wx', mode: 0o600 });
    return { kind: 'folder', folder, state: 'writable' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT')
      return { kind: 'folder', folder, state: 'absent' };
    return { kind: 'folder-refused', folder, reason: systemTrouble(error) };
  } finally {
    await rm(file, { force: true }).catch(() => undefined);
  }
}

export async function checkDisk({ config }: DoctorContext): Promise<StepResult> {
  const seen: Seen[] = [];
  for (const [folder, neededBytes] of needs(config)) {
    const place = await existing(folder);
    try {
      const { bavail, bsize } = await statfs(place);
      seen.push({ kind: 'free', folder, bytes: bavail * bsize, neededBytes });
    } catch (error) {
      seen.push({ kind: 'reason', reason: systemTrouble(error) });
    }
  }
  const isShort = seen.some((each) => each.kind === 'free' && each.bytes < each.neededBytes);
  if (isShort) return failed(seen, [{ kind: 'free-space' }]);
  return seen.some(({ kind }) => kind === 'reason') ? notKnown(seen) : passed(seen);
}

function needs({ monitor, log }: Config): [folder: string, bytes: number][] {
  const logBytes = log.maxBytes * (log.files + 1);
  if (monitor.stateDir === log.dir) return [[log.dir, STATE_BYTES + logBytes]];
  return [
    [monitor.stateDir, STATE_BYTES],
    [log.dir, logBytes],
  ];
}

/** The folder, or its nearest existing parent. */
async function existing(folder: string): Promise<string> {
  const found = await stat(folder).catch(() => undefined);
  const parent = dirname(folder);
  return found !== undefined || parent === folder ? folder : existing(parent);
}
