/** Dependencies of the COM check of one application: its rules and ports. */
import type { IncidentBook } from '../acting/incident-book.js';
import type { StopExecutor } from '../acting/stop-executor.js';
import type { ApplicationFinder } from '../observing/application-finder.js';
import type { Condition } from '../telling/lasting-condition.js';
import type { Reporter } from '../telling/reporter.js';
import type { ComReport } from './com-report.js';
import type { Durations } from './durations.js';
import type { KnownGood } from './known-good.js';
import type { Instant } from '../../core/instant.js';
import type { ComRules } from '../../core/judging/com-rules.js';
import type { Watched } from '../../core/observing/process-table.js';
import type { Clock, Journal, Probe } from '../../ports.js';

export interface ComCheckRules {
  readonly mode: 'act' | 'observe';
  readonly application: string | undefined;
  readonly excluded: readonly string[];
  readonly progid: string;
  readonly verdict: ComRules;
  readonly quietMs: number;
  /** Whether processes of the image that are not hosts belong to this application, too. */
  readonly hasNeighbours: boolean;
}

export interface ComCheckPorts {
  readonly clock: Clock;
  readonly probe: Probe;
  readonly journal: Journal;
  readonly executor: StopExecutor;
  readonly book: IncidentBook;
  readonly report: ComReport;
  readonly reporter: Reporter;
  /** Whether the check can be made. */
  readonly health: Condition;
  readonly durations: Durations;
  readonly knownGood: KnownGood;
  readonly finder: ApplicationFinder;
  /** Processes of this application in the last sample; none when the sample is too old. */
  readonly own: () => readonly Watched[];
  /** Called when the server has answered a call that began at that time: also confirms a stop of the limit check. */
  readonly onAnswer: (began: Instant) => void;
  /** Called when the state to be kept for the next agent has changed. */
  readonly changed: () => void;
}
