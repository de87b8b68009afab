/** Asked anew after every await, which the compiler does not see: to it a signal stays as it was. */
export function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
