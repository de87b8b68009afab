import type { StrangeCharacter } from '../../config/problem.js';

const kinds: Readonly<Record<StrangeCharacter['kind'], string>> = {
  cyrillic: 'кириллическая',
  latin: 'латинская',
  greek: 'греческая',
  foreign: 'не латинская',
  invisible: '',
};

/** Each such character by its position and code. */
export function strangeRu(list: readonly StrangeCharacter[]): string {
  return list
    .map(({ position, character, code, kind }) =>
      kind === 'invisible'
        ? `символ ${position} (${code}) невидим`
        : /\p{L}/u.test(character)
          ? `буква ${position} «${character}» (${code}) ${kinds[kind]}`
          : `знак ${position} «${character}» (${code}) не тот, что на клавиатуре`,
    )
    .join(', ');
}
