/**
 * The single definition of every setting: `Config` is inferred from these tables, and parsing, monitor.ini, `comwatch
 * config`, the start record and docs/configuration.md are made from them.
 */
import { logSettings, monitorSettings, powershellSettings } from './settings/agent.js';
import { comSettings } from './settings/com.js';
import { mailSettings } from './settings/mail.js';
import { maintenanceSettings } from './settings/maintenance.js';
import { processSettings } from './settings/process.js';
import { statusSettings } from './settings/status.js';
import type { SectionName, Setting, Table } from './setting.js';

export { sectionNames, type SectionName, type Setting } from './setting.js';

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

export function settingsOf(section: SectionName): readonly Setting[] {
  return Object.values<Setting>(tables[section]);
}

export function settingOf(section: SectionName, key: string): Setting | undefined {
  const lower = key.toLowerCase();
  return settingsOf(section).find((each) => each.key === lower);
}
