/**
 * `timeout`: a call was not answered in time. `rpc`: the server process has died or does not exist. `error`: the method
 * failed or returned an error. `refused`: no access, a bad login. `setup`: class or method unknown, wrong arguments.
 * `activation`: the server could not be started, or not in time. `stopping`: it, its application or Windows was being
 * shut down, paused or disabled: no fault of the server, so it is never counted and leads to no stop or backoff.
 */
export type FailureClass =
  'timeout' | 'rpc' | 'error' | 'refused' | 'setup' | 'activation' | 'stopping';

export const failureClasses: readonly FailureClass[] = [
  'timeout',
  'rpc',
  'error',
  'refused',
  'setup',
  'activation',
  'stopping',
];

/** Classes of failure that stopping a process may cure. */
export const unloadableClasses: readonly FailureClass[] = ['timeout', 'rpc', 'error', 'activation'];
