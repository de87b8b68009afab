import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { driveOf } from '../../../tools/wine/wine.mjs';
import { ROOT } from '../../support/paths.js';

/** Removes the folder of edge-js until the end of the test. */
export function takeEdgeAway(): void {
  const folder = join(driveOf(ROOT), 'comwatch', 'app', 'node_modules', 'edge-js');
  const away = `${folder}.away`;
  renameSync(folder, away);
  onTestFinished(() => {
    if (existsSync(away)) renameSync(away, folder);
  });
}
