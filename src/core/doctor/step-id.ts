/** Steps in the order in which they are shown. */
export const stepIds = [
  'versions',
  'variables',
  'shells',
  'recording',
  'edge',
  'sources',
  'command-lines',
  'stop',
  'com-class',
  'com-call',
  'event-log',
  'secrets',
  'rights',
  'disk',
  'mail',
  'task',
] as const;

export type StepId = (typeof stepIds)[number];
