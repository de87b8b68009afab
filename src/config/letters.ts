/** Letters that look like others, and characters that are not seen. */

/** Whether Latin and Cyrillic letters stand in one word. */
export function mixesAlphabets(word: string): boolean {
  return /\p{Script=Latin}/u.test(word) && /\p{Script=Cyrillic}/u.test(word);
}
