/**
 * Reasons why the system refused an operation on a file or process: known by a code that every language has words for.
 */
import { foreign, type Foreign } from './foreign.js';

/**
 * Codes as Node also gives them for errors of Windows. Source: "Common system errors" in its documentation, libuv's
 * uv_translate_sys_error.
 */
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

/** The reason for a thrown value: a code of the system, or its message. */
export function systemTrouble(error: unknown): SystemTrouble | Foreign {
  if (!(error instanceof Error)) return foreign(String(error));
  const code = systemCodes.find((each) => 'code' in error && each === error.code);
  return code === undefined ? foreign(error.message) : { kind: 'system-trouble', code };
}
