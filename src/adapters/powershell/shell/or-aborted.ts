/** The answer, or `otherwise` as soon as the signal is aborted; leaves no listener behind. */
export async function orAborted<T>(
  work: Promise<T>,
  signal: AbortSignal,
  otherwise: T,
): Promise<T> {
  let onAbort = (): void => undefined;
  const aborted = new Promise<T>((resolve) => {
    onAbort = () => resolve(otherwise);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
