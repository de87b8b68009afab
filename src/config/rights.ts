/** Accounts that may change a file, determined from its SDDL. */
import type { Problem, RightsTarget, Warning } from './problem.js';

/** Rights of a file and of its folder, and the account that the agent runs as: a SID, or '' where there are none. */
export interface FileAccess {
  readonly account: string;
  readonly file: string;
  readonly folder: string;
  /** Rights of further folders, in the order of the request; '' where there is none. */
  readonly others: readonly string[];
}

/** A folder of the agent outside the folder of its configuration. */
export interface OtherFolder {
  readonly target: 'state' | 'log';
  readonly path: string;
}

const TRUSTED_INSTALLER = 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464';
/** SYSTEM, Administrators, the built-in Administrator, Domain and Enterprise Admins. */
const TRUSTED = ['SY', 'BA', 'LA', 'DA', 'EA', 'S-1-5-18', 'S-1-5-32-544', TRUSTED_INSTALLER];
/** Rights of the owner, whoever that is: the owner is judged separately. */
const OWNER_RIGHTS = ['OW', 'S-1-3-4', 'CO', 'S-1-3-0'];

const RIGHTS: Readonly<Record<string, number>> = {
  CC: 0x1,
  DC: 0x2,
  LC: 0x4,
  SW: 0x8,
  RP: 0x10,
  WP: 0x20,
  DT: 0x40,
  LO: 0x80,
  CR: 0x100,
  SD: 0x10000,
  RC: 0x20000,
  WD: 0x40000,
  WO: 0x80000,
  GA: 0x10000000,
  GX: 0x20000000,
  GW: 0x40000000,
  GR: 0x80000000,
  FA: 0x1f01ff,
  FR: 0x120089,
  FW: 0x120116,
  FX: 0x1200a0,
};

/** Write or append data, delete, change rights, take ownership, all, generic write. */
const CHANGES_FILE = 0x2 | 0x4 | 0x10000 | 0x40000 | 0x80000 | 0x10000000 | 0x40000000;
/**
 * Rights that allow replacing our file: delete what is in the folder, delete or rename the folder, change its rights.
 * Creating files beside ours is not one of them.
 */
const CHANGES_FOLDER = 0x40 | 0x10000 | 0x40000 | 0x80000 | 0x10000000;
/** Rights to add a file or folder, generic write: in the state folder a new file controls the agent, too. */
const CHANGES_STATE = CHANGES_FOLDER | 0x2 | 0x4 | 0x40000000;
/** Read data, all, generic read. */
const READS_FILE = 0x1 | 0x10000000 | 0x80000000;

const SYSTEM_FOLDER = /^(windows|users|program files( \(x86\))?|programdata|inetpub|temp)$/i;

const CHANGES: Readonly<Record<RightsTarget, number>> = {
  file: CHANGES_FILE,
  folder: CHANGES_FOLDER,
  state: CHANGES_STATE,
  log: CHANGES_FOLDER,
};

/**
 * The file and the folders that others may change. `path` with its own separators.
 * @param agent SID of the account that will run the agent, if another account runs the check: it is trusted, too
 * @param others the folders of `access.others`
 */
export function rightsProblems(
  path: string,
  access: FileAccess,
  agent = '',
  others: readonly OtherFolder[] = [],
): Problem[] {
  const accounts = accountsOf(access, agent);
  return [
    ...problemOf('file', path, access.file, accounts),
    ...problemOf('folder', folderOf(path), access.folder, accounts),
    ...others.flatMap(({ target, path: folder }, at) =>
      target === 'state' ? problemOf(target, folder, access.others[at] ?? '', accounts) : [],
    ),
  ];
}

/** Warnings: accounts that may read the passwords of the file, or change the folder of the log. */
export function rightsWarnings(
  path: string,
  access: FileAccess,
  agent: string,
  others: readonly OtherFolder[],
  hasPasswords: boolean,
): Warning[] {
  const accounts = accountsOf(access, agent);
  const readers = hasPasswords ? strangersOf(access.file, READS_FILE, accounts) : [];
  const commands = cure(path, 'file', accounts[0] ?? '');
  return [
    ...(readers.length === 0 ? [] : [{ kind: 'readable', path, readers, commands } as const]),
    ...others.flatMap(({ target, path: folder }, at): Warning[] => {
      if (target === 'state') return [];
      const [problem] = problemOf(target, folder, access.others[at] ?? '', accounts);
      return problem ? [{ ...problem, kind: 'log-folder-writable' }] : [];
    }),
  ];
}

