// A Windows 10 in out/wine/prefix.
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildStep } from '../stamp.mjs';
import { endWine, loader, prefixOf, runWine, server } from './wine.mjs';

/** @param {string} root the repository */
export async function buildPrefix(root) {
  const prefix = prefixOf(root);
  await buildStep({
    label: 'a Windows of Wine',
    // Another Wine creates another Windows.
    inputs: [loader, server, join(root, 'tools', 'wine', 'prefix.mjs')],
    stamp: join(prefix, '.inputs'),
    build: async () => {
      await endWine(root);
      rmSync(prefix, { recursive: true, force: true });
      mkdirSync(prefix, { recursive: true });
      // Without mscoree Wine does not offer to install Mono; afterwards .NET itself needs it.
      const environment = { WINEDLLOVERRIDES: 'mscoree,mshtml=' };
      await runWine(root, ['wineboot', '-i'], { environment });
      // Node refuses to start on the Windows 7 that Wine pretends to be.
      await runWine(root, ['winecfg', '-v', 'win10']);
    },
  });
}
