/** Reads the signal anew after an await: to the compiler it stays as it was. */
export function isAborted(signal: AbortSignal): boolean {
  return signal.aborted;
}
