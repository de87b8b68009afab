/** Sentences for people are in src/texts only; the rest of the program holds values. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { peopleWordsIn } from '../../support/people-words.js';
import { ROOT } from '../../support/paths.js';

interface Allowed {
  readonly why: string;
  /** All of these texts; every text of the file where it is left out. */
  readonly texts?: RegExp;
}

const nightNames = 'names of what goes wrong in a simulated night; the words are in the texts';
const shownElements = 'classes of elements';

const allowed: Readonly<Record<string, Allowed>> = {
  'adapters/metrics/gauges.ts': { why: 'a metric has one HELP, in English as everybody writes it' },
  'adapters/metrics/metrics.ts': {
    why: 'a metric has one HELP, in English as everybody writes it',
  },
  'config/letter-pairs.ts': { why: 'frequencies of Russian letters' },
  'config/refuse-codes.ts': { why: 'what servers say of a bad login, in both languages' },
  'config/refuse-phrases.ts': { why: 'what servers say of a bad login, in both languages' },
  'config/refuse-pattern.ts': { why: 'what servers say of a bad login, in both languages' },
  'config/russian.ts': { why: 'frequencies of Russian letters, and what wrong decoding makes' },
  'adapters/files/json-file.ts': { why: 'states of a file', texts: /^(takes|refuses) it$/ },
  'adapters/mail/hint.ts': { why: 'what OpenSSL says', texts: /^\/.*\/i$/ },
  'adapters/mail/rehearsal.ts': { why: 'commands of SMTP', texts: /^(MAIL FROM|RCPT TO):<$/ },
  'adapters/mail/session.ts': {
    why: 'what the library says',
    texts: /^(exceeds maximum|\/\^\(Connection\|Server\) closed\/)$/,
  },
  'adapters/mail/render.ts': { why: 'HTML', texts: /^<!doctype html>/ },
  'adapters/picture/draw-picture.ts': { why: 'the name of a font', texts: /^PT Sans$/ },
  'adapters/report/report-html.ts': { why: 'HTML', texts: /^<!doctype html>/ },
  'config/com-kinds.ts': { why: 'a word of the configuration', texts: /^not empty$/ },
  'config/duration.ts': { why: 'units as a file has them', texts: /^[а-я]{1,3}$/ },
  'config/letters.ts': {
    why: 'letters of several alphabets',
    texts: /^(\/\^\[\p{L}+\]\+\$\/iu|[\p{L}]{26})$/u,
  },
  'config/kinds.ts': { why: 'answers as a file has them', texts: /^(да|нет|.*\|из\).*)$/ },
  'config/mask.ts': { why: 'keys that hold a password', texts: /\|парол\[а-яё\]\*$/ },
  'config/pattern.ts': { why: 'what the engine says', texts: /^invalid repeat count$/ },
  'config/settings/com.ts': {
    why: 'values, as in the original file',
    texts: /^(ФронтОфис|\w+\([^()]*\))$/,
  },
  'config/size.ts': { why: 'units as a file has them', texts: /^[мг]б$/ },
  'config/window-kind.ts': { why: 'a word that a file may have', texts: /\(\?:for\|на\)/ },
  'core/acting/protection.ts': { why: 'names of processes', texts: /\.exe$/ },
  'core/schedule.ts': { why: 'weekdays as an operator types them', texts: /^[а-я]+$/ },
  'doctor/workload.ts': { why: 'a program', texts: /^\nif \(process/ },
  'page/application-view.ts': { why: shownElements, texts: /^card wide$/ },
  'page/check-card.ts': { why: shownElements, texts: /^card check $/ },
  'page/incident-view.ts': { why: shownElements, texts: /^card incident$/ },
  'simulation/com-call.ts': { why: 'what a simulated server says', texts: /^as the simulated/ },
  'simulation/nights/faults.ts': { why: nightNames },
  'simulation/nights/night.ts': { why: nightNames },
  'simulation/prove/findings.ts': { why: nightNames },
  'simulation/simulated-machine.ts': {
    why: 'what a simulated Windows says',
    texts: /^(Windows Server 2022|Access is denied)$/,
  },
};

const files = readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
  .map((name) => name.replaceAll('\\', '/'))
  .filter((name) => name.endsWith('.ts') && !name.startsWith('texts/'));

const foundIn = new Map(
  files.map((file) => [file, peopleWordsIn(readFileSync(join(ROOT, 'src', file), 'utf8'))]),
);

it('no file outside src/texts holds a sentence for people', () => {
  const sentences = [...foundIn].flatMap(([file, found]) =>
    found
      .filter(({ text }) => !(allowed[file] && (allowed[file].texts?.test(text) ?? true)))
      .map(({ line, kind, text }) => `src/${file}:${line}: ${kind}: ${text}`),
  );
  expect(sentences).toEqual([]);
});

it.each(Object.entries(allowed))('%s is allowed words and has some', (file) => {
  expect(foundIn.get(file) ?? []).not.toEqual([]);
});

describe('words for people are found in', () => {
  it.each([
    ['a pair of languages', "const expected = { ru: 'N of M', en: 'N of M' };", 'pair'],
    ['a pair of templates', 'const both = { ru: `> ${n}`, en: `< ${n}` };', 'pair'],
    ['a Russian text', "output('готово');", 'russian'],
    ['a Russian part of a template', 'output(`${count} раз`);', 'russian'],
    ['a Russian pattern', 'const found = /нет/;', 'russian'],
    ['an English text', "output('no answer within 3 s');", 'english'],
    ['an English part of a template', 'output(`${name} was stopped`);', 'english'],
  ])('%s', (_where, source, kind) => {
    expect(peopleWordsIn(source).map((each) => each.kind)).toContain(kind);
  });

  it.each([
    ['a comment', '/* нет такого слова */ const none = 1;'],
    ['a broken promise of our own', "throw new Error('a promise was broken');"],
    ['a kind', "const reason = { kind: 'shell-silent' };"],
    ['a path', "const folder = 'C:/Program Files/nodejs';"],
    ['what is made elsewhere', 'const both = { ru: textOf(each), en: textOf(each) };'],
  ])('not in %s', (_where, source) => {
    expect(peopleWordsIn(source)).toEqual([]);
  });
});
