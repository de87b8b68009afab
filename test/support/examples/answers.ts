/**
 * One value of every kind that the command line puts into words; a new kind does not compile until it is added here.
 */
import type { CronField, Expected, PlainExpected } from '../../../src/config/expected.js';
import type { PatternFault } from '../../../src/config/pattern.js';
import type { OverrideProblem } from '../../../src/config/problem.js';
import type { TemplateFault } from '../../../src/config/transaction.js';
import type { Choice, Recovery } from '../../../src/core/recording/comparison.js';
import type { AgentFault } from '../../../src/core/telling/notice.js';
import type {
  Because,
  ConfigurationProof,
  FaultFigures,
  NightFault,
} from '../../../src/core/telling/proof.js';
import type { Answer } from '../../../src/core/telling/steering.js';
import { target } from '../build.js';

type OneOfEach<Union extends { readonly kind: string }> = {
  readonly [Kind in Union['kind']]: Union & { readonly kind: Kind };
};
/** With further examples of a kind that has two forms. */
type OneOrMore<Union extends { readonly kind: string }> = OneOfEach<Union> &
  Readonly<Record<string, Union>>;

const oneOrMore = <Union extends { readonly kind: string }>(examples: OneOrMore<Union>) => examples;
/** A record with a key for each word of a union. */
const allOf = <Word extends string>(words: Readonly<Record<Word, true>>) =>
  Object.keys(words) as Word[];

export const answers = oneOrMore<Answer>({
  paused: { kind: 'paused', untilUnixMs: 0 },
  resumed: { kind: 'resumed', stillUntilUnixMs: null },
  'resumed in part': { kind: 'resumed', stillUntilUnixMs: 0 },
  'not-paused': { kind: 'not-paused' },
  released: { kind: 'released', keys: ['com/БэкОфис'] },
  'nothing released': { kind: 'released', keys: [] },
  reloading: { kind: 'reloading' },
  'restart-needed': { kind: 'restart-needed' },
  'reload-refused': { kind: 'reload-refused', problems: 2 },
  'unknown-application': { kind: 'unknown-application', known: ['БэкОфис'] },
  'no application': { kind: 'unknown-application', known: [] },
});

export const agentFaults = Object.fromEntries(
  allOf<AgentFault>({ silent: true, late: true, gone: true }).map((fault) => [
    fault,
    { pid: 4712, fault, byMs: 150_000, loops: fault === 'late' ? ['com ФронтОфис'] : [] },
  ]),
);

export const overrideProblems = oneOrMore<OverrideProblem>({
  'no-assignment': { kind: 'no-assignment', found: 'предел' },
  unknown: { kind: 'unknown', found: 'предел', nearest: 'delay' },
  'unknown to all': { kind: 'unknown', found: 'предел', nearest: undefined },
  ambiguous: { kind: 'ambiguous', key: 'delay', sections: ['shellprocess', 'commethod'] },
  'bad-value': {
    kind: 'bad-value',
    key: 'maxcpuprocent',
    found: 'много',
    expected: { kind: 'number', min: 0, max: 100 },
  },
});

export const recoveries = {
  recovered: { kind: 'recovered', afterMs: 90_000 },
  ended: { kind: 'ended' },
  not: { kind: 'not' },
  stopped: { kind: 'stopped' },
  unknown: { kind: 'unknown' },
} as const satisfies OneOfEach<Recovery>;

const choice: Choice = {
  atUnixMs: 0,
  check: 'com',
  application: null,
  target: target(),
  plan: 'stop',
  why: ['floor'],
  figures: { cpuPercent: 90, memoryPercent: 5, workingSetBytes: 2 ** 20 },
  outcome: undefined,
  recovery: recoveries.recovered,
};

export const choices: Readonly<Record<string, Choice | undefined>> = {
  none: undefined,
  planned: choice,
  observed: { ...choice, plan: 'observe' },
  ...Object.fromEntries(
    allOf<NonNullable<Choice['outcome']>>({
      stopped: true,
      gone: true,
      refused: true,
      survived: true,
      unknown: true,
    }).map((outcome) => [outcome, { ...choice, outcome }]),
  ),
};

