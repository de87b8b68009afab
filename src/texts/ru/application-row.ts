import type { Notice } from '../../core/telling/notice.js';

/** К какому приложению конфигурации это относится. */
export function applicationRow({ application }: Notice): (readonly [string, string])[] {
  return application === undefined ? [] : [['Приложение', application]];
}
