import type { Memory } from './memory.js';
import type { Membership } from './observing/membership.js';
import type { AgentPorts, Shared } from './shared.js';
import type { DailyMail } from './telling/daily-mail.js';
import type { IncidentStories } from './telling/incident-stories.js';
import type { Config } from '../config/config.js';

/** Parts shared by the applications of one agent. */
export interface ApplicationParts {
  readonly config: Config;
  readonly ports: AgentPorts;
  readonly shared: Shared;
  readonly membership: (image: string) => Membership;
  readonly memory: Memory;
  readonly stories: IncidentStories;
  readonly daily: DailyMail | undefined;
}
