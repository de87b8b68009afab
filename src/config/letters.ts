/** Look-alike letters and invisible characters, named by position and code. */

import type { StrangeCharacter } from './problem.js';

/** Controls, format characters (zero width, direction, soft hyphen), blanks of other widths. */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\u115f\u1160\u3164\ufe00-\ufe0f]/u;
/** Number of characters that are examined, and that are named. */
const LONGEST = 1_000;
const MOST_NAMED = 10;
const LATIN = /\p{Script=Latin}/u;
const CYRILLIC = /\p{Script=Cyrillic}/u;
const GREEK = /\p{Script=Greek}/u;

/** Whether a text has characters that are not seen. */
export function hasUnseen(text: string): boolean {
  return INVISIBLE.test(text);
}

/** Controls, and marks that turn the direction of writing: they steer a terminal or a reader's eye. */
const STEERING = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/;

/** Whether a text cannot be shown as it is. */
export function isSteering(text: string): boolean {
  return STEERING.test(text);
}

/** Whether Latin and Cyrillic letters stand in one word. */
export function mixesAlphabets(word: string): boolean {
  return LATIN.test(word) && CYRILLIC.test(word);
}

/** Cyrillic letters that look like Latin ones. Source: Unicode Technical Standard 39, confusables. */
const LOOKS_LATIN = /^[асеорхуіјѕһԁԛԝ]+$/iu;

/** A name or an address of several parts, including Latin letters. */
const NAME_OF_PARTS = /(?=[^\s<>,;]*[.@])(?=[^\s<>,;]*\p{Script=Latin})[^\s<>,;]+/gu;

/** Letters of parts of a name that only look Latin: сор in mail.сор.org, but not in сор.рф. */
export function lookAlikes(text: string): StrangeCharacter[] {
  const start = text.slice(0, LONGEST);
  const list = charactersOf(start);
  const found = [...start.matchAll(NAME_OF_PARTS)].flatMap(({ 0: name, index: from }) =>
    [...name.matchAll(/[\p{L}\p{M}]+/gu)]
      .filter(([word]) => LOOKS_LATIN.test(word))
      .flatMap(({ 0: word, index }) => charactersAt(list, from + index, word)),
  );
  return found.slice(0, MOST_NAMED);
}

/**
 * Characters of a word that is ASCII by its nature (a key, a number with its unit) which are not, or are not seen; words that
 * are plainly written in another alphabet are no slip.
 */
export function strangeCharacters(text: string): StrangeCharacter[] {
  const start = text.slice(0, LONGEST);
  const list = charactersOf(start);
  const words = [...start.matchAll(/[\p{L}\p{M}]+/gu)]
    .filter(([word]) => !LATIN.test(word) && !LOOKS_LATIN.test(word) && !/^\p{M}/u.test(word))
    .flatMap(({ 0: word, index }) => charactersAt(list, index, word));
  return list
    .filter((each) => !/^[\x20-\x7e]$/.test(each.character) && !words.includes(each))
    .slice(0, MOST_NAMED);
}

/** Letters of Cyrillic and Greek, and the Latin ones that they look like. Source: as above. */
const LIKE = new Map(
  Array.from('асеорхуіјѕһԁԛԝкмтοανρτυικε', (letter, at) => [
    letter,
    'aceopxyijshdqwkmtoavptuike'[at],
  ]),
);

/** The word with Latin letters for those that only look so, and without what is not seen: for a search among known words. */
export function latinised(word: string): string {
  return Array.from(word.slice(0, LONGEST).normalize('NFKD').toLowerCase())
    .filter((each) => !INVISIBLE.test(each) && !/\p{M}/u.test(each))
    .map((each) => LIKE.get(each) ?? each)
    .join('');
}

/** Invisible characters of a free text, and in words with letters of both alphabets those of the rarer one. */
export function doubtfulCharacters(text: string): StrangeCharacter[] {
  const list = charactersOf(text.slice(0, LONGEST));
  const found: StrangeCharacter[] = [];
  for (const { 0: word, index } of text.slice(0, LONGEST).matchAll(/[\p{L}\p{M}]+/gu)) {
    if (!mixesAlphabets(word)) continue;
    const letters = charactersAt(list, index, word);
    const of = (kind: StrangeCharacter['kind']) => letters.filter((each) => each.kind === kind);
    const [latin, cyrillic] = [of('latin'), of('cyrillic')];
    found.push(...(latin.length <= cyrillic.length ? latin : cyrillic));
  }
  const unseen = list.filter(({ kind, character }) => kind === 'invisible' && character !== '\n');
  return [...found, ...unseen].sort((a, b) => a.position - b.position).slice(0, MOST_NAMED);
}

/** Those of the word that begins at this index. */
function charactersAt(list: readonly StrangeCharacter[], index: number, word: string) {
  return list.filter(({ position }) => position > index && position <= index + word.length);
}

function charactersOf(text: string): StrangeCharacter[] {
  let position = 1;
  return Array.from(text, (character) => {
    const found = { position, character, code: codeOf(character), kind: kindOf(character) };
    position += character.length;
    return found;
  });
}

function codeOf(character: string): string {
  const number = character.codePointAt(0) ?? 0;
  return `U+${number.toString(16).toUpperCase().padStart(4, '0')}`;
}

function kindOf(character: string): StrangeCharacter['kind'] {
  if (INVISIBLE.test(character)) return 'invisible';
  if (CYRILLIC.test(character)) return 'cyrillic';
  if (LATIN.test(character)) return 'latin';
  return GREEK.test(character) ? 'greek' : 'foreign';
}