function accountsOf({ account }: FileAccess, agent: string): string[] {
  return [agent, account].filter((each) => each !== '');
}

function folderOf(path: string): string {
  const folder = path.replace(/[\\/][^\\/]*$/, '');
  // `C:` alone means the current folder of that drive.
  return /^[a-z]:$/i.test(folder) ? `${folder}\\` : folder;
}

/** A drive, a share, or a folder of Windows: what lies in it is not ours to close. */
function isShared(path: string): boolean {
  const parts = path.split(/[\\/]+/).filter((each) => each !== '');
  if (/^[\\/]{2}/.test(path)) return parts.length <= 2;
  const [, top = '', , ...below] = parts;
  if (parts.length <= 2) return parts.length < 2 || SYSTEM_FOLDER.test(top);
  if (/^windows$/i.test(top)) return true;
  return /^users$/i.test(top) && below.length <= 1;
}

function problemOf(
  target: RightsTarget,
  path: string,
  sddl: string,
  accounts: readonly string[],
): Extract<Problem, { kind: 'writable' }>[] {
  if (sddl === '') return [];
  const writers = writersOf(sddl, target, accounts);
  if (writers.length === 0) return [];
  return [
    { kind: 'writable', target, path, writers, commands: cure(path, target, accounts[0] ?? '') },
  ];
}

/** Accounts besides administrators and these accounts of the agent that may change it; SIDs or letters of SDDL. */
export function writersOf(
  sddl: string,
  target: RightsTarget,
  accounts: readonly string[],
): string[] {
  return strangersOf(sddl, CHANGES[target], accounts);
}

/** Accounts besides administrators and these accounts that have one of these rights, or own it. */
function strangersOf(sddl: string, mask: number, accounts: readonly string[]): string[] {
  const trusted = (sid: string) => TRUSTED.includes(sid) || accounts.includes(sid);
  const owner = /^O:(S-[\d-]+|[A-Z]{2})/.exec(sddl)?.[1];
  const list = /D:(?<flags>[A-Z_]*)(?<entries>(\((?:[^()]|\([^()]*\))*\))*)/.exec(sddl)?.groups;
  // Without a list of rights, everyone has full access.
  if (!list || list['flags']?.includes('NO_ACCESS_CONTROL')) return ['WD'];
  const strangers = [
    ...(list['entries'] ?? '').matchAll(/\((\w+);(\w*);(\w*);[^;]*;[^;]*;([\w-]+)/g),
  ]
    .filter(([, type = '']) => type.includes('A') && !type.includes('D') && !type.includes('U'))
    // Applies only to objects below it.
    .filter(([, , flags = '']) => !/^(?:..)*IO/.test(flags))
    .filter(([, , , rights = '']) => (maskOf(rights) & mask) !== 0)
    .map(([, , , , sid = '']) => sid)
    .filter((sid) => !OWNER_RIGHTS.includes(sid));
  return [...new Set([...(owner === undefined ? [] : [owner]), ...strangers])].filter(
    (sid) => !trusted(sid),
  );
}

function maskOf(rights: string): number {
  if (/^0x/i.test(rights)) return Number(rights);
  if (/^\d+$/.test(rights)) return Number(rights);
  const letters = rights.match(/../g) ?? [];
  return letters.reduce((mask, each) => mask | (RIGHTS[each] ?? 0), 0);
}

/** Commands that name groups by SID, since their names differ on a Russian Windows; none for a folder that others need. */
function cure(path: string, target: RightsTarget, account: string): string[] {
  if (target !== 'file' && isShared(path)) return [];
  const below = target === 'file' ? '' : '(OI)(CI)';
  const own = account === '' || TRUSTED.includes(account) ? '' : ` *${account}:${below}M`;
  const grant = `*S-1-5-18:${below}F *S-1-5-32-544:${below}F${own}`;
  return [
    `icacls "${path}" /setowner *S-1-5-32-544`,
    `icacls "${path}" /reset`,
    `icacls "${path}" /inheritance:r /grant:r ${grant}`,
  ];
}
