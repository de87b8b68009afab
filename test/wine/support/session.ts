import { beginWine, endWine } from '../../../tools/wine/wine.mjs';
import { ROOT } from '../../support/paths.js';

/** One Windows for all tests; all its processes end with them, and one that does not is a failure. */
export default async function session(): Promise<() => Promise<void>> {
  await endWine(ROOT);
  await beginWine(ROOT);
  return () => endWine(ROOT);
}
