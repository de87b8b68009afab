/** Who may change a file, from its rights as Windows writes them down (SDDL). */
import type { Problem } from './problem.js';

/** Rights of a file and of its folder, and the account that the agent runs as: a SID, or '' where there are none. */
export interface FileAccess {
  readonly account: string;
  readonly file: string;
  readonly folder: string;
}

const TRUSTED_INSTALLER = 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464';
/** SYSTEM, Administrators, the built-in Administrator, Domain and Enterprise Admins. */
const TRUSTED = ['SY', 'BA', 'LA', 'DA', 'EA', 'S-1-5-18', 'S-1-5-32-544', TRUSTED_INSTALLER];
/** Rights of the owner, whoever that is: the owner is judged by himself. */
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
 * What lets one put another file in the place of ours: delete what is in the folder, delete or rename the folder, change
 * its rights. To create files beside ours is not among it.
 */
const CHANGES_FOLDER = 0x40 | 0x10000 | 0x40000 | 0x80000 | 0x10000000;

/**
 * The file or folder that others may change, or nothing. `path` with its own separators.
 * @param agent the SID of the account that will run the agent, where another one asks: it is trusted too
 */
export function rightsProblems(path: string, access: FileAccess, agent = ''): Problem[] {
  const accounts = [agent, access.account].filter((each) => each !== '');
  const folder = path.replace(/[\\/][^\\/]*$/, '');
  return [
    ...problemOf('file', path, access.file, accounts),
    ...problemOf('folder', folder, access.folder, accounts),
  ];
}

function problemOf(
  target: 'file' | 'folder',
  path: string,
  sddl: string,
  accounts: readonly string[],
): Problem[] {
  const writers = writersOf(sddl, target, accounts);
  if (writers.length === 0) return [];
  return [
    { kind: 'writable', target, path, writers, commands: cure(path, target, accounts[0] ?? '') },
  ];
}

/** Everyone besides administrators and these accounts of the agent who may change it; SIDs or letters of SDDL. */
export function writersOf(
  sddl: string,
  target: 'file' | 'folder',
  accounts: readonly string[],
): string[] {
  const trusted = (sid: string) => TRUSTED.includes(sid) || accounts.includes(sid);
  const owner = /^O:(S-[\d-]+|[A-Z]{2})/.exec(sddl)?.[1];
  const list = /D:(?<flags>[A-Z_]*)(?<entries>(\((?:[^()]|\([^()]*\))*\))*)/.exec(sddl)?.groups;
  // Without a list of rights, anyone may do anything.
  if (!list || list['flags']?.includes('NO_ACCESS_CONTROL')) return ['WD'];
  const mask = target === 'file' ? CHANGES_FILE : CHANGES_FOLDER;
  const writers = [...(list['entries'] ?? '').matchAll(/\((\w+);(\w*);(\w*);[^;]*;[^;]*;([\w-]+)/g)]
    .filter(([, type = '']) => type.includes('A') && !type.includes('D') && !type.includes('U'))
    // For what lies below only.
    .filter(([, , flags = '']) => !/^(?:..)*IO/.test(flags))
    .filter(([, , , rights = '']) => (maskOf(rights) & mask) !== 0)
    .map(([, , , , sid = '']) => sid)
    .filter((sid) => !OWNER_RIGHTS.includes(sid));
  return [...new Set([...(owner === undefined ? [] : [owner]), ...writers])].filter(
    (sid) => !trusted(sid),
  );
}

function maskOf(rights: string): number {
  if (/^0x/i.test(rights)) return Number(rights);
  if (/^\d+$/.test(rights)) return Number(rights);
  const letters = rights.match(/../g) ?? [];
  return letters.reduce((mask, each) => mask | (RIGHTS[each] ?? 0), 0);
}

/** By SID: the names of the groups are other ones on a Russian Windows. */
function cure(path: string, target: 'file' | 'folder', account: string): string[] {
  const below = target === 'folder' ? '(OI)(CI)' : '';
  const own = account === '' || TRUSTED.includes(account) ? '' : ` *${account}:${below}M`;
  const grant = `*S-1-5-18:${below}F *S-1-5-32-544:${below}F${own}`;
  return [
    `icacls "${path}" /setowner *S-1-5-32-544`,
    `icacls "${path}" /reset`,
    `icacls "${path}" /inheritance:r /grant:r ${grant}`,
  ];
}
