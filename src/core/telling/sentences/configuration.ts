/** The configuration as it was read. */
import type { Warning } from '../warning.js';

export type ConfigurationSentence =
  | { readonly kind: 'application-configured'; readonly name: string }
  | { readonly kind: 'configuration-warning'; readonly warning: Warning };
