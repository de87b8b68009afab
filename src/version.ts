import { readFileSync } from 'node:fs';
import { packagedVersion } from './parts.js';

/** Version of the program: of its package, else from package.json beside the built files. */
export function version(): string {
  if (packagedVersion !== undefined) return packagedVersion;
  const file = new URL('../package.json', import.meta.url);
  const parsed = JSON.parse(readFileSync(file, 'utf8')) as { version?: unknown };
  return typeof parsed.version === 'string' ? parsed.version : '0.0.0';
}
