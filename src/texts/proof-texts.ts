/** The texts of `comwatch prove`, in any language. */
import type { Because, ConfigurationProof, NightFault } from '../core/telling/proof.js';

/** One line of the table of faults. */
export type Cells = readonly string[];

export interface ProofTexts {
  readonly fault: Readonly<Record<NightFault, string>>;
  readonly summary: (proof: ConfigurationProof) => readonly string[];
  readonly columns: Cells;
  readonly row: (figures: ConfigurationProof['faults'][number]) => Cells;
  readonly findings: string;
  readonly good: string;
  readonly bad: string;
  /** Text after the setting and its value. */
  readonly because: (because: Because) => string;
  readonly assumed: (proof: ConfigurationProof) => readonly string[];
}
