#!/usr/bin/env node
// Stands in for reg.exe: query, add and delete on the JSON file COMWATCH_STAND_IN_REGISTRY; it prints as reg.exe does.
import { readFileSync, writeFileSync } from 'node:fs';

const file = process.env.COMWATCH_STAND_IN_REGISTRY;
const registry = JSON.parse(readFileSync(file, 'utf8'));
const [command, key, ...rest] = process.argv.slice(2);
const option = (name) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : undefined);
const found = registry[key];

function missing() {
  process.stderr.write(
    'ERROR: The system was unable to find the specified registry key or value.\r\n',
  );
  process.exit(1);
}

if (command === 'query') {
  const name = option('/v');
  if (!found || (name !== undefined && !found[name])) missing();
  const values = Object.entries(found).filter(([each]) => name === undefined || each === name);
  const lines = values.map(([each, { type, value }]) => `    ${each}    ${type}    ${value}`);
  process.stdout.write(`\r\n${key}\r\n${lines.join('\r\n')}\r\n\r\n`);
} else if (command === 'add') {
  if (!rest.includes('/f')) throw new Error('reg.exe would ask');
  registry[key] = { ...found, [option('/v')]: { type: option('/t'), value: option('/d') } };
  writeFileSync(file, JSON.stringify(registry));
} else if (command === 'delete') {
  if (!rest.includes('/f')) throw new Error('reg.exe would ask');
  if (!found) missing();
  const rest = Object.entries(registry).filter(([each]) => each !== key);
  writeFileSync(file, JSON.stringify(Object.fromEntries(rest)));
}
