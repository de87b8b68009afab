import type { Config } from '../config/config.js';

/** Clear texts of the configuration that no output may hold. */
export function secretsOf(config: Config): string[] {
  return [config.mail?.password, ...config.applications.map(({ com }) => com?.password)]
    .filter((secret) => secret !== undefined && !secret.isEmpty)
    .map((secret) => secret?.reveal() ?? '');
}
