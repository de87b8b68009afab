/** A notice in words; the mail's plain text and HTML are both made from it. */
export interface Description {
  /** After `[comwatch] HOST`, in the subject and at the top: what happened, shortest first. */
  readonly headline: string;
  readonly rows: readonly (readonly [label: string, value: string])[];
  /** What the reader should do, or that there is nothing to do. */
  readonly advice: string;
}
