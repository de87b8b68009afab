import type { NoAction } from '../../core/judging/com-verdict.js';
import { reasonEn } from './reason.js';

/** Reason why no process is stopped, as part of a sentence. */
export function noActionEn(why: NoAction): string {
  switch (why.kind) {
    case 'class':
      return 'stopping a process does not cure this kind of failure (unload_on)';
    case 'stopping':
      return 'the server is being shut down';
    case 'unproven':
      return 'the check has never succeeded here with these settings, so the settings themselves may be wrong';
    case 'confirming':
      return `the failure is not confirmed yet (${why.failures} of ${why.needed} in a row)`;
    case 'settling':
      return 'a process of the server exited a moment ago, and its successor gets time to start';
    case 'waiting':
      return `no figure stands out; the process that hosts the server is stopped if the failures go on (${why.failures} of ${why.needed})`;
    case 'no-suspect':
      return 'no figure stands out (when_none = notify)';
    case 'not-in-the-process':
      return 'a process was stopped for this already and its successor fails the same way, so the cause is not in the process';
    case 'unresolved':
      return `it is not known which process hosts the server: ${reasonEn(why.reason)}`;
    case 'no-host':
      return `no process hosts ${why.application} now`;
    case 'several-hosts':
      return `several processes host ${why.application} (PID ${why.pids.join(', ')}), and it is not known which of them fails`;
    case 'young':
      return `the process of the server (PID ${why.pid}) is still starting`;
    case 'not-now':
      return `the process of the server (PID ${why.pids.join(', ')}) waits for its next attempt`;
  }
}
