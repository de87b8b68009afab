import { LastingTrouble } from '../telling/lasting-trouble.js';
import type { Journal, Notifier } from '../../ports.js';

/** Whether samples arrive: an agent that sees nothing must say so. */
export class SampleHealth extends LastingTrouble {
  constructor(journal: Journal, notify: Notifier, hostName: string) {
    super(
      {
        failing: {
          action: 'sample-failed',
          trouble: 'sampling-fails',
          message: (count, reason) => `No sample (${count} in a row): ${reason}`,
        },
        over: {
          action: 'sample-recovered',
          trouble: 'sampling-works-again',
          message: (seconds) => `Samples arrive again after ${seconds} s`,
        },
      },
      journal,
      notify,
      hostName,
    );
  }
}
