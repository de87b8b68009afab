/** A regular expression of the operators, compiled when the configuration is read. */
export interface Pattern {
  /** Source text. */
  readonly source: string;
  /** Whether it matches within the first `MATCHED_LENGTH` characters, ignoring case. Linear time. */
  matches(text: string): boolean;
}

/** Number of characters of a foreign text that a pattern is applied to. */
export const MATCHED_LENGTH = 4_096;
