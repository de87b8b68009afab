import type { CronField, Expected, PlainExpected } from '../../config/expected.js';
import type { PatternFault } from '../../config/pattern.js';
import type { TemplateFault } from '../../config/transaction.js';
import { formatWholeUnits } from '../format.js';

const plain: Readonly<Record<PlainExpected, string>> = {
  'yes-or-no': 'yes or no',
  text: 'text, not empty',
  'any-text': 'text, may be empty',
  password: 'a password, may be empty; after dpapi: only what the command comwatch protect wrote',
  'process-name':
    'a process name of letters, digits, spaces and . _ - ( ), for example dllhost.exe; not a system process',
  'prog-id':
    'a ProgID: letters of one alphabet, digits and dots, for example meAppServer.AppServer',
  application:
    'the name of a COM+ application, or its AppID: {00000000-0000-0000-0000-000000000000}',
  path: 'a path without the characters " < > | ? *, without variables (%ProgramData%) or device names (CON, NUL)',
  textfile: 'the path of a .prom file, without variables (%ProgramData%)',
  list: 'a list separated by commas, may be empty',
  sustain: 'N of M, for example 3 of 5',
  'time-of-day': 'a time of day, for example 08:00',
  'time-of-week': 'a day of the week and a time, for example Monday 08:00',
  'listen-address': 'an address and a port, for example 127.0.0.1:8089 or [::1]:8089',
  'mail-servers':
    'the name or the address of a server, a port may follow (mail.example.org:587, [2001:db8::1]:25); several are separated by commas',
  greeting: 'the name of a computer with its domain, or an address in square brackets',
  'mail-address': 'a mail address, a name may precede it: Name <address>',
  'mail-addresses': 'mail addresses separated by commas, names may precede them: Name <address>',
  'method-call': 'Method(arguments): "text", 0, {placeholder}, out name',
  'refuse-pattern': 'a regular expression, default, or default|a regular expression',
  expectation: 'any, not empty, or /a regular expression/',
  'maintenance-windows':
    'a cron expression of five fields and a duration, for example 0 2 * * SUN for 2 h; several are separated by semicolons or lines',
  'existing-date': 'a date that exists',
};

const fields: Readonly<Record<CronField, string>> = {
  minute: 'a minute from 0 to 59',
  hour: 'an hour from 0 to 23',
  day: 'a day of the month from 1 to 31',
  month: 'a month from 1 to 12, or JAN to DEC',
  weekday: 'a day of the week from 0 to 7, or SUN to SAT',
};

const patterns: Readonly<Record<PatternFault['kind'], string>> = {
  syntax: 'a regular expression (syntax of RE2)',
  'look-around':
    'a regular expression without look-ahead or look-behind, (?=…), (?!…), (?<=…), (?<!…): RE2 does not support them',
  'back-reference':
    'a regular expression without back-references, \\1, \\k<name>: RE2 does not support them',
  'too-large': 'a shorter regular expression, or one with smaller repeat counts',
};

const templateParts: Readonly<Record<TemplateFault, string>> = {
  'method-name': 'the name of a method',
  'open-bracket': 'an opening bracket',
  'close-bracket': 'a comma or a closing bracket',
  argument: 'an argument',
  'text-not-closed': 'a closing quote',
  'number-range': 'a 32-bit whole number',
  'unknown-placeholder': 'a known placeholder',
  'unknown-out': 'a known out argument',
  'out-twice': 'each out argument once',
  'unknown-type': 'the type of an out argument',
  'missing-out': 'an out argument',
  'after-end': 'the end after the bracket',
};

export function expectedEn(expected: Expected): string {
  switch (expected.kind) {
    case 'plain':
      return plain[expected.form];
    case 'number':
      return `a number from ${expected.min} to ${expected.max}`;
    case 'integer':
      return `a whole number from ${expected.min} to ${expected.max}`;
    case 'duration':
      return `a time from ${formatWholeUnits(expected.minMs, 'en')} to ${formatWholeUnits(expected.maxMs, 'en')}, for example 120 s, 2 min, 500 ms`;
    case 'size':
      return `a size from ${expected.minMb} MB to ${expected.maxMb / 1_000} GB, for example 200 MB`;
    case 'one-of':
      return `one of: ${expected.words.join(', ')}`;
    case 'token':
      return `nothing, or a key of ${expected.shortest} to ${expected.longest} Latin letters, digits and punctuation marks without spaces; after dpapi: only what the command comwatch protect wrote`;
    case 'failure-classes':
      return `none, or separated by commas: ${expected.classes.join(', ')}`;
    case 'cron-field':
      return fields[expected.field];
    case 'pattern':
      return patterns[expected.fault];
    case 'template-part':
      return [templateParts[expected.fault], expected.words.join(' ')]
        .filter((each) => each !== '')
        .join(': ');
  }
}
