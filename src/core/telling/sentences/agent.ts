import type { Reason } from '../../reason.js';
import type { AgentFault } from '../notice.js';

/** The agent's own life. */
export type AgentSentence =
  | {
      readonly kind: 'agent-started';
      readonly version: string;
      readonly hostName: string;
      readonly file: string;
    }
  | { readonly kind: 'agent-stopped' }
  | { readonly kind: 'agent-crashed'; readonly cause: Reason }
  | {
      readonly kind: 'machine-known';
      readonly hostName: string;
      readonly logicalProcessors: number;
      readonly physicalMemoryBytes: number;
      readonly powershellVersion: string;
    }
  /** The watchdog ends it and starts it again. */
  | {
      readonly kind: 'agent-restarted';
      readonly pid: number;
      readonly fault: AgentFault;
      readonly byMs: number;
      readonly loops: readonly string[];
    }
  | { readonly kind: 'stop-right-missing' }
  | { readonly kind: 'machine-paused' }
  | { readonly kind: 'clock-set' };
