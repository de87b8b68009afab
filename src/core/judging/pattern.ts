/** A regular expression of the operators, compiled where the configuration is read; the core only asks it. */
export interface Pattern {
  /** As it was written. */
  readonly source: string;
  /** Whether it is found in the first `MATCHED_LENGTH` characters, without regard to case. Takes linear time. */
  matches(text: string): boolean;
}

/** Characters of a text from outside that a pattern sees. */
export const MATCHED_LENGTH = 4_096;
