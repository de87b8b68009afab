/** What was asked for, or `otherwise` as soon as the signal is aborted. */
export async function unlessAborted<Value, Otherwise>(
  wanted: Promise<Value>,
  signal: AbortSignal,
  otherwise: Otherwise,
): Promise<Value | Otherwise> {
  if (signal.aborted) return otherwise;
  let give: () => void = () => undefined;
  const aborted = new Promise<Otherwise>((resolve) => {
    give = () => resolve(otherwise);
    signal.addEventListener('abort', give, { once: true });
  });
  try {
    return await Promise.race([wanted, aborted]);
  } finally {
    signal.removeEventListener('abort', give);
  }
}
