import type { RecordingKind } from '../../observing/model.js';
import type { BudgetMeasure } from '../../own-budget.js';
import type { Reason } from '../../reason.js';
import type { WeekLookBack } from '../weekly.js';
import type { AgentFault } from '../notice.js';

/** Life cycle of the agent. */
export type AgentSentence =
  | {
      readonly kind: 'agent-started';
      readonly version: string;
      readonly hostName: string;
      readonly file: string;
    }
  | { readonly kind: 'agent-stopped' }
  /** The only entry of the doctor. */
  | { readonly kind: 'event-log-tried'; readonly version: string }
  | { readonly kind: 'agent-crashed'; readonly cause: Reason }
  | {
      readonly kind: 'machine-known';
      readonly hostName: string;
      readonly logicalProcessors: number;
      readonly physicalMemoryBytes: number;
      readonly powershellVersion: string;
    }
  /** Policies that make PowerShell record what the agent does with it. */
  | { readonly kind: 'powershell-recorded'; readonly by: readonly RecordingKind[] }
  /** The watchdog ends and restarts it. */
  | {
      readonly kind: 'agent-restarted';
      readonly pid: number;
      readonly fault: AgentFault;
      readonly byMs: number;
      readonly loops: readonly string[];
    }
  | {
      readonly kind: 'daily';
      readonly incidents: number;
      readonly stops: number;
      readonly slowestMs: number | null;
      readonly dayUnixMs: number;
    }
  /** Stops that the configuration would have made in the week before; `null`: the record could not be replayed. */
  | {
      readonly kind: 'weekly';
      readonly mode: 'act' | 'observe';
      readonly week: WeekLookBack | null;
      readonly reason: Reason | null;
    }
  /** The agent exceeds its own budget: bytes, per cent of a core, milliseconds without a pause. */
  | {
      readonly kind: 'over-budget';
      readonly measure: BudgetMeasure;
      readonly figure: number;
      readonly most: number;
    }
  | { readonly kind: 'within-budget'; readonly measure: BudgetMeasure }
  | { readonly kind: 'stop-right-missing' }
  | { readonly kind: 'machine-paused' }
  | { readonly kind: 'clock-set' };
