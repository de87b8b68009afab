/** Why the system did not do with a file or a process what it was asked to: known by a code, which every language has words for. */
import { foreign, type Foreign } from './foreign.js';

/** As Node names the errors of Windows, too. Source: "Common system errors" in its documentation, libuv's uv_translate_sys_error. */
export const systemCodes = [
  'EACCES',
  'EBUSY',
  'EDQUOT',
  'EEXIST',
  'EFBIG',
  'EINVAL',
  'EIO',
  'EISDIR',
  'ELOOP',
  'EMFILE',
  'ENAMETOOLONG',
  'ENFILE',
  'ENODEV',
  'ENOENT',
  'ENOMEM',
  'ENOSPC',
  'ENOTDIR',
  'ENOTEMPTY',
  'ENXIO',
  'EPERM',
  'EPIPE',
  'EROFS',
  'ETIMEDOUT',
  'ETXTBSY',
  'EXDEV',
  'UNKNOWN',
] as const;
export type SystemCode = (typeof systemCodes)[number];

export interface SystemTrouble {
  readonly kind: 'system-trouble';
  readonly code: SystemCode;
}

/** Whatever was thrown: a code of the system, or the words of what threw it. */
export function systemTrouble(error: unknown): SystemTrouble | Foreign {
  if (!(error instanceof Error)) return foreign(String(error));
  const code = systemCodes.find((each) => 'code' in error && each === error.code);
  return code === undefined ? foreign(error.message) : { kind: 'system-trouble', code };
}
