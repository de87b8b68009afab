/** A notice as text; the mail's plain text and HTML are both made from it. */
export interface Description {
  /** Placed after `[comwatch] HOST`, in the subject and at the top: what happened, shortest first. */
  readonly headline: string;
  readonly rows: readonly (readonly [label: string, value: string])[];
  /** Action required of the reader, or a statement that none is. */
  readonly advice: string;
}
