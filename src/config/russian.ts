/**
 * Distinguishes the encodings of Russian text of Windows, DOS, Unix and the Macintosh by their letters.
 *
 * Each byte is a letter in nearly all of them, so a file never fails to decode: the correct reading is the one whose
 * letters are most frequent in Russian, and whose capitals stand where capitals belong.
 */
import { pairScore } from './letter-pairs.js';

/** Russian letters from the most frequent one to the rarest. Source: Russian National Corpus. */
const BY_FREQUENCY = 'оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъё';

const READINGS = {
  'windows-1251': 'windows-1251',
  cp866: 'ibm866',
  'KOI8-R': 'koi8-r',
  'ISO-8859-5': 'iso-8859-5',
  'Mac Cyrillic': 'x-mac-cyrillic',
} as const;

/** Encodings in which each letter is one byte. */
export type OneByte = keyof typeof READINGS;

const readings = Object.keys(READINGS) as OneByte[];
/** Encodings that programs of Windows mistake for one another. */
const MISTAKEN: OneByte[] = ['windows-1251', 'cp866', 'KOI8-R'];

/** The most frequent pairs of letters. Source: as above. */
const PAIRS = new Set(
  (
    'ст но то на ен ов ни ра во ко ро ре ос ал го ть по ли от ер пр ва од та ка де ом ан ол он не ес ор ло ет ам ла ел те ' +
    'ле за ат ит ри ти ин об до ве ис ар ма бу ск со се ие ия ий ый ой ть ся'
  ).split(' '),
);

const PASSWORD = /^\s*password\s*[=:]/i;
/** Characters that a Russian keyboard types. */
const TYPED = /^[ -~\s№А-Яа-яЁё]*$/;

/**
 * Threshold for sums over a text: a word of five letters reaches the first, two words the second; two letters never do.
 */
const CLEARLY_BETTER = 4;
const MISREAD_BEFORE = 10;
/** The same for sums over pairs of letters: no word of the guides in capitals is taken for another in KOI8-R. */
const CLEARLY_BETTER_PAIRS = 6;

/** How to read bytes that are not UTF-8: as Notepad writes them, unless another reading is clearly better. */
export function singleByteEncoding(bytes: Uint8Array): OneByte {
  const better = betterReading(bytes, 'windows-1251', CLEARLY_BETTER);
  return better ?? (isSmallInKoi8(bytes) ? 'KOI8-R' : 'windows-1251');
}

/**
 * Whether text that windows-1251 shows in capitals consists of words in KOI8-R. There small letters stand where
 * windows-1251 has its capitals, and single letters are equally frequent in both.
 */
function isSmallInKoi8(bytes: Uint8Array): boolean {
  const [own, other] = (['windows-1251', 'koi8-r'] as const).map((name) =>
    new TextDecoder(name).decode(bytes),
  ) as [string, string];
  const words = own.match(/[а-яё]{2,}/gi) ?? [];
  const isOfCapitals = words.length > 0 && words.every((each) => /.[А-ЯЁ]/.test(each));
  return isOfCapitals && pairScore(other) > pairScore(own) + CLEARLY_BETTER_PAIRS;
}

/** Whether one line of a windows-1251 file reads clearly better in another encoding. */
export function isOtherReading(line: Uint8Array): boolean {
  if (line.every((each) => each < 0x80)) return false;
  if (PASSWORD.test(new TextDecoder('windows-1251').decode(line))) return isOtherPassword(line);
  return singleByteEncoding(line) !== 'windows-1251';
}

/**
 * A password may consist of any letters: another encoding is assumed only where no keyboard types the present reading,
 * or where KOI8-R makes it a word.
 */
function isOtherPassword(line: Uint8Array): boolean {
  const [own, dos] = ['windows-1251', 'ibm866'].map((name) => new TextDecoder(name).decode(line));
  return (!TYPED.test(own ?? '') && TYPED.test(dos ?? '')) || isSmallInKoi8(line);
}

function betterReading(
  bytes: Uint8Array,
  own: OneByte,
  margin: number,
  candidates = readings,
): OneByte | undefined {
  const score = (name: OneByte) => plausibility(new TextDecoder(READINGS[name]).decode(bytes));
  const least = score(own) + margin;
  const [best] = candidates
    .filter((name) => name !== own)
    .map((name) => ({ name, score: score(name) }))
    .sort((one, other) => other.score - one.score);
  return best && best.score > least ? best.name : undefined;
}

