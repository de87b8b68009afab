/** One value of every problem and warning of a configuration. */
import type { Problem, Warning } from '../../../src/config/problem.js';
import { reasons } from './reasons.js';

const place = { line: 12, section: 'shellprocess', key: 'delay' } as const;
const strange = [
  { position: 3, character: 'с', code: 'U+0441', kind: 'cyrillic' },
  { position: 4, character: 'c', code: 'U+0063', kind: 'latin' },
  { position: 5, character: '\u200b', code: 'U+200B', kind: 'invisible' },
] as const;
const expected = { kind: 'integer', min: 1, max: 5 } as const;

export const problems = {
  unreadable: { kind: 'unreadable', cause: reasons['system-trouble'] },
  'not-a-file': { kind: 'not-a-file', isFolder: true },
  'too-large': { kind: 'too-large', bytes: 1_000_001 },
  empty: { kind: 'empty' },
  'zero-bytes': { kind: 'zero-bytes', line: undefined },
  'encoding-unsupported': { kind: 'encoding-unsupported', encoding: 'cp866' },
  'encoding-mixed': { kind: 'encoding-mixed', line: 4, file: 'utf-8' },
  'encoding-unclear': { kind: 'encoding-unclear', line: 4 },
  link: { kind: 'link', target: 'state', path: 'C:\\state' },
  'no-check': { kind: 'no-check' },
  'no-section': { kind: 'no-section', line: 1, found: 'delay = 1' },
  'not-a-setting': { kind: 'not-a-setting', line: 2, found: 'delay' },
  'section-twice': { kind: 'section-twice', line: 9, section: 'mail', first: 2 },
  'key-twice': { kind: 'key-twice', ...place, first: 3 },
  'unknown-section': {
    kind: 'unknown-section',
    line: 1,
    section: 'mial',
    nearest: 'mail',
    strange,
  },
  'unknown-key': { kind: 'unknown-key', ...place, key: 'dleay', nearest: 'delay', strange },
  continued: { kind: 'continued', ...place },
  'missing-key': { kind: 'missing-key', ...place, expected },
  'sampling-differs': {
    kind: 'sampling-differs',
    ...place,
    image: 'dllhost.exe',
    found: '1 s',
    otherSection: 'shellprocess БэкОфис',
    otherLine: 30,
    other: '2 s',
  },
  'two-owners': {
    kind: 'two-owners',
    line: 3,
    section: 'shellprocess БэкОфис',
    owned: 'БэкОфис',
    other: 'shellprocess',
    first: 1,
  },
  'application-missing': {
    kind: 'application-missing',
    line: 3,
    section: 'shellprocess БэкОфис',
    image: 'dllhost.exe',
    other: 'shellprocess',
    first: 1,
  },
  'maintenance-of-none': {
    kind: 'maintenance-of-none',
    line: 12,
    section: 'maintenance Фронт',
    nearest: 'ФронтОфис',
    known: ['ФронтОфис', 'БэкОфис'],
  },
  'bad-value': {
    kind: 'bad-value',
    ...place,
    found: 'скоро',
    expected,
    column: 9,
    strange,
    suspicion: 'comment',
  },
  'secret-elsewhere': { kind: 'secret-elsewhere', ...place },
  'secret-unread': { kind: 'secret-unread', ...place, reason: reasons['shell-silent'] },
  'listen-open': { kind: 'listen-open', ...place, found: '0.0.0.0:8089' },
  writable: {
    kind: 'writable',
    target: 'file',
    path: 'C:\\monitor.ini',
    writers: ['WD', 'S-1-5-21-1'],
    commands: ['icacls C:\\monitor.ini /inheritance:r'],
  },
} as const satisfies { [Kind in Problem['kind']]: Extract<Problem, { kind: Kind }> };

export const warnings = {
  'comment-in-value': { kind: 'comment-in-value', ...place },
  'quoted-value': { kind: 'quoted-value', ...place },
  'masked-password': { kind: 'masked-password', ...place },
  'lost-letters': { kind: 'lost-letters', ...place },
  'example-address': { kind: 'example-address', ...place },
  'doubtful-characters': { kind: 'doubtful-characters', ...place, characters: strange },
  'untouched-sample': { kind: 'untouched-sample' },
  'bare-delay': { kind: 'bare-delay', ...place, found: '120' },
  readable: {
    kind: 'readable',
    path: 'C:\\monitor.ini',
    readers: ['BU'],
    commands: ['icacls C:\\monitor.ini /inheritance:r'],
  },
  'log-folder-writable': {
    kind: 'log-folder-writable',
    path: 'D:\\logs',
    writers: ['AU'],
    commands: ['icacls D:\\logs /inheritance:r'],
  },
  'clear-password': { kind: 'clear-password', ...place },
  'rights-unread': { kind: 'rights-unread', reason: reasons['shell-silent'] },
  'looks-like-seconds': { kind: 'looks-like-seconds', ...place, found: '120', meansMs: 120 },
  'below-one-core': { kind: 'below-one-core', limit: 12.5, logicalProcessors: 4 },
  'delay-stretched': { kind: 'delay-stretched', source: 'cim', delayMs: 120, spacingMs: 1_000 },
  'com-delay-short': {
    kind: 'com-delay-short',
    section: 'commethod',
    delayMs: 120,
    stretchedMs: 1_000,
  },
  'clear-login': { kind: 'clear-login', when: 'without-offer' },
  'endless-maintenance': { kind: 'endless-maintenance', section: 'maintenance' },
  'no-mail': { kind: 'no-mail' },
  'no-com-check': { kind: 'no-com-check' },
  'no-process-check': { kind: 'no-process-check' },
} as const satisfies { [Kind in Warning['kind']]: Extract<Warning, { kind: Kind }> };

/** Further examples of kinds that have several forms. */
export const furtherProblems: readonly Problem[] = [
  { ...problems['bad-value'], suspicion: 'quotes' },
  { kind: 'bad-value', ...place, found: 'скоро', expected, suspicion: undefined, strange: [] },
  { kind: 'not-a-file', isFolder: false },
  { kind: 'zero-bytes', line: undefined },
  { kind: 'zero-bytes', line: 3 },
  { ...problems['maintenance-of-none'], nearest: undefined, known: [] },
  { ...problems['unknown-key'], nearest: undefined, strange: [] },
  { ...problems['unknown-section'], nearest: undefined, strange: [] },
  ...(['folder', 'state', 'log'] as const).map((of): Problem => ({
    ...problems.writable,
    target: of,
  })),
  ...(['state', 'log'] as const).map((of): Problem => ({
    kind: 'link',
    target: of,
    path: 'D:\\logs',
  })),
];

export const furtherWarnings: readonly Warning[] = [
  { ...warnings['doubtful-characters'], characters: [] },
  ...(['always', 'without-offer'] as const).map((when): Warning => ({ kind: 'clear-login', when })),
];
