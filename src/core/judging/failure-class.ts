/**
 * `timeout`: a call was not done in time. `rpc`: the server died or is not there. `error`: the method failed or
 * answered an error. `refused`: no access, a bad login. `setup`: class or method unknown, wrong arguments.
 * `activation`: the server could not be started, or not in time.
 */
export type FailureClass = 'timeout' | 'rpc' | 'error' | 'refused' | 'setup' | 'activation';

export const failureClasses: readonly FailureClass[] = [
  'timeout',
  'rpc',
  'error',
  'refused',
  'setup',
  'activation',
];

/** Those that unloading a process may cure. */
export const unloadableClasses: readonly FailureClass[] = ['timeout', 'rpc', 'error', 'activation'];