export const becauses = oneOrMore<Because>({
  observes: { kind: 'observes' },
  acts: { kind: 'acts' },
  'no-section': { kind: 'no-section' },
  'cpu-limit': { kind: 'cpu-limit', percentOfCore: 50, stopsPerNight: 2 },
  'cpu-limit in peace': { kind: 'cpu-limit', percentOfCore: 37, stopsPerNight: 0 },
  'memory-limit': { kind: 'memory-limit', bytes: 2 ** 31, stopsPerNight: 0.2 },
  'memory-limit in peace': { kind: 'memory-limit', bytes: 2 ** 31, stopsPerNight: 0 },
  'cure-time': { kind: 'cure-time', medianMs: 334_000 },
  'no cure': { kind: 'cure-time', medianMs: undefined },
  'call-time': { kind: 'call-time', waitsMs: 100, longestAnswerMs: 900 },
  'call-time enough': { kind: 'call-time', waitsMs: 100_000, longestAnswerMs: 900 },
  floors: { kind: 'floors', server: 0.2, neighbours: 1 },
  'floors of the server': { kind: 'floors', server: 0.2, neighbours: 0 },
  'floors in peace': { kind: 'floors', server: 0, neighbours: 0 },
  'mails-only': { kind: 'mails-only', missed: 3, broken: 5 },
  cures: { kind: 'cures' },
  brake: { kind: 'brake', holdsPerNight: 0.5 },
  'brake in peace': { kind: 'brake', holdsPerNight: 0 },
  'check-is-load': { kind: 'check-is-load', percentOfCore: 12 },
});

const nightFaults = allOf<NightFault>({
  hang: true,
  'deadlock beside busy neighbours': true,
  leak: true,
  'slow leak': true,
  burn: true,
  'error until restart': true,
  'activation hangs': true,
  'one of two hangs': true,
  'database away, errors': true,
  'database away, time-outs': true,
  'server restarts itself': true,
  nothing: true,
});

export const proof: ConfigurationProof = {
  nights: 200,
  assumed: {
    nightMs: 5 * 3_600_000,
    logicalProcessors: 8,
    physicalMemoryBytes: 32 * 2 ** 30,
    leastSpacingMs: 5_000,
    answersInMs: [500, 900],
  },
  broken: 134,
  cured: 133,
  medianCureMs: 334_000,
  stopsPerNight: { broken: 0.67, workingServer: 3.1, neighbours: 0.05 },
  mailsPerNight: 5.25,
  longestHang: { ms: 3_600_000, fault: 'hang', untilMorning: true },
  worstHour: { stops: 5, mails: 1, fault: 'burn' },
  faults: nightFaults.map((fault): FaultFigures => ({
    fault,
    nights: 17,
    broken: 17,
    cured: 16,
    medianCureMs: 334_000,
  })),
  findings: [],
};

const plainExpected = allOf<PlainExpected>({
  'yes-or-no': true,
  text: true,
  'any-text': true,
  password: true,
  'process-name': true,
  'prog-id': true,
  application: true,
  path: true,
  textfile: true,
  list: true,
  sustain: true,
  'time-of-day': true,
  'time-of-week': true,
  'listen-address': true,
  'mail-servers': true,
  greeting: true,
  'mail-address': true,
  'mail-addresses': true,
  'method-call': true,
  'refuse-pattern': true,
  expectation: true,
  'maintenance-windows': true,
  'existing-date': true,
});
const cronFields = allOf<CronField>({
  minute: true,
  hour: true,
  day: true,
  month: true,
  weekday: true,
});
const patternFaults = allOf<PatternFault['kind']>({
  syntax: true,
  'look-around': true,
  'back-reference': true,
  'too-large': true,
});
const templateFaults = allOf<TemplateFault>({
  'method-name': true,
  'open-bracket': true,
  'close-bracket': true,
  argument: true,
  'text-not-closed': true,
  'number-range': true,
  'unknown-placeholder': true,
  'unknown-out': true,
  'out-twice': true,
  'unknown-type': true,
  'missing-out': true,
  'after-end': true,
});

const oneOfEach: OneOfEach<Expected> = {
  plain: { kind: 'plain', form: 'text' },
  number: { kind: 'number', min: 0, max: 100 },
  integer: { kind: 'integer', min: 1, max: 5 },
  duration: { kind: 'duration', minMs: 500, maxMs: 86_400_000, bare: 's' },
  size: { kind: 'size', minMb: 10, maxMb: 100_000 },
  'one-of': { kind: 'one-of', words: ['act', 'observe'] },
  token: { kind: 'token', shortest: 16, longest: 200 },
  'failure-classes': { kind: 'failure-classes', classes: ['timeout', 'rpc'] },
  'cron-field': { kind: 'cron-field', field: 'minute' },
  pattern: { kind: 'pattern', fault: 'syntax' },
  'template-part': { kind: 'template-part', fault: 'unknown-out', words: ['out session'] },
};

export const expectations: Readonly<Record<string, Expected>> = {
  ...oneOfEach,
  ...Object.fromEntries(plainExpected.map((form) => [form, { kind: 'plain', form } as const])),
  ...Object.fromEntries(cronFields.map((field) => [field, { kind: 'cron-field', field } as const])),
  ...Object.fromEntries(patternFaults.map((fault) => [fault, { kind: 'pattern', fault } as const])),
  ...Object.fromEntries(
    templateFaults.map((fault) => [fault, { kind: 'template-part', fault, words: [] } as const]),
  ),
};
