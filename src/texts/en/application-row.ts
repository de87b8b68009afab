import type { Notice } from '../../core/telling/notice.js';

/** The application of the configuration concerned. */
export function applicationRow({ application }: Notice): (readonly [string, string])[] {
  return application === undefined ? [] : [['Application', application]];
}
