import { readFileSync } from 'node:fs';

/** Version of the program, from its package.json beside the built files. */
export function version(): string {
  const file = new URL('../package.json', import.meta.url);
  const parsed = JSON.parse(readFileSync(file, 'utf8')) as { version?: unknown };
  return typeof parsed.version === 'string' ? parsed.version : '0.0.0';
}