/** Score of a text: the higher, the more Russian it looks; ASCII does not count. */
function plausibility(text: string): number {
  let sum = 0;
  let before = '';
  let isAfterSmall = false;
  for (const char of text) {
    const lower = char.toLowerCase();
    if (char > '\u007f') sum += letterScore(lower);
    if (PAIRS.has(before.toLowerCase() + lower)) sum += 0.7;
    // A capital after a small letter is rare (ФронтОфис); KOI8-R read as windows-1251 has one in every word.
    if (isCapital(char)) sum -= isAfterSmall ? 1 : 0.1;
    isAfterSmall = isLetter(char) && (isAfterSmall || !isCapital(char));
    before = char;
  }
  return sum;
}

/** Score of a character, from 2 for о down to -1.3 for ъ; anything but a Russian letter is rare. */
function letterScore(letter: string): number {
  const rank = BY_FREQUENCY.indexOf(letter);
  if (rank >= 0) return 2 - rank * 0.1;
  return /[«»—–№…“”„’©°€\u00a0]/.test(letter) ? -0.5 : -3;
}

function isLetter(char: string): boolean {
  return /^[а-яё]$/i.test(char);
}

function isCapital(char: string): boolean {
  return /^[А-ЯЁ]$/.test(char);
}

/** Characters of bytes 80 to BF in windows-1251: the second byte of a Russian letter in UTF-8. */
const SECOND_IN_1251 = 'ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—™љ›њќћџ\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јѕї';

const MISREAD = [
  // Controls of C1, and characters for bytes that are no letter.
  /[\u0080-\u0084\u0086-\u009f\ufffd]/,
  // UTF-8 read as windows-1251, as Latin-1, as cp866 and as KOI8-R.
  new RegExp(`(?:[РС][${SECOND_IN_1251}]){2}`),
  /(?:[ÐÑ][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u2122]){2}/,
  /(?:[╨╤][\u0400-\u045f\u2500-\u25a0]){2}/,
  /(?:п[┌-╬▀-▒═-╬]|я[─-▓]){2}/,
  /пїЅ|п©Ґ/,
  // windows-1251 read as Latin-1.
  /[\u00c0-\u00ff]{5}/,
  // windows-1251 read as cp866: letters become lines and boxes.
  /(?:[\u2500-\u259f]+[\u0400-\u045f]+){2}/,
];

/** Whether a line holds text that no one writes: it was read in one encoding and saved in another. */
export function misreadLine(line: string): boolean {
  if (MISREAD.some((each) => each.test(line))) return true;
  // A password may consist of any letters.
  if (PASSWORD.test(line)) return false;
  if (isUtf8ByChance(line)) return true;
  return MISTAKEN.some((own) => {
    const bytes = bytesIn(line, own);
    return bytes !== undefined && betterReading(bytes, own, MISREAD_BEFORE, MISTAKEN) !== undefined;
  });
}

const OTHER_SCRIPT =
  /[^\p{Script=Latin}\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Common}\p{Script=Inherited}]/u;

/** Letters of cp866 that happen to be valid UTF-8: сад is one letter of Mongolian, ёлка one unassigned character. */
function isUtf8ByChance(line: string): boolean {
  if (!OTHER_SCRIPT.test(line)) return false;
  const words = new TextDecoder('ibm866').decode(new TextEncoder().encode(line));
  // Georgian and similar scripts read as letters, too, with a capital in every second position.
  return /^[\0-\u007fА-яЁё]+$/.test(words) && !/[а-яё][А-ЯЁ]/.test(words);
}

const byteTables = readings.map((name) => {
  const decoder = new TextDecoder(READINGS[name]);
  const bytes = Array.from({ length: 256 }, (_, byte) => byte);
  return [name, new Map(bytes.map((byte) => [decoder.decode(Uint8Array.of(byte)), byte]))] as const;
});
const bytesOf = new Map(byteTables);

/** Bytes of a text with non-ASCII characters in an encoding, if it can represent them. */
export function bytesIn(line: string, name: OneByte): Uint8Array | undefined {
  if (!/[^\0-\u007f]/.test(line)) return undefined;
  const bytes = Array.from(line, (char) => bytesOf.get(name)?.get(char));
  return bytes.includes(undefined) ? undefined : Uint8Array.from(bytes as number[]);
}
