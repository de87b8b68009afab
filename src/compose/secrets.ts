import type { Config } from '../config/config.js';

/** Clear texts of the configuration that no output may hold. */
export function secretsOf(config: Config): string[] {
  const { mail, status, applications } = config;
  return [mail?.password, status.token, ...applications.map(({ com }) => com?.password)]
    .filter((secret) => secret !== undefined && !secret.isEmpty)
    .map((secret) => secret?.reveal() ?? '');
}
