import type { StrangeCharacter } from '../../config/problem.js';

const kinds: Readonly<Record<StrangeCharacter['kind'], string>> = {
  cyrillic: 'Cyrillic',
  latin: 'Latin',
  greek: 'Greek',
  foreign: 'not Latin',
  invisible: 'invisible',
};

/** Each such character by its position and code. */
export function strangeEn(list: readonly StrangeCharacter[]): string {
  return list
    .map(({ position, character, code, kind }) =>
      kind === 'invisible'
        ? `character ${position} (${code}) is invisible`
        : /\p{L}/u.test(character)
          ? `letter ${position} "${character}" (${code}) is ${kinds[kind]}`
          : `sign ${position} "${character}" (${code}) is not the one on the keyboard`,
    )
    .join(', ');
}
