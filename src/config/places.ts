/** Locations of the files of a configuration, and whether it contains secrets. */
import { dirname, isAbsolute, relative } from 'node:path';
import type { Config } from './config.js';
import type { OtherFolder } from './rights.js';

/** The folders of the agent outside the folder of its configuration. */
export function otherFolders({ file, monitor, log }: Config): OtherFolder[] {
  const own = dirname(file);
  const folders = [
    { target: 'state', path: monitor.stateDir },
    { target: 'log', path: log.dir },
  ] as const;
  return folders.filter(({ path }) => {
    const way = relative(own, path);
    return way.startsWith('..') || isAbsolute(way);
  });
}

export function hasPasswords({ mail, status, applications }: Config): boolean {
  const passwords = [mail?.password, status.token, ...applications.map(({ com }) => com?.password)];
  return passwords.some((each) => each !== undefined && !each.isEmpty);
}
