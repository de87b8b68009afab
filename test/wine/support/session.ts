import { beginWine, endWine } from '../../../tools/wine/wine.mjs';
import { ROOT } from '../../support/paths.js';

/** One Windows for all tests; whatever runs in it ends with them, and what does not is a failure. */
export default async function session(): Promise<() => Promise<void>> {
  await endWine(ROOT);
  await beginWine(ROOT);
  return () => endWine(ROOT);
}
