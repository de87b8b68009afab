import type { Reason } from '../../reason.js';

/** The status page, /metrics and the file for windows_exporter. */
export type MonitoringSentence =
  | { readonly kind: 'status-served'; readonly address: string }
  /** The address could not be opened; the agent tries again. */
  | { readonly kind: 'status-not-served'; readonly address: string; readonly cause: Reason }
  | { readonly kind: 'textfile-unwritable'; readonly cause: Reason }
  | { readonly kind: 'textfile-written-again' };
