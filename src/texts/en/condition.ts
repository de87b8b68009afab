import type { ConditionName } from '../../core/telling/notice.js';

/** Headlines of lasting trouble of the agent itself, with advice for the operator. */
export const conditions: Readonly<
  Record<
    ConditionName,
    { readonly failing: string; readonly over: string; readonly advice: string }
  >
> = {
  'stop-right': {
    failing: 'the agent has NO RIGHT to stop processes',
    over: 'the agent may stop processes again',
    advice:
      'The agent watches and mails but cannot stop processes. Run it as SYSTEM or an administrator.',
  },
  sampling: {
    failing: 'the agent gets NO SAMPLES',
    over: 'the agent gets samples again',
    advice:
      'No figures have arrived for a minute, so a breach would go unnoticed now. The agent keeps trying. Check PowerShell and WMI on the server.',
  },
  application: {
    failing: 'the agent judges NO PROCESS: the application was not found',
    over: 'the application was found, its processes are judged again',
    advice:
      'The COM+ application in [shellprocess] application has not been found for a minute. The agent keeps looking. Check the name, and COM+ on the server.',
  },
  'com-check': {
    failing: 'the COM check DOES NOT WORK',
    over: 'the COM check works again',
    advice:
      'This says nothing about the server: the fault is in the agent itself. Limits are still checked. Check the installation of the agent and .NET Framework.',
  },
  'state-folder': {
    failing: 'the state folder CANNOT BE WRITTEN',
    over: 'the state folder can be written again',
    advice:
      'The agent watches and stops processes, but keeps its state and mails in memory only: a restart loses them. Check disk space and the rights on the folder.',
  },
  'log-folder': {
    failing: 'the log folder CANNOT BE WRITTEN',
    over: 'the log folder can be written again',
    advice:
      'The agent works, but nothing is logged. Check disk space and the rights on the folder.',
  },
  instance: {
    failing: 'ANOTHER AGENT has taken over the state folder, this one stops',
    over: 'this agent holds the state folder again',
    advice:
      'The agent was frozen for a long time (sleep, a paused virtual machine), and another one started in its place. This one stops no more processes.',
  },
  fault: {
    failing: 'the agent ends after a FAULT OF ITS OWN',
    over: 'the agent works again after a fault of its own',
    advice:
      'The task starts it again within five minutes. If this mail comes again, send the developers the report of comwatch doctor and monitor.log: the record agent-crash in it says where the fault is.',
  },
};
