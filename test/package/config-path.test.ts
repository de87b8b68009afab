/** A value of the configuration passes few files from the file on disk to its use; see decision 84 for what counts. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tables } from '../../src/config/schema.js';

const MOST_FILES = 12;

interface Path {
  readonly setting: string;
  /** Name of its value in the program. */
  readonly property: string;
  /** Name of the object that carries it together with others. */
  readonly slice: RegExp;
  /** From the file on disk to the use. */
  readonly files: readonly string[];
  /** Files that print, simulate or only describe the value: other uses, or none. */
  readonly others: readonly RegExp[];
}

/** Everything in a file passes through these as text. */
const asText = [
  'config/load.ts',
  'config/decode.ts',
  'config/dialect.ts',
  'config/sections.ts',
  'config/values.ts',
];
const elsewhere = [
  /^texts\//,
  /^simulation\//,
  /^cli\/sample/,
  /^agent\/telling\/fields/,
  /^agent\/(recording|steering)\//,
];

const paths: readonly Path[] = [
  {
    setting: 'maxcpuprocent',
    property: 'maxCpuPercent',
    slice: /\blimits\b/,
    files: [
      ...asText,
      'config/kinds.ts',
      'config/settings/process.ts',
      'config/build.ts',
      'agent/application.ts',
      'agent/limits/limit-check.ts',
      'core/judging/limits.ts',
    ],
    // Code that suggests another value shows the present one.
    others: [
      ...elsewhere,
      /^config\/(config|warnings)\.ts$/,
      /^compose\/report-view\.ts$/,
      /^core\/suggesting\//,
    ],
  },
  {
    setting: 'activation_timeout',
    property: 'activationTimeoutMs',
    slice: /\b(limits|rules)\b/,
    files: [
      ...asText,
      'config/duration.ts',
      'config/settings/com.ts',
      'config/build.ts',
      'compose/probe.ts',
      'adapters/com/probe.ts',
      'adapters/com/transaction/watch.ts',
      'adapters/com/transaction/reducer.ts',
    ],
    // The reducer's own deadlines, and the type of its rules.
    others: [
      ...elsewhere,
      /^config\/config\.ts$/,
      /^adapters\/com\/transaction\/(deadlines|judge)\.ts$/,
      // Maximum duration of a pass, which the watchdog uses.
      /^agent\/running\.ts$/,
    ],
  },
  {
    setting: 'remind',
    property: 'remindMs',
    slice: /\bmonitor\b/,
    files: [
      ...asText,
      'config/duration.ts',
      'config/settings/agent.ts',
      'config/build.ts',
      'agent/application.ts',
      'agent/telling/reporter.ts',
      'core/acting/incident.ts',
    ],
    // Conditions have a rule of the same name; the mails and the spells of slow answers are other uses.
    others: [
      ...elsewhere,
      /^core\/condition\.ts$/,
      /^compose\/mails\.ts$/,
      /^core\/telling\/mail-thread\.ts$/,
      /^agent\/com\/durations\.ts$/,
      /^core\/judging\/slow-spell\.ts$/,
    ],
  },
];

const src = 'src';
const sources = new Map(
  readdirSync(src, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => [name.replaceAll('\\', '/'), readFileSync(join(src, name), 'utf8')]),
);

function importsOf(file: string): string[] {
  const text = sources.get(file) ?? '';
  return [...text.matchAll(/from '(\.[^']+)\.js'/g)].map(([, path = '']) =>
    normalize(join(dirname(file), `${path}.ts`)).replaceAll('\\', '/'),
  );
}

const known = (files: readonly string[], file: string) =>
  files.some((other) => importsOf(other).includes(file) || importsOf(file).includes(other));

describe.each(paths)('$setting', ({ setting, property, slice, files, others }) => {
  it('is a setting', () => {
    const settings = Object.values(tables).flatMap((table) => Object.entries(table));
    expect(settings.find(([name]) => name === property)?.[1]).toMatchObject({ key: setting });
  });

  it(`passes at most ${MOST_FILES} files`, () => {
    expect(files.length).toBeLessThanOrEqual(MOST_FILES);
  });

  it('passes files that import each other', () => {
    const alone = files.filter((file) => !known(files, file));
    // The checks receive the built configuration: the agent connects the two.
    expect(alone.filter((file) => !/^(agent\/application|compose\/probe)\.ts$/.test(file))).toEqual(
      [],
    );
  });

  it('is named, or carried with its slice, by each of them after its table', () => {
    const after = files.slice(asText.length + 1);
    const silent = after.filter((file) => {
      const text = sources.get(file) ?? '';
      return !text.includes(property) && !slice.test(text) && file !== 'config/build.ts';
    });
    expect(silent).toEqual([]);
  });

  it('is named nowhere else', () => {
    const naming = [...sources].filter(([, text]) => new RegExp(`\\b${property}\\b`).test(text));
    const unknown = naming
      .map(([file]) => file)
      .filter((file) => !files.includes(file) && !others.some((each) => each.test(file)));
    expect(unknown).toEqual([]);
  });
});
