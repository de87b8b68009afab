/** Validates entries that come from a file; a value without the form of its kind is rejected. */
import { stopOutcomes } from '../acting/stop-outcome.js';
import type { Instant } from '../instant.js';
import { failureClasses } from '../judging/failure-class.js';
import { stages } from '../judging/probe-result.js';
import { isTarget } from '../observing/identity.js';
import { isCount, isFigure, isListOf, isShortText, isTable } from '../table.js';
import { parseRequest } from '../telling/steering.js';
import type { HeadEntry, RecordEntry } from './entry.js';

type Kind = Exclude<RecordEntry['kind'], 'sample' | 'head'>;
type Check = (value: unknown) => boolean;
type Shape = Readonly<Record<string, Check>>;

/** Maximum number of applications, settings, reasons or policies. */
const MOST = 2_000;
const LONGEST = 40_000;

const text: Check = (value) => isShortText(value, LONGEST);
const truth: Check = (value) => typeof value === 'boolean';
const orNull =
  (check: Check): Check =>
  (value) =>
    value === null || check(value);
const oneOf =
  (...words: readonly string[]): Check =>
  (value) =>
    typeof value === 'string' && words.includes(value);
const list =
  (check: Check): Check =>
  (value) =>
    isListOf(value, (each): each is unknown => check(each), MOST);
const shape =
  (fields: Shape): Check =>
  (value) =>
    isTable(value) && Object.entries(fields).every(([name, check]) => check(value[name]));
const optional =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const tagged: Check = shape({ kind: text });

const name = orNull(text);
const check = oneOf('limits', 'com');
const figures = shape({
  cpuPercent: orNull(isFigure),
  memoryPercent: isFigure,
  workingSetBytes: isFigure,
});
const limits = shape({ cpu: isFigure, memory: isFigure });
const times: Check = (value) => isTable(value) && Object.values(value).every(isFigure);
const stage = oneOf(...stages);
const failure = shape({
  failureClass: oneOf(...failureClasses),
  stage,
  hresult: orNull(text),
  name: text,
  detail: tagged,
});
const answers: Readonly<Record<string, Check>> = {
  ok: shape({ times, sessionEnd: text, logOutFault: orNull(tagged) }),
  failed: shape({ failure, times }),
  unavailable: shape({ reason: tagged }),
};
const machine = shape({
  hostName: text,
  osVersion: text,
  logicalProcessors: isCount,
  physicalMemoryBytes: isFigure,
  powershellVersion: text,
  languageMode: text,
  culture: text,
  executionPolicies: list(text),
  recording: optional(list(text)),
  canStopOthers: orNull(truth),
});
const found = shape({
  appId: name,
  classId: name,
  name,
  instancePids: list(isCount),
  retiredPids: list(isCount),
  registered: shape({ bits64: truth, bits32: truth }),
  ambiguous: truth,
  fault: optional(tagged),
});
const outcome: Check = (value) => isTable(value) && oneOf(...stopOutcomes)(value['kind']);

const shapes: Readonly<Record<Kind, Check>> = {
  start: shape({
    mode: oneOf('act', 'observe'),
    applications: list(shape({ name, image: text, progid: name, limits: orNull(limits) })),
    settings: list(text),
  }),
  machine: shape({ machine }),
  state: shape({ store: oneOf('memory', 'brake', 'pauses'), isLoaded: truth }),
  proven: shape({ application: name, isProven: truth }),
  gap: shape({ image: text, slotMs: optional(isFigure), beganMs: isFigure, reason: tagged }),
  pass: shape({ slotMs: optional(isFigure), application: name }),
  probe: shape({
    application: name,
    progid: text,
    beganMs: isFigure,
    isPending: truth,
    answer: (value) => isTable(value) && (answers[String(value['kind'])]?.(value) ?? false),
  }),
  returned: shape({ application: name, beganMs: isFigure }),
  lookup: shape({
    beganMs: isFigure,
    query: shape({ progid: optional(text), application: optional(text), catalog: truth }),
    answer: (value) =>
      isTable(value) && (value['ok'] === true ? found(value['found']) : tagged(value['reason'])),
  }),
  decision: shape({
    check,
    application: name,
    incidentId: text,
    target: isTarget,
    plan: oneOf('stop', 'observe', 'refuse', 'braked', 'held'),
    why: list(text),
    figures,
  }),
  'no-action': shape({ application: name, incidentId: text, why: text }),
  deed: shape({
    beganMs: isFigure,
    check,
    application: name,
    incidentId: text,
    target: isTarget,
    outcome,
  }),
  brake: shape({ state: oneOf('on', 'off'), key: text, untilUnixMs: isFigure }),
  pause: shape({ state: oneOf('on', 'off'), application: name, untilUnixMs: orNull(isFigure) }),
  request: shape({ request: (value) => parseRequest(value) !== undefined }),
  break: shape({ image: text }),
  end: () => true,
};

/** `undefined` for a value that is not an entry of this version. */
export function parseEntry(value: unknown, at: Instant): RecordEntry | undefined {
  if (!isTable(value) || typeof value['kind'] !== 'string') return undefined;
  const { kind } = value;
  if (kind === 'head') {
    const entry = parseEntry(value['entry'], at);
    return entry && isOfHead(entry) ? { kind, at, entry } : undefined;
  }
  if (!Object.hasOwn(shapes, kind) || !shapes[kind as Kind](value)) return undefined;
  return { ...value, at } as unknown as RecordEntry;
}

export function isOfHead(entry: RecordEntry): entry is HeadEntry['entry'] {
  return HEAD.has(entry.kind);
}

const HEAD: ReadonlySet<string> = new Set(['start', 'machine', 'state', 'proven', 'lookup']);
