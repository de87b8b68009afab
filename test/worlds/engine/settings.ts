/** Typical configurations for the worlds: text that goes through the real loader. */
import type { Config } from '../../../src/config/config.js';
import { parseConfig } from '../../../src/config/load.js';

/** As shipped, except for the mail server: samples every second, a call every 30 s that may take 100 s. */
export const shipped = `
[shellprocess]
delay = 1 s
[commethod]
sysname = ФронтОфис
login = monitor
delay = 30 s
time_cache = 10000 s
witerezult = 100 s
[mail]
recipients = night@example.org
sender = comwatch@example.org
host = mail.example.org
[monitor]
mode = act
`;

/**
 * The shipped settings with some lines put into their sections.
 * @param lines by section, e.g. `{ commethod: 'confirm = 1' }`
 */
export function shippedWith(lines: Readonly<Record<string, string>>): string {
  let text = shipped;
  for (const [section, more] of Object.entries(lines)) {
    for (const line of more.split('\n')) {
      const key = line.split('=')[0]!.trim();
      text = withoutKey(text, section, key);
    }
    text = text.includes(`[${section}]`)
      ? text.replace(`[${section}]`, `[${section}]\n${more}`)
      : `${text}[${section}]\n${more}\n`;
  }
  return text;
}

export function configOf(ini: string): Config {
  const loaded = parseConfig(ini, '/comwatch/monitor.ini');
  if (!loaded.ok) throw new Error(`not a configuration: ${JSON.stringify(loaded.problems)}`);
  return loaded.config;
}

function withoutKey(text: string, section: string, key: string): string {
  let current = '';
  return text
    .split('\n')
    .filter((line) => {
      const header = /^\[(.+)\]$/.exec(line)?.[1];
      if (header !== undefined) current = header;
      return current !== section || line.split('=')[0]!.trim() !== key;
    })
    .join('\n');
}
