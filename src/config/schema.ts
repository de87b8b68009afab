/**
 * Every setting there is, once: `Config` is inferred from these tables, and parsing, monitor.ini, `comwatch config`, the
 * start record and docs/configuration.md are made from them.
 */
import { logSettings, monitorSettings, powershellSettings } from './settings/agent.js';
import { comSettings } from './settings/com.js';
import { mailSettings } from './settings/mail.js';
import { maintenanceSettings } from './settings/maintenance.js';
import { processSettings } from './settings/process.js';
import { statusSettings } from './settings/status.js';
import { sectionHelp, type SectionName, type Setting, type Table } from './setting.js';

export { sectionHelp, type SectionName, type Setting } from './setting.js';

/** In the order in which they are written. */
export const tables = {
  shellprocess: processSettings,
  commethod: comSettings,
  mail: mailSettings,
  maintenance: maintenanceSettings,
  monitor: monitorSettings,
  log: logSettings,
  status: statusSettings,
  powershell: powershellSettings,
} satisfies Record<SectionName, Table>;

export const sectionNames = Object.keys(sectionHelp) as readonly SectionName[];

export function settingsOf(section: SectionName): readonly Setting[] {
  return Object.values<Setting>(tables[section]);
}

export function settingOf(section: SectionName, key: string): Setting | undefined {
  const lower = key.toLowerCase();
  return settingsOf(section).find((each) => each.key === lower);
}
