import { LastingTrouble } from '../telling/lasting-trouble.js';
import type { Journal, Notifier } from '../../ports.js';

/** Whether `[shellprocess] application` is known: while it is not, the agent watches nobody and must say so. */
export class ScopeHealth extends LastingTrouble {
  constructor(application: string, journal: Journal, notify: Notifier, hostName: string) {
    super(
      {
        failing: {
          action: 'application-missing',
          trouble: 'application-missing',
          message: (_count, reason) => `Nobody is watched, the application is not found: ${reason}`,
        },
        over: {
          action: 'application-found',
          trouble: 'application-found',
          message: (seconds) => `${application} is found after ${seconds} s: its hosts are watched`,
        },
      },
      journal,
      notify,
      hostName,
    );
  }
}
