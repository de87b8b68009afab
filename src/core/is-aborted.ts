/** Reads the signal again after an await, which the compiler assumes to be unchanged. */
export function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
