/** Texts of `comwatch incidents`, `comwatch incident ID` and the pictures of incidents. */
import type { StoryState } from '../core/telling/incident-story.js';
import type { IncidentEnd } from '../core/telling/notice.js';

export interface IncidentTexts {
  readonly columns: {
    readonly id: string;
    readonly opened: string;
    readonly lasted: string;
    readonly check: string;
    readonly subject: string;
    readonly stops: string;
    readonly state: string;
  };
  readonly checks: Readonly<Record<'limits' | 'com', string>>;
  readonly states: Readonly<Record<StoryState, string>>;
  readonly none: (since: string) => string;
  readonly more: string;
  readonly unreadable: (reason: string) => string;
  readonly badSince: (found: string, expected: string) => string;
  readonly missingId: string;
  readonly unknown: (id: string, folder: string) => string;
  /** Similar identifiers, one of which may have been meant. */
  readonly latest: (ids: readonly string[]) => string;
  readonly title: (about: {
    readonly id: string;
    readonly hostName: string;
    readonly check: 'limits' | 'com';
    readonly subject: string;
    readonly application: string | null;
  }) => string;
  readonly opened: (at: string) => string;
  readonly closed: (at: string, end: IncidentEnd | null) => string;
  readonly stillOpen: (lastEvidence: string) => string;
  readonly lasted: (duration: string) => string;
  readonly stops: (count: number) => string;
  readonly observed: string;
  readonly times: (count: number) => string;
  readonly proven: (at: string) => string;
  readonly notProven: string;
  readonly story: string;
  readonly leftOut: (count: number) => string;
  readonly unknownEvent: string;
  readonly noCurves: string;
  readonly cpu: (limit: string | null) => string;
  readonly memory: (limit: string | null) => string;
  readonly probes: string;
  /** Curve of the process with the highest figures at each moment. */
  readonly highest: string;
  readonly legend: string;
  readonly limit: string;
  readonly stop: string;
  readonly failedCall: string;
  readonly processes: string;
  readonly peak: (cpu: string, memory: string) => string;
  readonly figures: string;
  readonly stopTimes: string;
  readonly limits: string;
  readonly limitFigures: (cpu: string, memory: string) => string;
  readonly calls: string;
  readonly callFigures: (count: number, failed: number, slowest: string) => string;
  /** Alternative text of the picture. */
  readonly pictureOf: (from: string, until: string) => string;
}
