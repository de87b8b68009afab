/**
 * Every setting there is, once: parsing, monitor.ini, `comwatch config --explain` and docs/configuration.md are made from
 * this table.
 */
import { agentSettings } from './settings/agent.js';
import { comSettings } from './settings/com.js';
import { mailSettings } from './settings/mail.js';
import { processSettings } from './settings/process.js';
import type { Setting } from './setting.js';

export { sectionHelp, type SectionName, type Setting } from './setting.js';

export const settings: readonly Setting[] = [
  ...processSettings,
  ...comSettings,
  ...mailSettings,
  ...agentSettings,
];

export function settingOf(section: string, key: string): Setting | undefined {
  return settings.find((each) => each.section === section && each.key === key.toLowerCase());
}
