/** One value of every problem and warning of a configuration. */
import type { Problem, Warning } from '../../../src/config/problem.js';

const place = { line: 12, section: 'shellprocess', key: 'delay' } as const;
const expected = { ru: 'целое число', en: 'a whole number' } as const;

export const problems = {
  unreadable: { kind: 'unreadable', reason: 'Отказано в доступе.' },
  'too-large': { kind: 'too-large', bytes: 1_000_001 },
  empty: { kind: 'empty' },
  'no-check': { kind: 'no-check' },
  'no-section': { kind: 'no-section', line: 1, found: 'delay = 1' },
  'not-a-setting': { kind: 'not-a-setting', line: 2, found: 'delay' },
  'section-twice': { kind: 'section-twice', line: 9, section: 'mail', first: 2 },
  'key-twice': { kind: 'key-twice', ...place, first: 3 },
  'unknown-section': { kind: 'unknown-section', line: 1, section: 'mial', nearest: 'mail' },
  'unknown-key': { kind: 'unknown-key', ...place, key: 'dleay', nearest: 'delay' },
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
  'bad-value': { kind: 'bad-value', ...place, found: 'скоро', expected, column: 9 },
  'secret-elsewhere': { kind: 'secret-elsewhere', ...place },
  'secret-unread': { kind: 'secret-unread', ...place, reason: 'Отказано в доступе.' },
  writable: {
    kind: 'writable',
    target: 'file',
    path: 'C:\\monitor.ini',
    writers: ['WD', 'S-1-5-21-1'],
    commands: ['icacls C:\\monitor.ini /inheritance:r'],
  },
} as const satisfies { [Kind in Problem['kind']]: Extract<Problem, { kind: Kind }> };

export const warnings = {
  'clear-password': { kind: 'clear-password', ...place },
  'rights-unread': { kind: 'rights-unread', reason: 'Отказано в доступе.' },
  'looks-like-seconds': { kind: 'looks-like-seconds', ...place, found: '120', meansMs: 120 },
  'below-one-core': { kind: 'below-one-core', limit: 12.5, logicalProcessors: 4 },
  'delay-stretched': { kind: 'delay-stretched', source: 'cim', delayMs: 120, spacingMs: 1_000 },
  'com-delay-short': { kind: 'com-delay-short', delayMs: 120 },
  'no-mail': { kind: 'no-mail' },
  'no-com-check': { kind: 'no-com-check' },
  'no-process-check': { kind: 'no-process-check' },
} as const satisfies { [Kind in Warning['kind']]: Extract<Warning, { kind: Kind }> };
