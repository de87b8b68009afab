import type { StepId } from '../../../core/doctor/step-id.js';

/** Names of the steps. */
export const stepEn: Readonly<Record<StepId, string>> = {
  versions: 'Versions',
  variables: 'Environment variables',
  shells: 'PowerShell answers',
  recording: 'Recording by policy',
  edge: 'Access to the COM server',
  sources: 'Sources of samples',
  'command-lines': 'Command lines',
  stop: 'Right to stop',
  'com-class': 'COM class',
  'com-call': 'COM call',
  'event-log': 'Event Log',
  secrets: 'Protection of passwords',
  rights: 'File permissions',
  disk: 'Free disk space',
  mail: 'Mail up to the recipients',
  task: 'Scheduled task',
};

/** Activity of a step while it runs. */
export const doingEn: Readonly<Record<StepId, string>> = {
  versions: 'reading versions',
  variables: 'reading the names of environment variables',
  shells: 'starting PowerShell',
  recording: 'measuring what policies record',
  edge: 'loading .NET through edge-js',
  sources: 'comparing the sources of samples',
  'command-lines': 'reading command lines both ways',
  stop: "stopping a process of the doctor's own",
  'com-class': 'looking up the COM class',
  'com-call': 'calling the COM server',
  'event-log': 'trying the Event Log',
  secrets: 'protecting a text and reading it back',
  rights: 'reading file permissions',
  disk: 'reading the free disk space',
  mail: 'talking to the mail server, up to the recipients',
  task: 'reading the scheduled task',
};
