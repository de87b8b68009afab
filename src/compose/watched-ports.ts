import type { AgentPorts } from '../agent/agent.js';
import type { ApplicationConfig } from '../config/config.js';
import type { ProbeAnswer } from '../core/judging/probe-result.js';

/** The same ports, with each answer of a COM check passed to the listener. */
export function withAnswers(
  ports: AgentPorts,
  answered: (application: string | undefined, answer: ProbeAnswer) => void,
): AgentPorts {
  return {
    ...ports,
    com: (application: ApplicationConfig) => {
      const made = ports.com(application);
      if (!made) return undefined;
      return {
        ...made,
        probe: async (options, signal) => {
          const answer = await made.probe(options, signal);
          if (!signal.aborted) answered(application.name, answer);
          return answer;
        },
      };
    },
  };
}
